package io.hauberk.json;

import static io.hauberk.json.Octets.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonValueTest {

  @Nested
  class A_tree {
    private final JsonObject object =
        (JsonObject) Json.parse("{\"z\":1,\"a\":[true,null,\"x\"],\"n\":null,\"o\":{\"p\":2.5}}");

    @Test
    void keeps_the_order_of_members() {
      assertEquals(List.of("z", "a", "n", "o"), List.copyOf(object.members().keySet()));
      assertEquals(
          "{\"z\":1,\"a\":[true,null,\"x\"],\"n\":null,\"o\":{\"p\":2.5}}", Json.write(object));
    }

    @Test
    void tells_an_absent_member_from_null() {
      assertEquals(JsonNull.NULL, object.get("n"));
      assertTrue(object.has("n"));
      assertNull(object.get("missing"));
      assertFalse(object.has("missing"));
    }

    @Test
    void finds_a_member_of_the_type_asked_for_only() {
      assertEquals(Optional.of(JsonNumber.of(1)), object.find("z", JsonNumber.class));
      assertEquals(Optional.empty(), object.find("z", JsonString.class));
      assertEquals(Optional.empty(), object.find("missing", JsonString.class));
    }

    @Test
    void cannot_be_changed() {
      assertThrows(UnsupportedOperationException.class, () -> object.members().remove("z"));
      JsonArray array = assertInstanceOf(JsonArray.class, object.get("a"));
      assertThrows(UnsupportedOperationException.class, () -> array.elements().remove(0));
      List<JsonValue> given = new ArrayList<>(List.of(JsonBoolean.TRUE));
      JsonArray made = JsonArray.of(given);
      given.clear();
      assertEquals(1, made.size());
      Map<String, JsonValue> members = new HashMap<>(Map.of("a", JsonBoolean.TRUE));
      JsonObject madeObject = JsonObject.of(members);
      members.clear();
      assertEquals(1, madeObject.size());
    }

    @Test
    void becomes_what_the_JDK_has() {
      Map<String, Object> java = new HashMap<>();
      java.put("z", BigDecimal.ONE);
      List<Object> list = new ArrayList<>(List.of(true));
      list.add(null);
      list.add("x");
      java.put("a", list);
      java.put("n", null);
      java.put("o", Map.of("p", new BigDecimal("2.5")));
      assertEquals(java, object.toJava());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, 0, 0",
    "-0.0, true, 0, 0",
    "1.0, true, 1, 1",
    "1e2, true, 1, 100",
    "2.5, false, 1, 2",
    "-2.5, false, -1, -2",
    "1e30, true, 1, 2147483647",
    "-1e30, true, -1, -2147483648",
    "2147483648, true, 1, 2147483647"
  })
  void a_number_knows_what_it_is(String text, boolean integer, int signum, int clamped) {
    JsonNumber number = (JsonNumber) Json.parse(text);
    assertEquals(integer, number.isInteger());
    assertEquals(signum, number.signum());
    assertEquals(clamped, number.clampedInt());
  }

  @Test
  void a_number_fits_a_long_or_says_so() {
    assertTrue(JsonNumber.of(Long.MIN_VALUE).fitsLong());
    assertEquals(100, ((JsonNumber) Json.parse("1e2")).longValue());
    JsonNumber beyond = (JsonNumber) Json.parse("9223372036854775808");
    assertFalse(beyond.fitsLong());
    assertThrows(ArithmeticException.class, beyond::longValue);
    JsonNumber fraction = (JsonNumber) Json.parse("1.5");
    assertFalse(fraction.fitsLong());
    assertThrows(ArithmeticException.class, fraction::longValue);
  }

  @Nested
  class A_document_that_cannot_be_read {
    @Test
    void is_refused_with_line_and_column_and_without_its_text() {
      JsonException e =
          assertThrows(
              JsonException.class,
              () -> Json.parse(utf8("{\n \"\u00e9\": 1,\n \"\u00e9\": secret\n}")));
      assertEquals(JsonFault.Kind.DUPLICATE_NAME, e.kind());
      assertEquals(3, e.line());
      assertEquals(2, e.column());
      assertEquals(
          "JSON, line 3, column 2: the object has this name twice. Remove one of the two.",
          e.getMessage());
    }

    @Test
    void is_counted_by_characters_not_octets() {
      JsonException e = assertThrows(JsonException.class, () -> Json.parse("[\"\u00e9\u20ac\" x]"));
      assertEquals(7, e.column());
    }

    @Test
    void may_be_a_string_with_half_of_a_pair() {
      assertEquals(
          JsonFault.Kind.MALFORMED,
          assertThrows(JsonException.class, () -> Json.parse("\"\ud800\"")).kind());
      assertEquals(new JsonString("\ud83d\ude00"), Json.parse("\"\ud83d\ude00\""));
    }

    @Test
    void has_a_message_for_each_kind_of_fault() {
      for (JsonFault.Kind kind : JsonFault.Kind.values()) {
        assertTrue(JsonException.mend(kind).contains(". "), kind.name());
      }
    }
  }
}
