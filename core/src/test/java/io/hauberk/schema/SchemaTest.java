package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.JsonTape;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaTest {

  @Nested
  class Findings_say {
    private final Judge order =
        Judge.of(
            """
            {"type": "object", "required": ["id", "lines"], "additionalProperties": false,
             "properties": {
               "id": {"type": "string", "format": "uuid"},
               "lines": {"type": "array", "maxItems": 2, "items": {
                 "type": "object", "required": ["sku"],
                 "properties": {"sku": {"type": "string", "pattern": "^[A-Z]{3}$"},
                                "quantity": {"type": "integer", "minimum": 1}}}}}}\
            """);

    @Test
    void where_which_rule_and_what_is_expected() {
      assertEquals(
          List.of(
              "body/id: format: uuid",
              "body/lines/0/sku: pattern: a text that matches ^[A-Z]{3}$",
              "body/lines/1/quantity: minimum: at least 1",
              "body/lines/1/sku: required: a value"),
          order.findings(
              """
              {"id": "secret", "lines": [{"sku": "secret"}, {"quantity": 0}]}\
              """));
    }

    @Test
    void a_star_for_a_name_that_the_caller_invented() {
      assertEquals(
          List.of("body/*: additionalProperties: no other properties"),
          order.findings(
              "{\"id\": \"123e4567-e89b-12d3-a456-426614174000\", \"lines\": [],"
                  + " \"secret\": 1}"));
    }

    @Test
    void the_limit_in_the_words_of_the_contract() {
      assertEquals(
          List.of("body/lines: maxItems: at most 2 items"),
          order.findings(
              "{\"id\": \"123e4567-e89b-12d3-a456-426614174000\", \"lines\":"
                  + " [{\"sku\": \"ABC\"}, {\"sku\": \"ABC\"}, {\"sku\": \"ABC\"}]}"));
    }

    @Test
    void where_the_schema_says_so() {
      Judge judge =
          Judge.of(
              """
              {"properties": {"a": {"$ref": "#/$defs/a~1b"}, "b": false},
               "required": ["c"],
               "$defs": {"a/b": {"maxLength": 2, "anyOf": [{"type": "null"}, {"minLength": 9}]}}}\
              """);
      assertEquals(
          List.of(
              "https://test.example/schema#/$defs/a~1b/maxLength",
              "https://test.example/schema#/$defs/a~1b/anyOf/1/minLength",
              "https://test.example/schema#/properties/b",
              "https://test.example/schema#/required"),
          judge.declarations("{\"a\": \"long\", \"b\": 1}"));
    }

    @Test
    void the_same_only_once() {
      assertEquals(
          List.of("body/*: additionalProperties: no other properties"),
          Judge.of("{\"additionalProperties\": false}").findings("{\"a\": 1, \"b\": 2}"));
    }

    @Test
    void nothing_about_a_value_that_fits() {
      assertTrue(order.admits("{\"id\": \"123e4567-e89b-12d3-a456-426614174000\", \"lines\": []}"));
    }

    @Test
    void what_the_only_alternative_of_that_type_misses() {
      Judge judge =
          Judge.of("{\"anyOf\": [{\"type\": \"null\"}, {\"type\": \"string\", \"maxLength\": 3}]}");
      assertEquals(List.of("body: maxLength: at most 3 characters"), judge.findings("\"long\""));
      assertEquals(
          List.of("body: anyOf: a value that fits at least one of 2 schemas"), judge.findings("1"));
    }

    @Test
    void no_more_than_asked_for() {
      Findings findings = new Findings("query.q", 2);
      findings.add("a", "b");
      findings.add("c", "d");
      findings.add("e", "f");
      assertEquals(2, findings.list().size());
      assertTrue(findings.isFull());
    }
  }

  @Nested
  class Numbers {

    @ParameterizedTest
    @CsvSource({
      "0.01, 12.34, true",
      "0.01, 12.345, false",
      "0.01, 12, true",
      "0.1, 0.3, true",
      "3, 9007199254740993, true",
      "2, 9007199254740993, false",
      "1, 123456789012345678901234567890, true",
      "7, 1e30, false",
      "1e-8, 12391239123, true",
      "0.5, 1e400, true",
      "3, 0.3, false"
    })
    void are_multiples_exactly(String divisor, String value, boolean valid) {
      assertEquals(valid, Judge.of("{\"multipleOf\": " + divisor + "}").admits(value));
    }

    @ParameterizedTest
    @CsvSource({
      "minimum, 9007199254740993, 9007199254740992, false",
      "minimum, 9007199254740993, 9007199254740993, true",
      "minimum, 0.1, 0.09999999999999999999999, false",
      "minimum, -1.5, -1.5, true",
      "minimum, -1.5, -1.51, false",
      "minimum, 0, -0.5, false",
      "maximum, 0, -0.5, true",
      "maximum, 1.5, 1.50, true",
      "maximum, 1.5, 1.501, false",
      "maximum, 1000000, 1e6, true",
      "maximum, 1000000, 1000000.000000000000000001, false",
      "maximum, 1e300, 1e299, true",
      "maximum, 9223372036854775807, 9223372036854775808, false",
      "exclusiveMaximum, 1.5, 1.5, false",
      "exclusiveMaximum, 1.5, 1.49, true",
      "exclusiveMinimum, -2, -2.0, false",
      "exclusiveMinimum, -2, -1.99, true"
    })
    void are_bounded_exactly(String rule, String limit, String value, boolean valid) {
      assertEquals(valid, Judge.of("{\"" + rule + "\": " + limit + "}").admits(value));
    }

    @Test
    void without_a_fraction_are_integers_however_they_are_written() {
      Judge judge = Judge.of("{\"type\": \"integer\"}");
      assertTrue(judge.admits("1.0"));
      assertTrue(judge.admits("1e2"));
      assertFalse(judge.admits("1.5"));
    }
  }

  @Nested
  class Strings {

    @Test
    void are_counted_by_code_point() {
      Judge judge = Judge.of("{\"minLength\": 2, \"maxLength\": 2}");
      assertTrue(judge.admits("\"\uD83D\uDC32\\uD83D\\uDC32\""));
      assertFalse(judge.admits("\"\uD83D\uDC32\""));
      assertFalse(judge.admits("\"a\\u0061a\""));
    }

    @Test
    void and_names_are_the_same_however_they_are_escaped() {
      Judge judge =
          Judge.of(
              "{\"properties\": {\"ab\": {\"enum\": [\"x\"]}}, \"additionalProperties\": false}");
      assertTrue(judge.admits("{\"\\u0061b\": \"\\u0078\"}"));
      assertFalse(judge.admits("{\"\\u0061b\": \"\\u0079\"}"));
    }

    @Test
    void of_a_long_enum_are_found() {
      StringBuilder values = new StringBuilder("\"w0\"");
      for (int i = 1; i < 300; i++) {
        values.append(",\"w").append(i).append('"');
      }
      Judge judge = Judge.of("{\"enum\": [" + values + ", 7, [1, {\"a\": 1.0}]]}");
      assertTrue(judge.admits("\"w299\""));
      assertTrue(judge.admits("7.0"));
      assertTrue(judge.admits("[1.0, {\"a\": 1}]"));
      assertFalse(judge.admits("\"w300\""));
      assertFalse(judge.admits("[1, {\"a\": 2}]"));
    }

    @Test
    void that_are_property_names_are_judged_as_strings() {
      Judge judge =
          Judge.of(
              "{\"propertyNames\": {\"enum\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\"],"
                  + " \"maxLength\": 1}}");
      assertTrue(judge.admits("{\"g\": 1}"));
      assertEquals(
          List.of("body/*: propertyNames: names that fit their schema"),
          judge.findings("{\"h\": 1}"));
    }
  }

  @Nested
  class Work_is_bounded {

    /** Each level tries two ways, each of which tries two ways on the next level. */
    private static final String FORK =
        """
        {"anyOf": [{"properties": {"a": {"$ref": "#"}}, "required": ["b"]},
                   {"properties": {"a": {"$ref": "#"}}, "required": ["c"]}]}\
        """;

    @Test
    void when_alternatives_multiply_with_depth() {
      Judge judge = Judge.of(FORK);
      assertEquals(
          List.of("body: anyOf: a value that fits at least one of 2 schemas"),
          judge.findings("{\"a\":".repeat(60) + "{\"b\":1}" + "}".repeat(60)));
      assertTrue(judge.admits("{\"b\":1,\"a\":".repeat(60) + "{\"b\":1}" + "}".repeat(60)));
      assertTrue(judge.admits("{\"a\":".repeat(60) + "{\"b\":1}" + ",\"c\":1}".repeat(60)));
    }

    @Test
    void and_exhaustion_is_a_refusal_that_no_keyword_turns_around() {
      for (String schema : List.of("{\"not\": %s}", "{\"anyOf\": [{\"not\": %s}, true]}")) {
        SchemaCompiler.Builder small =
            SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12).workBudget(20);
        Judge judge =
            Judge.of(small, schema.replace("%s", "{\"items\": {\"type\": \"string\"}}"), "");
        assertTrue(judge.admits("[1]"));
        assertEquals(
            List.of("body: work budget: a value that takes less work to check"),
            judge.findings("[" + "\"a\",".repeat(30) + "1]"));
      }
    }

    @Test
    void when_the_instance_is_as_deep_as_a_document_may_be() {
      Judge judge = Judge.of("{\"type\": \"array\", \"items\": {\"allOf\": [{\"$ref\": \"#\"}]}}");
      assertTrue(judge.admits("[".repeat(256) + "]".repeat(256)));
      assertFalse(judge.admits("[".repeat(255) + "{}" + "]".repeat(255)));
    }

    @Test
    void by_a_refusal_where_the_stack_is_small() throws InterruptedException {
      Judge judge = Judge.of("{\"items\": {\"allOf\": [{\"$ref\": \"#\"}]}}");
      String deep = "[".repeat(256) + "]".repeat(256);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread = new Thread(null, () -> judge.findings(deep), "small", 1 << 17);
      thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
      thread.start();
      thread.join();
      assertNull(thrown.get());
    }

    @Test
    void when_a_chain_of_references_is_very_long() {
      StringBuilder chain = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        chain.append("\"s" + i + "\": {\"$ref\": \"#/$defs/s" + (i + 1) + "\"},");
      }
      Judge judge =
          Judge.of("{\"$ref\": \"#/$defs/s0\", \"$defs\": {" + chain + "\"s20000\": {}}}");
      assertEquals(
          List.of("body: work budget: a value that takes less work to check"), judge.findings("1"));
    }

    @Test
    void when_many_elements_must_differ() {
      StringBuilder array = new StringBuilder("[0");
      for (int i = 1; i < 100_000; i++) {
        array.append(',').append(i);
      }
      Judge judge = Judge.of("{\"uniqueItems\": true}");
      assertTrue(judge.admits(array + "]"));
      assertFalse(judge.admits(array + ",99999.0]"));
    }

    @Test
    void by_the_budget_that_the_builder_sets() {
      SchemaCompiler.Builder builder =
          SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12).workBudget(10);
      Judge judge = Judge.of(builder, "{\"items\": {\"type\": \"integer\"}}", "");
      assertTrue(judge.admits("[1, 2, 3]"));
      assertFalse(judge.admits("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"));
    }
  }

  @Nested
  class A_schema_judges_a_part_of_a_tape {

    @Test
    void without_looking_at_the_rest() {
      JsonTape tape = Judge.tape("[1, \"two\"]");
      SchemaCompiler compiler =
          SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
              .document("urn:s", io.hauberk.json.Json.parse("{\"type\": \"string\"}"))
              .build();
      Schema schema = compiler.compile("urn:s", io.hauberk.json.JsonPointer.ROOT);
      int first = tape.first(tape.root());
      assertFalse(schema.isValid(tape, first));
      assertTrue(schema.isValid(tape, tape.next(first)));
    }
  }
}
