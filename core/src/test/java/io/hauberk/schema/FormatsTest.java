package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonString;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats of the OpenAPI Format Registry; those of JSON Schema have the public suite. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatsTest {

  private static void assertVerdict(String format, String value, boolean valid) {
    assertEquals(valid, Judge.of("{\"format\": \"" + format + "\"}").admits(value));
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128, 127, -129, 128",
    "int16, -32768, 32767, -32769, 32768",
    "int32, -2147483648, 2147483647, -2147483649, 2147483648",
    "int64, -9223372036854775808, 9223372036854775807, -9223372036854775809, 9223372036854775808",
    "uint8, 0, 255, -1, 256",
    "uint16, 0, 65535, -1, 65536",
    "uint32, 0, 4294967295, -1, 4294967296",
    "uint64, 0, 18446744073709551615, -1, 18446744073709551616",
    "double-int, -9007199254740991, 9007199254740991, -9007199254740992, 9007199254740992",
    "sf-integer, -999999999999999, 999999999999999, -1000000000000000, 1000000000000000",
    "unixtime, -9223372036854775808, 9223372036854775807, -9223372036854775809, 1e30",
    "float, -3.4028234e38, 3.4028234e38, -3.41e38, 3.41e38",
    "double, -1.7976931348623157e308, 1.7976931348623157e308, -1.8e308, 1.8e308",
    "sf-decimal, -999999999999.999, 999999999999.999, -1000000000000, 0.0001",
    "decimal128, -1e-99, 1234567890123456789012345678901234, 12345678901234567890123456789012345,"
        + " 1.2345678901234567890123456789012345"
  })
  void numbers_end_where_their_format_ends(
      String format, String lowest, String highest, String below, String above) {
    assertVerdict(format, lowest, true);
    assertVerdict(format, highest, true);
    assertVerdict(format, below, false);
    assertVerdict(format, above, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "double-int",
        "sf-integer",
        "unixtime"
      })
  void integers_have_no_fraction(String format) {
    assertVerdict(format, "1.5", false);
    assertVerdict(format, "1.0", true);
    assertVerdict(format, "1e1", true);
  }

  @ParameterizedTest
  @CsvSource({
    "int64, 9223372036854775807, true",
    "int64, -9223372036854775808, true",
    "int64, 0, true",
    "int64, 9223372036854775808, false",
    "int64, -9223372036854775809, false",
    "int64, 01, false",
    "int64, -0, false",
    "int64, -, false",
    "int64, '', false",
    "int64, +1, false",
    "int64, 1.0, false",
    "int64, ' 1', false",
    "uint64, 18446744073709551615, true",
    "uint64, 18446744073709551616, false",
    "uint64, -1, false",
    "unixtime, 1735689600, true",
    "unixtime, 2025-01-01, false",
    "decimal, 12.50, true",
    "decimal, -0.1e-7, true",
    "decimal, 12., false",
    "decimal, .5, false",
    "decimal128, NaN, true",
    "decimal128, -INF, true",
    "decimal128, 1e6144, true",
    "decimal128, 1e6145, false",
    "decimal128, 1e-6144, false",
    "decimal128, 0e99999, true",
    "decimal128, 1e99999999999, false",
    "decimal128, 12345678901234567890123456789012345, false",
    "byte, aGk=, true",
    "byte, '', true",
    "byte, aGk, false",
    "byte, a-_=, false",
    "base64url, a-_, true",
    "base64url, a-_=, true",
    "base64url, a-_==, false",
    "base64url, a+_=, false",
    "base64url, abcde, false",
    "char, a, true",
    "char, 😀, true",
    "char, '', false",
    "char, ab, false",
    "char, é́, false",
    "date-time-local, 2025-02-28T10:00:00, true",
    "date-time-local, 2025-02-28T10:00:00.25, true",
    "date-time-local, 2025-02-28T10:00:00Z, false",
    "date-time-local, 2025-02-30T10:00:00, false",
    "date-time-local, 2025-02-28 10:00:00, false",
    "time-local, 23:59:60, true",
    "time-local, 24:00:00, false",
    "time-local, 10:00, false",
    "time-local, '', false",
    "time-local, 10:00:00+01:00, false",
    "'http-date', 'Sun, 06 Nov 1994 08:49:37 GMT', true",
    "'http-date', 'Sunday, 06-Nov-94 08:49:37 GMT', true",
    "'http-date', 'Sun Nov  6 08:49:37 1994', true",
    "'http-date', 'Sun Nov 16 08:49:37 1994', true",
    "'http-date', 'Sun Nov 6 08:49:37 1994', false",
    "'http-date', 'Sun, 31 Feb 1994 08:49:37 GMT', false",
    "'http-date', 'Sun, 06 Nov 1994 08:49:37 UTC', false",
    "'http-date', 'sun, 06 nov 1994 08:49:37 GMT', false",
    "'http-date', 'Sun, 6 Nov 1994 08:49:37 GMT', false",
    "'http-date', 1994-11-06T08:49:37Z, false",
    "ipv4-cidr, 10.0.0.0/8, true",
    "ipv4-cidr, 10.0.0.0, false",
    "ipv4-cidr, 10.0.0.0/33, false",
    "ipv4-cidr, 10.0.0.0/08, false",
    "ipv4-cidr, 10.0.0/8, false",
    "ipv6-cidr, 2001:db8::/32, true",
    "ipv6-cidr, ::/0, true",
    "ipv6-cidr, ::/129, false",
    "ipv6-cidr, ::, false",
    "language, de-CH-1996, true",
    "language, x-mine, true",
    "language, de_CH, false",
    "language, '', false",
    "media-range, text/*;q=0.5, true",
    "media-range, */*, true",
    "media-range, 'text/html; level=\"1;\\\"\"', true",
    "media-range, */html, false",
    "media-range, text, false",
    "media-range, text/, false",
    "media-range, text/html;level, false",
    "media-range, text/html;level=, false",
    "media-range, 'text/html, text/plain', false",
    "sf-binary, :aGk=:, true",
    "sf-binary, aGk=, false",
    "sf-binary, :, false",
    "sf-boolean, ?1, true",
    "sf-boolean, ?2, false",
    "sf-boolean, true, false",
    "sf-string, '\"a \\\"b\"', true",
    "sf-string, '\"a\\nb\"', false",
    "sf-string, '\"é\"', false",
    "sf-string, '\"a\"b', false",
    "sf-string, a, false",
    "sf-token, */text:a, true",
    "sf-token, 1a, false",
    "sf-token, a b, false"
  })
  void texts_are_judged(String format, String text, boolean valid) {
    assertVerdict(format, Json.write(new JsonString(text)), valid);
  }

  @Test
  void values_of_other_types_fit() {
    assertVerdict("int32", "\"text\"", true);
    assertVerdict("float", "\"text\"", true);
    assertVerdict("uuid", "1", true);
    assertVerdict("int64", "[]", true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "commonmark", "html", "password"})
  void some_tell_only_what_a_text_is_for(String format) {
    Judge judge = Judge.of("{\"format\": \"" + format + "\"}");
    assertTrue(judge.admits("\"anything\""));
    assertEquals(List.of(), judge.noted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Date", "int-32", "postcode", ""})
  void an_unknown_one_is_noted_and_checks_nothing(String format) {
    Judge judge = Judge.of("{\"format\": \"" + format + "\"}");
    assertTrue(judge.admits("\"anything\""));
    assertEquals(List.of("unknown-format /format"), judge.noted());
  }

  @Test
  void one_that_the_type_rules_out_is_noted() {
    assertEquals(
        List.of("idle-keyword /format"),
        Judge.of("{\"type\": \"integer\", \"format\": \"date\"}").noted());
    assertEquals(
        List.of("idle-keyword /format"),
        Judge.of("{\"type\": \"string\", \"format\": \"int32\"}").noted());
    assertEquals(List.of(), Judge.of("{\"type\": \"string\", \"format\": \"int64\"}").noted());
  }

  @Test
  void are_not_asserted_where_nobody_asks() {
    Judge judge =
        Judge.of(SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12), "{\"format\": \"date\"}", "");
    assertTrue(judge.admits("\"no date\""));
    assertFalse(Judge.of(Dialect.OPENAPI_3_1, "{\"format\": \"date\"}").admits("\"no date\""));
  }
}
