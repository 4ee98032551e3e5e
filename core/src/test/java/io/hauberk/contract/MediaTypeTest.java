package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MediaTypeTest {

  private static MediaType type(String text) {
    MediaType type = MediaType.parse(text);
    if (type == null) {
      throw new AssertionError("was refused: " + text);
    }
    return type;
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, application/json",
    "Application/JSON, application/json",
    "' text/plain ; charset=utf-8 ', text/plain",
    "'multipart/form-data; boundary=\"a b;c\"', multipart/form-data",
    "application/vnd.api+json;v=1, application/vnd.api+json",
    "application/json;, application/json",
    "'application/json ;; ; charset=utf-8;\t', application/json",
    "*/*, */*",
    "text/*, text/*"
  })
  void is_read_by_the_grammar_of_RFC_9110(String text, String essence) {
    assertEquals(essence, type(text).essence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "json",
        "/json",
        "application/",
        "application/json, text/plain",
        "application/ json",
        "application/json; charset",
        "application/json; charset=",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; a=\"b",
        "*/json",
        "app*/json",
        "application/js*n",
        "application/json; =x",
        "application/json; charset=utf-8 x",
        "application/json; charset=utf-8, text/plain",
        ";",
        "a/b;c =d",
        "a/b/c"
      })
  void is_refused_otherwise(String text) {
    assertNull(MediaType.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json-patch+jsonx", "application/jsonx", "text/json5"})
  void is_never_JSON_by_prefix(String text) {
    assertFalse(type(text).isJson());
    assertTrue(type("application/json").fit(type(text)) < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/problem+json", "application/x+JSON"})
  void is_JSON_by_name_or_suffix(String text) {
    assertTrue(type(text).isJson());
  }

  @Test
  void fits_more_closely_the_more_is_named() {
    MediaType sent = type("application/json; version=1");

    assertTrue(type("*/*").fit(sent) < type("application/*").fit(sent));
    assertTrue(type("application/*").fit(sent) < type("application/json").fit(sent));
    assertTrue(type("application/json").fit(sent) < type("application/json; version=1").fit(sent));
    assertEquals(-1, type("application/json; version=2").fit(sent));
    assertEquals(-1, type("text/*").fit(sent));
  }

  @Test
  void compares_values_by_case_but_charsets_without() { // RFC 9110, 8.3.1 and 8.3.2
    assertTrue(type("text/plain; charset=UTF-8").fit(type("text/plain; Charset=\"utf-8\"")) > 0);
    assertTrue(type("a/b; profile=One").fit(type("a/b; PROFILE=One")) > 0);
    assertEquals(-1, type("a/b; profile=One").fit(type("a/b; profile=one")));
    assertEquals(-1, type("multipart/mixed; boundary=B").fit(type("multipart/mixed; boundary=b")));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "application/json; charset=UTF-8, true",
    "'application/json; charset=\"utf-8\"', true",
    "application/json; charset=utf-16, false",
    "application/json; charset=utf-7, false",
    "application/json; charset=us-ascii, false",
    "text/plain; charset=us-ascii, true",
    "text/plain; charset=iso-8859-1, false"
  })
  void is_UTF_8_or_not_as_its_charset_says(String text, boolean utf8) {
    assertEquals(utf8, type(text).isUtf8());
  }
}
