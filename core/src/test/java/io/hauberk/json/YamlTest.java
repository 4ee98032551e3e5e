package io.hauberk.json;

import static io.hauberk.json.Octets.raw;
import static io.hauberk.json.Octets.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.JsonFault.Kind;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class YamlTest {
  private static final JsonLimits SMALL = new JsonLimits(10_000, 8, 100, 20, 30);

  private static JsonValue yaml(String document) {
    return Yaml.parse(utf8(document), SMALL);
  }

  private static void assertRefused(Kind kind, int line, int column, String document) {
    JsonException e = assertThrows(JsonException.class, () -> yaml(document), document);
    assertEquals(kind + " " + line + ":" + column, e.kind() + " " + e.line() + ":" + e.column());
  }

  @Nested
  class Admits {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "null|null",
          "~|null",
          "Null|null",
          "true|true",
          "FALSE|false",
          "yes|\"yes\"",
          "on|\"on\"",
          "No|\"No\"",
          "y|\"y\"",
          "nULL|\"nULL\"",
          "2001-01-01|\"2001-01-01\"",
          "2001-12-14t21:59:43Z|\"2001-12-14t21:59:43Z\"",
          "1_000|\"1_000\"",
          "12:30:45|\"12:30:45\"",
          "7|7",
          "+7|7",
          "-7|-7",
          "017|17",
          "0o17|15",
          "0x1F|31",
          "1.5|1.5",
          ".5|0.5",
          "1.|1",
          "-.5e1|-5",
          "1e3|1000",
          "+1E-2|0.01",
          "0b1|\"0b1\"",
          "-|[null]",
          "'7'|\"7\"",
          "\"true\"|\"true\"",
          "!!str 7|\"7\"",
          "! 7|\"7\"",
          "!!int 7|7",
          "!!float 7|7",
          "!!bool true|true",
          "!!null ''|null",
          "-0x1|\"-0x1\"",
          "1.2.3|\"1.2.3\"",
          "1e|\"1e\"",
          ".|\".\"",
          "+|\"+\"",
          "12345678901234567890|12345678901234567890",
          "[]|[]",
          "{}|{}",
          "!!seq []|[]",
          "!!map {}|{}"
        })
    void the_core_schema_of_YAML_1_2(String document, String json) {
      assertEquals(Json.parse(json), yaml(document));
    }

    @Test
    void a_contract_as_people_write_it() {
      JsonValue expected =
          Json.parse(
              """
              {"openapi":"3.1.0","paths":{"/orders":{"get":{"responses":{"200":{"description":"two\\nlines\\n"},
              "default":{"description":"folded text"}}}}},"tags":["a","b"],"on":"x"}
              """);
      assertEquals(
          expected,
          yaml(
              """
              # a comment
              openapi: 3.1.0
              paths:
                /orders:
                  get:
                    responses:
                      200:
                        description: |
                          two
                          lines
                      default: {description: folded
                        text}
              tags:
              - a
              - 'b'
              on: x
              """));
    }

    @Test
    void numbers_and_booleans_as_names_by_their_text() {
      assertEquals(
          Json.parse("{\"200\":1,\"1.0\":2,\"true\":3,\"0x10\":4,\"null\":5,\"<<\":6,\"\":7}"),
          yaml("{200: 1, 1.0: 2, true: 3, 0x10: 4, 'null': 5, '<<': 6, '': 7}"));
    }

    @Test
    void aliases_by_repeating_the_value() {
      assertEquals(
          Json.parse("{\"a\":{\"x\":[1]},\"b\":{\"x\":[1]},\"c\":[\"t\",\"t\"],\"n\":\"t\"}"),
          yaml("{a: &one {x: [1]}, b: *one, c: [&two t, *two], n: *two}"));
      assertEquals(Json.parse("[1,2,2]"), yaml("[&a 1, &a 2, *a]")); // the latest of one name
      assertEquals(Json.parse("{\"200\":200}"), yaml("&a 200: *a"));
    }

    @Test
    void a_byte_order_mark_and_a_document_marker() {
      assertEquals(Json.parse("{\"a\":1}"), yaml("\uFEFF---\na: 1\n...\n"));
      assertEquals(Json.parse("{\"a\":1}"), yaml("%YAML 1.2\n---\na: 1\n"));
    }

    @Test
    void every_character_that_JSON_can_carry() {
      assertEquals(new JsonString("\u00e9\ud83d\ude00"), yaml("\"\\u00e9\\U0001F600\""));
      assertEquals(new JsonString("\u00e9\ud83d\ude00"), yaml("\u00e9\ud83d\ude00"));
    }

    @Test
    void whatever_is_JSON() throws IOException {
      Path order = Corpora.require("order/order.json");
      byte[] document = Files.readAllBytes(order);
      assertEquals(Json.parse(document), Yaml.parse(document));
    }
  }

  @Nested
  class Denies {
    @Test
    void a_name_that_stands_twice() {
      assertRefused(Kind.DUPLICATE_NAME, 2, 1, "a: 1\na: 2\n");
      assertRefused(Kind.DUPLICATE_NAME, 2, 1, "a: 1\n\"\\u0061\": 2\n");
      assertRefused(Kind.DUPLICATE_NAME, 2, 1, "200: 1\n'200': 2\n");
    }

    @Test
    void merge_keys() {
      assertRefused(Kind.UNSUPPORTED, 2, 5, "a: &a {x: 1}\nb: {<<: *a}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".nan", ".NaN", ".inf", "-.Inf", "+.INF"})
    void what_JSON_has_no_number_for(String number) {
      assertRefused(Kind.UNSUPPORTED, 1, 4, "a: " + number);
      assertEquals(new JsonString(number), yaml("'" + number + "'"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "!!binary aGk=",
          "!!timestamp 2001-01-01",
          "!!set {a}",
          "!!omap []",
          "!own x",
          "!!java.net.URL [\"http://localhost\"]",
          "!!javax.script.ScriptEngineManager []",
          "!<tag:example.com,2000:x> y",
          "!!int x",
          "!!bool 1",
          "!!float true",
          "!!null x",
          "!!int 1.5",
          "!!str []",
          "!!map []"
        })
    void tags_that_the_core_schema_does_not_have_or_that_lie(String value) {
      assertRefused(Kind.UNSUPPORTED, 1, 4, "a: " + value);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "? [a]\n: 1",
          "? {a: 1}\n: 1",
          "{[a]: 1}",
          "~: 1",
          "null: 1",
          "? \n: 1",
          "!!int 1: 1",
          "!own a: 1",
          "{a: &x b, *x : 1}"
        })
    void names_that_are_not_strings(String document) {
      assertEquals(
          Kind.UNSUPPORTED, assertThrows(JsonException.class, () -> yaml(document)).kind());
    }

    @Test
    void a_second_document() {
      assertRefused(Kind.TRAILING_DATA, 2, 1, "a: 1\n---\nb: 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "# only a comment\n", "\uFEFF"})
    void a_document_without_a_value(String document) {
      assertRefused(Kind.EMPTY, 1, 1, document);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a: b: c",
          "[1, 2",
          "{a: 1",
          "a:\n\t- b",
          "'x",
          "\"x",
          "a: @x",
          "a: `x",
          "*",
          "&",
          "- a\nb: 1",
          "\"\\x\"",
          "\"\\ud800\"",
          "\"\\uDC00x\"",
          "a: %x\n%YAML 9",
          "a\u0000b",
          "\u0007",
          "%YAML 2.0\n---\na"
        })
    void what_is_not_YAML(String document) {
      assertEquals(Kind.MALFORMED, assertThrows(JsonException.class, () -> yaml(document)).kind());
    }

    @Test
    void octets_that_are_not_utf8() {
      JsonException e =
          assertThrows(JsonException.class, () -> Yaml.parse(raw("a: \u00e9"), SMALL));
      assertEquals(Kind.INVALID_UTF8, e.kind());
    }

    @Test
    void an_alias_without_its_anchor_or_inside_it() {
      assertRefused(Kind.UNSUPPORTED, 1, 4, "a: *nothing");
      assertRefused(Kind.UNSUPPORTED, 1, 8, "a: &a [*a]");
      assertRefused(Kind.UNSUPPORTED, 1, 16, "[&a x, &a {b: [*a]}]"); // the name is taken over
    }

    @Test
    void the_text_of_the_document_in_its_message() {
      JsonException e = assertThrows(JsonException.class, () -> yaml("password: hunter2: @secret"));
      assertFalse(e.toString().contains("hunter2"));
      assertEquals(
          "YAML, line 1, column 18: this is not well-formed YAML. Look at the indentation, quotes"
              + " and colons here.",
          e.getMessage());
    }
  }

  @Nested
  class Limits {
    @Test
    void the_octets() {
      assertEquals(10_000 - 2, yaml("'" + "x".repeat(9_998) + "'").toString().length() - 2);
      assertRefused(Kind.TOO_LARGE, 1, 1, "'" + "x".repeat(9_999) + "'");
    }

    @Test
    void the_levels() {
      yaml("[".repeat(8) + "]".repeat(8));
      assertRefused(Kind.TOO_DEEP, 1, 9, "[".repeat(9) + "]".repeat(9));
      assertThrows(
          JsonException.class, () -> Yaml.parse(utf8("[".repeat(100_000)), JsonLimits.DOCUMENT));
    }

    @Test
    void the_levels_that_an_alias_repeats() {
      yaml("[&a [[[]]], [[[[*a]]]]]");
      assertRefused(Kind.TOO_DEEP, 1, 18, "[&a [[[]]], [[[[[*a]]]]]]");
    }

    @Test
    void the_values() {
      yaml("[" + "1,".repeat(99) + "]");
      assertRefused(Kind.TOO_MANY_VALUES, 1, 200, "[" + "1,".repeat(100) + "]");
    }

    @Test
    void the_values_that_aliases_repeat() { // "billion laughs"
      String bomb =
          "a: &a [x,x,x,x,x,x,x,x,x]\n"
              + IntStream.range(1, 9)
                  .mapToObj(
                      i -> {
                        String alias = "*" + (char) ('a' + i - 1);
                        String name = String.valueOf((char) ('a' + i));
                        String nine =
                            Stream.generate(() -> alias).limit(9).collect(Collectors.joining(","));
                        return name + ": &" + name + " [" + nine + "]\n";
                      })
                  .collect(Collectors.joining());
      for (JsonLimits limits : List.of(SMALL, JsonLimits.DEFAULT, JsonLimits.DOCUMENT)) {
        JsonException e = assertThrows(JsonException.class, () -> Yaml.parse(utf8(bomb), limits));
        assertEquals(Kind.TOO_MANY_VALUES, e.kind());
      }
    }

    @Test
    void the_characters_that_aliases_repeat() { // "quadratic blow-up"
      String text = "x".repeat(1_000);
      yaml("[&a " + text + ",*a,*a,*a,*a,*a,*a,*a,*a,*a]");
      assertEquals(
          Kind.TOO_LARGE,
          assertThrows(
                  JsonException.class,
                  () -> yaml("[&a " + text + ",*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]"))
              .kind());
      assertEquals(
          Kind.TOO_LARGE,
          assertThrows(
                  JsonException.class,
                  () -> yaml("[&a {" + text + ": 1},*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]"))
              .kind());
    }

    @Test
    void the_length_and_exponent_of_numbers() {
      assertEquals(Json.parse("12345678901234567890"), yaml("12345678901234567890"));
      assertRefused(Kind.NUMBER_TOO_LONG, 1, 1, "123456789012345678901");
      assertRefused(Kind.NUMBER_TOO_LONG, 1, 1, "0x1234567890123456789");
      assertEquals(Json.parse("1e30"), yaml("1e30"));
      assertRefused(Kind.NUMBER_TOO_LONG, 1, 1, "1e31");
      assertRefused(Kind.NUMBER_TOO_LONG, 1, 1, "1e-31");
      assertRefused(Kind.NUMBER_TOO_LONG, 1, 1, "1e9999999999999");
    }
  }

  @Test
  void a_thousand_damaged_documents_are_read_or_refused() {
    damage(1, 1_000);
  }

  @Test
  @Tag("long")
  void two_hundred_thousand_damaged_documents_are_read_or_refused() {
    damage(2, 200_000);
  }

  /** Nothing but a JsonException may come out, whatever goes in. */
  private static void damage(long seed, int documents) {
    byte[] whole =
        utf8(
            """
            %YAML 1.2
            --- # comment
            a: &a [1, 'two', "thr\\x65e", {b: ~}]
            ? c
            : !!str 4
            d: *a
            e: |-
              text
              \u00e9
            f: >
              folded

              more
            200: {"x": 0x1F, y: 1e3}
            ...
            """);
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < documents; i++) {
      try {
        Yaml.parse(RandomJson.damage(whole, random), SMALL);
      } catch (JsonException e) {
        refused++;
      }
    }
    assertTrue(refused > 0 && refused < documents);
  }

  @Test
  void pairs_of_the_OpenAPI_examples_are_the_same_in_YAML_and_JSON() throws IOException {
    int same = 0;
    int pairs = 0;
    for (String version : List.of("v3.0", "v3.1")) {
      Path folder = Corpora.require("openapi/oai-examples/" + version);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path yaml : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
          Path json = Path.of(yaml.toString().replace(".yaml", ".json"));
          JsonValue value = Yaml.parse(Files.readAllBytes(yaml));
          if (Files.exists(json)) {
            pairs++;
            same += value.equals(Json.parse(Files.readAllBytes(json))) ? 1 : 0;
          }
        }
      }
    }
    Corpora.report("oai-examples, YAML as JSON", same, pairs);
    assertEquals(pairs, same);
  }
}
