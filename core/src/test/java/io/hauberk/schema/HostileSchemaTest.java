package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private static String array(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
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
            "\"d%d\": {\"%s\": [{\"$ref\": \"#/$defs/d%d\"}, {\"$ref\": \"#/$defs/d%d\"}]},"
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
              .mapToObj(i -> "\"d%d\": {\"$ref\": \"#/$defs/d%d\"},".formatted(i, i + 1))
              .collect(Collectors.joining());
      return Judge.of(
          "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s \"d%d\": {\"type\": \"string\"}}}"
              .formatted(definitions, length));
    }

    @Test
    void may_refer_on_and_on() {
      assertTrue(chain(500).admits("\"a\""));
      assertFalse(chain(500).admits("1"));
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
}
