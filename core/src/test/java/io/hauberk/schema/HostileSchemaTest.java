package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Schemas and instances that are made to cost. Nothing here waits or looks at a clock: an attack
 * that was not bounded would simply never end.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileSchemaTest {
  private static final int HUNDRED_THOUSAND = 100_000;

  private static String array(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
  }

  @Nested
  class A_catastrophic_pattern {

    /** Patterns known from advisories and papers, a text that fits each, and the attack on it. */
    @ParameterizedTest
    @CsvSource(
        delimiter = ' ',
        value = {
          // nested and overlapping repetitions
          "^(a+)+$ aaaa a !",
          "^(a*)*$ aaaa a !",
          "^([a-zA-Z]+)*$ abC a 1",
          "^(a|aa)+$ aaaa a !",
          "^(a|a?)+$ aaaa a !",
          "^(.*a){20}$ aaaaaaaaaaaaaaaaaaaa a !",
          "^(\\\\d+)*$ 1234 1 !",
          "^(([a-z])+.)+[A-Z]([a-z])+$ aaaaaBc a !",
          "^(\\\\w+\\\\s?)*$ a_b a !",
          "^([^@]+)+@x\\\\.y$ a@x.y a @",
          "^(?:[a-z0-9]+[-_.]?)+$ a-b a !",
          "^(?:.|\\\\n)*?b$ ab a !",
          "^((ab)*)+$ abab ab !",
          "^(x+x+)+y$ xxy x !",
          // the same behind look-around and back-references, which no automaton knows
          "^(?=(a+)+$)a aaa a !",
          "^(?!(a+)+!)b b a !",
          "^(?<=)(a+)+$ aaa a !",
          "^(a+)+\\\\1$ aaaa a !",
          "^(a*)*\\\\1b$ aab a !",
          "^(?:(a+)+)\\\\1?b$ aab a !",
          "^(?<w>\\\\w+)(?:\\\\s*\\\\k<w>)*$ abab a !",
          "^(.+)+\\\\1$ abab ab !",
        })
    void is_answered_within_its_steps(String pattern, String honest, String piece, String end) {
      Judge judge = Judge.of("{\"pattern\": \"" + pattern + "\"}");
      assertTrue(judge.admits("\"" + honest + "\""));
      assertFalse(judge.admits("\"" + piece.repeat(40) + end + "\""));
      assertFalse(judge.admits("\"" + piece.repeat(20_000) + end + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(?=(a+)+$)a", "^(a+)+\\\\1$"})
    void is_answered_for_names_of_members_too(String pattern) {
      Judge judge =
          Judge.of(
              "{\"patternProperties\": {\"%s\": false}, \"propertyNames\": {\"pattern\": \"%s|^b\"}}"
                  .formatted(pattern, pattern));
      assertTrue(judge.admits("{\"b\": 1}"));
      assertFalse(judge.admits("{\"" + "a".repeat(20_000) + "!\": 1}"));
    }

    @Test
    void cannot_be_turned_into_an_acceptance() {
      Judge judge = Judge.of("{\"not\": {\"pattern\": \"^(?=(a+)+$)a\"}}");
      assertTrue(judge.admits("\"b\""));
      assertFalse(judge.admits("\"" + "a".repeat(5_000) + "!\""));
      assertEquals(
          List.of("body: work budget: a value that takes less work to check"),
          judge.findings("\"" + "a".repeat(5_000) + "!\""));
    }
  }

  @Nested
  class Unique_items {
    private final Judge judge = Judge.of("{\"uniqueItems\": true}");

    private String collided(int index) {
      StringBuilder out = new StringBuilder("\"");
      for (int bit = 0; bit < 17; bit++) {
        out.append((index >> bit & 1) == 0 ? "Aa" : "BB");
      }
      return out.append('"').toString();
    }

    @Test
    void are_told_apart_by_the_hundred_thousand() {
      assertTrue(judge.admits(array(HUNDRED_THOUSAND, String::valueOf)));
      assertTrue(judge.admits(array(HUNDRED_THOUSAND, i -> "[" + i + "]")));
      assertTrue(judge.admits(array(HUNDRED_THOUSAND, i -> "{\"a\":" + i + "}")));
      assertTrue(judge.admits(array(HUNDRED_THOUSAND, this::collided)));
      assertTrue(judge.admits(array(HUNDRED_THOUSAND, i -> String.valueOf(i * (1L << 32)))));
    }

    @Test
    void are_found_to_be_repeated_at_the_far_end() {
      assertFalse(
          judge.admits(array(HUNDRED_THOUSAND, i -> String.valueOf(i % (HUNDRED_THOUSAND - 1)))));
      assertFalse(judge.admits(array(HUNDRED_THOUSAND, i -> collided(i % (HUNDRED_THOUSAND - 1)))));
      assertFalse(
          judge.admits(
              array(HUNDRED_THOUSAND, i -> i == HUNDRED_THOUSAND - 1 ? "0.0" : String.valueOf(i))));
    }
  }

  @Nested
  class A_huge_schema {

    @Test
    @Tag("long")
    void may_list_a_million_values() {
      Judge judge = Judge.of("{\"enum\": " + array(1_000_000, i -> String.valueOf(2 * i)) + "}");
      assertTrue(judge.admits("1999998"));
      assertTrue(judge.admits("1.0e1"));
      assertFalse(judge.admits("1999999"));
      assertFalse(judge.admits("\"0\""));
    }

    @Test
    void may_nest_all_of_as_deep_as_documents_go() {
      String nested = "{\"allOf\": [".repeat(100) + "{\"type\": \"string\"}" + "]}".repeat(100);
      Judge judge = Judge.of(nested);
      assertTrue(judge.admits("\"a\""));
      assertFalse(judge.admits("1"));
    }

    /** Forty levels that each apply the next one twice would be a million million applications. */
    @ParameterizedTest
    @ValueSource(strings = {"allOf", "anyOf"})
    void may_apply_the_same_schema_on_many_ways(String keyword) {
      StringBuilder definitions = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        definitions.append(
            "\"d%s\": {\"%s\": [{\"$ref\": \"#/$defs/d%s\"}, {\"$ref\": \"#/$defs/d%s\"}]},"
                .formatted(i, keyword, i + 1, i + 1));
      }
      Judge judge =
          Judge.of(
              "{\"$ref\": \"#/$defs/d0\", \"$defs\": {"
                  + definitions
                  + "\"d40\": {\"type\": \"string\"}}}");
      assertTrue(judge.admits("\"a\""));
      assertFalse(judge.admits("1"));
    }

    private Judge chain(int length) {
      String definitions =
          IntStream.range(0, length)
              .mapToObj(i -> "\"d%s\": {\"$ref\": \"#/$defs/d%s\"},".formatted(i, i + 1))
              .collect(Collectors.joining());
      return Judge.of(
          "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s \"d%s\": {\"type\": \"string\"}}}"
              .formatted(definitions, length));
    }

    @Test
    void may_refer_on_and_on() {
      assertTrue(chain(500).admits("\"a\""));
      assertFalse(chain(500).admits("1"));
    }

    /** It is compiled; what it would judge is refused, because it nests deeper than is safe. */
    @Test
    void refuses_what_takes_a_hundred_thousand_references() {
      Judge judge = chain(HUNDRED_THOUSAND);
      assertFalse(judge.admits("\"a\""));
      assertFalse(judge.admits("1"));
    }
  }

  @Nested
  class A_huge_number {

    @ParameterizedTest
    @CsvSource({
      "maxLength, 1000000000000000000000000000000, '\"a\"', true",
      "maxLength, 1e30, '\"a\"', true",
      "minLength, 1e30, '\"a\"', false",
      "maxItems, 4294967296, '[1]', true",
      "minItems, 4294967297, '[1]', false",
      "minProperties, 9223372036854775808, '{}', false",
      "multipleOf, 1e-400, 1e400, true",
      "multipleOf, 1e-400, 1, true",
      "multipleOf, 3e-400, 1, false",
      "multipleOf, 1e400, 1e400, true",
      "multipleOf, 1e400, 1e-400, false",
      "multipleOf, 1e400, 0, true",
      "maximum, 1e400, 9.99e399, true",
      "maximum, 1e-400, 1e-399, false",
      "exclusiveMinimum, -1e400, -1e400, false",
    })
    void is_weighed_exactly(String keyword, String limit, String instance, boolean valid) {
      assertEquals(valid, Judge.of("{\"" + keyword + "\": " + limit + "}").admits(instance));
    }

    @Test
    void has_as_many_digits_as_a_document_may_have() {
      String digits = "3".repeat(400);
      Judge judge = Judge.of("{\"multipleOf\": 3, \"maximum\": " + digits + "}");
      assertTrue(judge.admits(digits));
      assertFalse(judge.admits(digits.substring(1) + "4"));
      assertFalse(judge.admits("4" + digits.substring(1)));
    }
  }

  /**
   * Each layer leads to the next one twice, and each way there says of other names that they go.
   */
  @Nested
  class Names_that_travel_one_way {

    private static Judge layers(int count) {
      StringBuilder schemas = new StringBuilder("{");
      StringBuilder required = new StringBuilder("'z'");
      for (int i = 0; i < count; i++) {
        for (String name : List.of("a" + i, "b" + i)) {
          required.append(",'").append(name).append("'");
          schemas.append("'" + name + "': {'properties': {'" + name + "': {'readOnly': true}},");
          schemas.append("'allOf': [" + toBoth(i + 1) + "]},");
        }
      }
      for (String name : List.of("a" + count, "b" + count)) {
        schemas.append("'" + name + "': {'required': [" + required + "]},");
      }
      schemas.append("'root': {'allOf': [" + toBoth(0) + "]}}");
      return Judge.of(
          SchemaCompiler.builder(Dialect.OPENAPI_3_1).direction(Direction.REQUEST),
          schemas.toString().replace('\'', '"'),
          "/root");
    }

    private static String toBoth(int layer) {
      return "{'$ref': '#/a" + layer + "'}, {'$ref': '#/b" + layer + "'}";
    }

    @Test
    void are_found_in_a_few_schemas() {
      assertTrue(layers(3).admits("{\"z\": 1}"));
      assertFalse(layers(3).admits("{}"));
    }

    @Test
    void are_not_looked_for_without_end() {
      assertFalse(layers(60).admits("{\"z\": 1}"));
    }
  }
}
