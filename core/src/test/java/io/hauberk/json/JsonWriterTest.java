package io.hauberk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonWriterTest {

  private static String written(String text) {
    StringBuilder out = new StringBuilder();
    Json.writeString(out, text);
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain|plain",
        "caf\u00e9 \u65e5\u672c \ud83d\ude00|caf\u00e9 \u65e5\u672c \ud83d\ude00",
        "\"|\\\"",
        "a\\b|a\\\\b",
        "a/b|a/b",
        "<script>|\\u003cscript\\u003e",
        "a&b|a\\u0026b",
        "a\u007f|a\\u007f",
        "\u009b31m|\\u009b31m",
        "a\u2028b\u2029|a\\u2028b\\u2029",
        "\u202etxt|\\u202etxt",
        "\u2066x\u2069|\\u2066x\\u2069",
        "\ufeffx|\\ufeffx",
        "a\u200b|a\\u200b",
        "\udb40\udc41x|\\udb40\\udc41x",
        "a\ud800|a\\ufffd",
        "\udc00b|\\ufffdb"
      })
  void what_could_be_misused_is_escaped(String text, String expected) {
    assertEquals('"' + expected + '"', written(text));
  }

  @Test
  void line_ends_and_terminal_escapes_never_reach_the_output() {
    assertEquals("\"a\\r\\nb\\tc\\u0000\\u001b[31m\"", written("a\r\nb\tc\u0000\u001b[31m"));
    assertEquals("\"\"", written(""));
  }

  @Test
  void text_for_people_keeps_its_quotes_and_obeys_nothing() {
    assertEquals(
        "a \"b\" <c> \\ é \\n\\u001b[2J\\u009b\\u202e\\u2066\\u200b\\u007f\\ufffd",
        Json.printable("a \"b\" <c> \\ é \n\u001b[2J\u009b\u202e\u2066\u200b\u007f\ud800"));
  }

  @Test
  void whatever_is_written_is_read_back_as_it_was() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(20); n > 0; n--) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x110000 : 0x100);
        text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
      }
      String json = written(text.toString());
      assertEquals(new JsonString(text.toString()), Json.parse(json));
      assertFalse(json.chars().anyMatch(Character::isISOControl));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ \"a\" : [ 1 , 2.50 , -0 , 1e3 ] }|{\"a\":[1,2.5,0,1000]}",
        "[ ]|[]",
        "{ }|{}",
        "[true,false,null]|[true,false,null]",
        "\"\\u0041\"|\"A\"",
        "{\"<\":\"\\u001b\"}|{\"\\u003c\":\"\\u001b\"}"
      })
  void a_value_is_written_compact(String document, String expected) {
    assertEquals(expected, Json.write(Json.parse(document)));
    assertEquals(Json.parse(document), Json.parse(expected));
  }
}
