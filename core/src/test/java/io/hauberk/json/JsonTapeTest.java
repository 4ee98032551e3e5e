package io.hauberk.json;

import static io.hauberk.json.Octets.assertRefused;
import static io.hauberk.json.Octets.raw;
import static io.hauberk.json.Octets.read;
import static io.hauberk.json.Octets.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.JsonFault.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTapeTest {

  @Nested
  class Walks {
    @Test
    void each_type() {
      JsonTape tape = read("[null, true, false, 7, \"x\", [], {}]");
      List<JsonType> types = new ArrayList<>();
      int at = tape.first(tape.root());
      for (int i = 0; i < tape.size(tape.root()); i++) {
        types.add(tape.type(at));
        at = tape.next(at);
      }
      assertEquals(JsonType.ARRAY, tape.type(tape.root()));
      assertEquals(
          List.of(
              JsonType.NULL,
              JsonType.BOOLEAN,
              JsonType.BOOLEAN,
              JsonType.NUMBER,
              JsonType.STRING,
              JsonType.ARRAY,
              JsonType.OBJECT),
          types);
      assertTrue(tape.bool(2));
      assertFalse(tape.bool(3));
    }

    @Test
    void members_name_by_name_past_what_their_values_hold() {
      JsonTape tape = read("{\"a\": {\"b\": [1, [2, 3]], \"c\": {}}, \"d\": [], \"e\": 4}");
      List<String> names = new ArrayList<>();
      int name = tape.first(tape.root());
      for (int i = 0; i < tape.size(tape.root()); i++) {
        names.add(tape.text(name) + " " + tape.type(name + 1) + " " + tape.size(name + 1));
        name = tape.next(name + 1);
      }
      assertEquals(List.of("a OBJECT 2", "d ARRAY 0"), names.subList(0, 2));
      assertEquals(3, names.size());
      assertTrue(names.get(2).startsWith("e NUMBER"));
    }

    @Test
    void a_document_that_is_one_scalar() {
      assertEquals("x", read(" \"x\" ").text(0));
      assertEquals(7, read("7").longValue(0));
      assertEquals(JsonType.NULL, read("\tnull\r\n").type(0));
    }

    @Test
    void a_part_of_an_array_and_counts_faults_from_its_beginning() {
      JsonTape tape = new JsonTape();
      assertNull(tape.read(utf8("xx[1,2]yy"), 2, 7, JsonLimits.DEFAULT));
      assertEquals(2, tape.size(tape.root()));
      assertEquals(
          new JsonFault(Kind.MALFORMED, 2), tape.read(utf8("xx[1"), 2, 4, JsonLimits.DEFAULT));
      assertThrows(
          IndexOutOfBoundsException.class, () -> tape.read(utf8("1"), 0, 2, JsonLimits.DEFAULT));
    }

    @Test
    void nothing_beyond_the_end_even_where_eight_octets_are_read_at_once() {
      byte[] document = utf8("\"abc\"and what follows");
      assertNull(new JsonTape().read(document, 0, 5, JsonLimits.DEFAULT));
      assertEquals(
          new JsonFault(Kind.MALFORMED, 4),
          new JsonTape().read(document, 0, 4, JsonLimits.DEFAULT));
    }

    @Test
    void the_octets_of_strings_and_numbers() {
      byte[] document = utf8("[\"a\\nb\", -12.5e1]");
      JsonTape tape = new JsonTape();
      assertNull(tape.read(document, JsonLimits.DEFAULT));
      assertEquals(2, tape.start(1));
      assertEquals(6, tape.end(1));
      assertTrue(tape.escaped(1));
      assertEquals(9, tape.start(2));
      assertEquals(16, tape.end(2));
      assertEquals(document, tape.bytes());
    }
  }

  @Nested
  class Is_used_again {
    @Test
    void and_remembers_nothing_of_the_document_before() {
      JsonTape tape = new JsonTape();
      assertNull(tape.read(utf8("{\"a\":1,\"b\":[true]}"), JsonLimits.DEFAULT));
      assertNull(tape.read(utf8("{\"a\":2}"), JsonLimits.DEFAULT));
      assertEquals("{\"a\":2}", tape.toValue(tape.root()).toString());
    }

    @Test
    void and_is_empty_after_a_refusal() {
      JsonTape tape = new JsonTape();
      assertNull(tape.read(utf8("[1]"), JsonLimits.DEFAULT));
      assertNotNull(tape.read(utf8("[1"), JsonLimits.DEFAULT));
      assertThrows(IllegalStateException.class, tape::root);
      assertEquals(0, tape.bytes().length);
    }

    @Test
    void and_is_empty_before_the_first_document_and_after_clear() {
      JsonTape tape = new JsonTape();
      assertThrows(IllegalStateException.class, tape::root);
      assertNull(tape.read(utf8("[1]"), JsonLimits.DEFAULT));
      tape.clear();
      assertThrows(IllegalStateException.class, tape::root);
      assertEquals(0, tape.bytes().length);
    }

    @Test
    void and_keeps_its_memory() {
      JsonTape tape = new JsonTape();
      assertNull(tape.read(utf8("[" + "1,".repeat(9_999) + "1]"), JsonLimits.DEFAULT));
      int grown = tape.capacity();
      assertTrue(grown >= 10_001);
      assertNull(tape.read(utf8("1"), JsonLimits.DEFAULT));
      assertEquals(grown, tape.capacity());
    }
  }

  @Nested
  class Reads_strings {
    @Test
    void with_every_escape() {
      JsonTape tape = read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud834\\udd1E\"");
      assertEquals("\"\\/\b\f\n\r\tA\u00e9\u20ac\ud834\udd1e", tape.text(0));
      assertEquals(12, tape.codePoints(0));
      assertTrue(tape.textEquals(0, "\"\\/\b\f\n\r\tA\u00e9\u20ac\ud834\udd1e"));
      assertFalse(tape.textEquals(0, "\"\\/\b\f\n\r\tA\u00e9\u20ac\ud834\udd1f"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "a",
          "plain",
          "longer than eight octets",
          "caf\u00e9",
          "\u65e5\u672c\u8a9e",
          "\ud83d\ude00",
          "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff",
          "\udbff\udfff"
        })
    void of_every_length_of_utf8(String text) {
      JsonTape tape = read('"' + text + '"');
      assertEquals(text, tape.text(0));
      assertEquals(text.codePointCount(0, text.length()), tape.codePoints(0));
      assertTrue(tape.textEquals(0, text));
      assertFalse(tape.textEquals(0, text + "x"));
      assertFalse(tape.textEquals(0, "x" + text));
      assertFalse(tape.textEquals(0, text.isEmpty() ? "y" : text.substring(1)));
      assertEquals(text.chars().allMatch(c -> c < 128), tape.ascii(0));
    }

    @Test
    void without_taking_half_of_a_pair_for_the_pair() {
      assertFalse(read("\"\ud83d\ude00\"").textEquals(0, "\ud83d"));
      assertFalse(read("\"\\ud83d\\ude00\"").textEquals(0, "\ud83d"));
      assertFalse(read("\"?\"").textEquals(0, "\ud83d"));
    }

    @Test
    void with_a_character_of_note_at_each_place_of_the_eight_octets() {
      for (int before = 0; before < 20; before++) {
        String head = "\"" + "x".repeat(before);
        assertEquals(before + 1, read(head + "\\n\"").codePoints(0));
        assertEquals(before + 1, read(head + "\u00e9\"").codePoints(0));
        assertEquals(before, read(head + "\"   ").codePoints(0));
        assertRefused(Kind.MALFORMED, before + 1, head + "\u0001tail of more than eight\"");
        assertRefused(Kind.MALFORMED, before + 1, head);
      }
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\r "})
    void a_document_without_a_value(String document) {
      assertRefused(Kind.EMPTY, document.length(), document);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "[1,]|3",
          "[,1]|1",
          "[1 2]|3",
          "[1|2",
          "[|1",
          "{|1",
          "{\"a\"}|4",
          "{\"a\":}|5",
          "{\"a\":1,}|7",
          "{a:1}|1",
          "{\"a\" 1}|5",
          "{1:1}|1",
          "]|0",
          "}|0",
          "[}|1",
          "{]|1",
          "[1}|2",
          "{\"a\":1]|6",
          "tru|0",
          "nul|0",
          "True|0",
          "NaN|0",
          "Infinity|0",
          "-Infinity|1",
          "+1|0",
          "01|0",
          "-01|1",
          "-|1",
          "1.|2",
          ".5|0",
          "1.e5|2",
          "1e|2",
          "1e+|3",
          "[1a]|2",
          "'a'|0",
          "/* c */ 1|0",
          "[1] // c|4",
          "1 2|2",
          "1x|1",
          "{} {}|3",
          "undefined|0",
          "[\"\\x41\"]|2",
          "[\"\\u00g0\"]|2",
          "[\"\\u123\"]|2",
          "[\"\\|2",
          "\u00a01|0"
        })
    void what_is_not_the_grammar(String document, int offset) {
      JsonFault fault = new JsonTape().read(utf8(document), JsonLimits.DEFAULT);
      assertNotNull(fault, document);
      assertEquals(offset, fault.offset(), document);
      assertTrue(fault.kind() == Kind.MALFORMED || fault.kind() == Kind.TRAILING_DATA, document);
    }

    @Test
    void trailing_data_by_its_name() {
      assertRefused(Kind.TRAILING_DATA, 3, "{} x");
      assertRefused(Kind.TRAILING_DATA, 1, "1\u0000");
    }

    @Test
    void a_byte_order_mark() {
      assertRefused(Kind.MALFORMED, 0, "\uFEFF{}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\u0080",
          "\u00bf",
          "\u00c0\u0080",
          "\u00c1\u00bf",
          "\u00c2",
          "\u00c2A",
          "\u00e0\u0080\u0080",
          "\u00e0\u009f\u00bf",
          "\u00e1\u0080",
          "\u00e1A\u0080",
          "\u00ed\u00a0\u0080",
          "\u00ed\u00bf\u00bf",
          "\u00f0\u0080\u0080\u0080",
          "\u00f0\u008f\u00bf\u00bf",
          "\u00f1\u0080\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00f5\u0080\u0080\u0080",
          "\u00f8\u0088\u0080\u0080\u0080",
          "\u00fe",
          "\u00ff"
        })
    void octets_that_are_not_utf8(String octets) { // RFC 3629, 3 and 4
      assertRefused(Kind.INVALID_UTF8, 1, raw('"' + octets + '"'), JsonLimits.DEFAULT);
      assertRefused(Kind.INVALID_UTF8, 2, raw("{\"" + octets + "\":1}"), JsonLimits.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\\ud800",
          "\\udc00",
          "\\ud800\\ud800",
          "\\udc00\\ud800",
          "\\ud800x",
          "\\ud800\\n",
          "\\ud800\\u0041",
          "\\ud800\\udc0"
        })
    void half_of_a_surrogate_pair(String escapes) {
      assertRefused(Kind.MALFORMED, 1, '"' + escapes + '"');
    }

    @Test
    void control_characters_in_strings_but_not_their_escapes() {
      for (char c = 0; c < ' '; c++) {
        assertRefused(Kind.MALFORMED, 2, "\"x" + c + "\"");
        assertEquals("x" + c, read("\"x\\u" + HexFormat.of().toHexDigits(c) + "\"").text(0));
      }
    }
  }
}
