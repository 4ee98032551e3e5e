package io.hauberk.json;

import static io.hauberk.json.Octets.assertRefused;
import static io.hauberk.json.Octets.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.json.JsonFault.Kind;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonLimitsTest {

  private static void assertAdmitted(String document, JsonLimits limits) {
    assertNull(new JsonTape().read(utf8(document), limits), document);
  }

  @Test
  void the_defaults_are_what_the_documentation_says() {
    assertEquals(
        new JsonLimits(1_048_576, 64, 100_000, 100, 400, 10_000, 100_000, 1_048_576),
        JsonLimits.DEFAULT);
    assertEquals(new JsonLimits(67_108_864, 256, 10_000_000, 400, 400), JsonLimits.DOCUMENT);
  }

  @Test
  void octets_are_counted_whole_with_white_space() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxBytes(5);
    assertAdmitted("[1]  ", limits);
    assertRefused(Kind.TOO_LARGE, 5, utf8("[1]   "), limits);
  }

  @Test
  void levels_are_those_of_arrays_and_objects_together() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxDepth(3);
    assertAdmitted("[{\"a\":[1]},[[]]]", limits);
    assertRefused(Kind.TOO_DEEP, 7, utf8("[{\"a\":[{}]}]"), limits);
    assertAdmitted("1", JsonLimits.DEFAULT.withMaxDepth(0));
    assertRefused(Kind.TOO_DEEP, 0, utf8("[]"), JsonLimits.DEFAULT.withMaxDepth(0));
  }

  @Test
  void members_are_those_of_one_object() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxMembers(2);
    assertAdmitted("[{\"a\":1,\"b\":{\"c\":1,\"d\":2}},[1,2,3]]", limits);
    assertRefused(Kind.TOO_MANY_MEMBERS, 18, utf8("{\"a\":1,\"b\":2,\"c\":3}"), limits);
  }

  @Test
  void items_are_those_of_one_array() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxItems(2);
    assertAdmitted("{\"a\":[1,[2,3]],\"b\":1,\"c\":2}", limits);
    assertRefused(Kind.TOO_MANY_ITEMS, 6, utf8("[1,2,3]"), limits);
  }

  @Test
  void strings_are_measured_as_written_and_so_are_names() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxStringBytes(6);
    assertAdmitted("{\"abcdef\":\"\\u0061\"}", limits);
    assertRefused(Kind.STRING_TOO_LONG, 1, utf8("[\"abcdefg\"]"), limits);
    assertRefused(Kind.STRING_TOO_LONG, 1, utf8("{\"abcdefg\":1}"), limits);
    assertRefused(Kind.STRING_TOO_LONG, 1, utf8("[\"\u00e9\u00e9\u00e9\u00e9\"]"), limits);
  }

  @Test
  void a_level_that_is_closed_does_not_count() {
    assertAdmitted("[" + "[],{},".repeat(500) + "1]", JsonLimits.DEFAULT.withMaxDepth(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void a_hundred_thousand_levels_cost_no_stack(String opening) {
    String document = opening.repeat(100_000);
    JsonFault fault = new JsonTape().read(utf8(document), JsonLimits.DEFAULT);
    assertEquals(Kind.TOO_DEEP, fault == null ? null : fault.kind());
  }

  @Test
  void values_are_counted_with_their_containers_and_without_names() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxValues(4);
    assertAdmitted("{\"a\":1,\"b\":2,\"c\":3}", limits);
    assertRefused(Kind.TOO_MANY_VALUES, 13, utf8("{\"a\":1,\"b\":[[1]]}"), limits);
    assertAdmitted("[1,2,3]", limits);
    assertRefused(Kind.TOO_MANY_VALUES, 7, utf8("[1,2,3,4]"), limits);
  }

  @Test
  void numbers_are_counted_by_their_characters() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxNumberLength(6);
    assertAdmitted("[-12.34,-1.2e3,123456]", limits);
    assertRefused(Kind.NUMBER_TOO_LONG, 1, utf8("[-12.345]"), limits);
    assertRefused(Kind.NUMBER_TOO_LONG, 1, utf8("[-1.2e34]"), limits);
    assertRefused(Kind.NUMBER_TOO_LONG, 1, utf8("[1234567]"), limits);
  }

  @Test
  void exponents_are_counted_by_magnitude_as_written() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxExponent(20);
    assertAdmitted("[1e20,1E-20,1e+020,0e20]", limits);
    assertRefused(Kind.NUMBER_TOO_LONG, 2, utf8("[1e21]"), limits);
    assertRefused(Kind.NUMBER_TOO_LONG, 2, utf8("[1e-21]"), limits);
    assertRefused(Kind.NUMBER_TOO_LONG, 2, utf8("[0e21]"), limits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "1e-999999999",
        "1e2147483648",
        "1e99999999999999999999",
        "-0e999999999"
      })
  void an_exponent_that_would_explode_is_refused(String number) {
    JsonFault fault = new JsonTape().read(utf8(number), JsonLimits.DEFAULT);
    assertEquals(Kind.NUMBER_TOO_LONG, fault == null ? null : fault.kind());
    assertAdmitted("1e400", JsonLimits.DEFAULT);
    assertAdmitted("1e-400", JsonLimits.DEFAULT);
  }

  @Test
  void a_number_of_a_million_digits_is_refused_before_any_arithmetic() {
    assertRefused(Kind.NUMBER_TOO_LONG, 0, utf8("9".repeat(1_000_000)), JsonLimits.DEFAULT);
  }

  @Test
  void a_limit_out_of_its_range_is_refused_by_name() {
    JsonLimits limits = JsonLimits.DEFAULT;
    assertEquals(
        "maxDepth must be from 0 to 1000, was 1001",
        assertThrows(IllegalArgumentException.class, () -> limits.withMaxDepth(1_001))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxBytes(0));
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxValues(0));
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxNumberLength(10_001));
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxExponent(-1));
  }
}
