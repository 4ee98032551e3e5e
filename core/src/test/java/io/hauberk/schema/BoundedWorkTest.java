package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts the work that values take: it grows with the value, never faster. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundedWorkTest {
  private static final String URI = "https://test.example/s";

  /** What a value costs, judged and, if it is refused, explained. */
  private static long work(Schema schema, String instance, boolean valid) {
    JsonTape tape = Judge.tape(instance);
    Findings findings = new Findings("body", 20);
    schema.check(tape, tape.root(), findings);
    assertEquals(valid, findings.isEmpty(), () -> findings.list().toString());
    assertTrue(!findings.isExhausted(), "work budget exhausted");
    long both = Evaluation.of(tape).spent();
    assertEquals(valid, schema.isValid(tape, tape.root()));
    assertTrue(Evaluation.of(tape).spent() <= both);
    return both;
  }

  private static Schema compile(String schema) {
    return compile(Json.parse(schema, JsonLimits.DOCUMENT));
  }

  private static Schema compile(JsonValue schema) {
    return SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
        .document(URI, schema)
        .build()
        .compile(URI, JsonPointer.ROOT);
  }

  /** A value of so many levels. */
  private interface Nest {
    String of(int levels);
  }

  /** Twelve times the levels cost at most twelve times the work, and each level costs the same. */
  private static void assertLinear(Schema schema, Nest nest, boolean valid) {
    long five = work(schema, nest.of(5), valid);
    long thirty = work(schema, nest.of(30), valid);
    long sixty = work(schema, nest.of(60), valid);
    String counted = "work of 5, 30 and 60 levels: " + five + ", " + thirty + ", " + sixty;
    assertTrue(sixty <= 12 * five, counted);
    assertTrue(sixty - thirty <= 1.25 * (thirty - five) * 30 / 25, counted);
  }

  @Nested
  class An_expression_of_the_common_query_language {
    private final Schema schema;

    An_expression_of_the_common_query_language() throws IOException {
      byte[] text =
          Files.readAllBytes(Corpora.require("jsonschema-benchmark").resolve("cql2/schema.json"));
      JsonObject document = (JsonObject) Json.parse(text, JsonLimits.DOCUMENT);
      Map<String, JsonValue> members = new LinkedHashMap<>(document.members());
      members.put("$schema", new JsonString("https://json-schema.org/draft/2020-12/schema"));
      schema = compile(JsonObject.of(members));
    }

    private String arithmetic(int levels, String innermost) {
      return "{\"op\":\"=\",\"args\":["
          + "{\"op\":\"+\",\"args\":[".repeat(levels)
          + innermost
          + ",1]}".repeat(levels)
          + ",2]}";
    }

    private String reversed(int levels, String innermost) {
      return "{\"args\":["
          + "{\"args\":[".repeat(levels)
          + innermost
          + ",1],\"op\":\"+\"}".repeat(levels)
          + ",2],\"op\":\"=\"}";
    }

    @Test
    void takes_work_for_each_level_once() {
      assertLinear(schema, levels -> arithmetic(levels, "1"), true);
      assertLinear(schema, levels -> reversed(levels, "1"), true);
    }

    @Test
    void is_refused_and_explained_for_work_for_each_level_once() {
      assertLinear(schema, levels -> arithmetic(levels, "\"x\""), false);
      assertLinear(schema, levels -> reversed(levels, "\"x\""), false);
      assertLinear(schema, levels -> arithmetic(levels, "{\"op\":\"like\",\"args\":[1,2]}"), false);
    }

    @Test
    void of_logic_takes_work_for_each_level_once() {
      assertLinear(
          schema,
          levels ->
              "{\"op\":\"not\",\"args\":[".repeat(levels)
                  + "{\"op\":\"=\",\"args\":[1,1]}"
                  + "]}".repeat(levels),
          true);
      assertLinear(
          schema,
          levels ->
              "{\"op\":\"f\",\"args\":[".repeat(levels) + "{\"property\":7}" + "]}".repeat(levels),
          false);
    }
  }

  @Nested
  class A_schema_that_leads_back_to_itself_on_several_ways {
    private static final String WAY = "{\"properties\": {\"a\": {\"$ref\": \"#\"}}}";
    private static final String TO = "{\"properties\": {\"a\": {\"$ref\": \"#\"}}, \"required\": [";

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'anyOf': [B, C]}",
          "{'oneOf': [B, C]}",
          "{'oneOf': [C, B]}",
          "{'anyOf': [C, B], 'oneOf': [B, C]}",
          "{'allOf': [{'anyOf': [C, B]}, {'anyOf': [B, C]}]}",
          "{'allOf': [WAY, WAY], 'anyOf': [B, C]}",
          "{'not': {'not': {'anyOf': [C, B]}}, 'anyOf': [C, B]}",
          "{'if': C, 'then': C, 'else': B}",
          "{'anyOf': [C, B], 'unevaluatedProperties': {'type': 'integer'}}",
          "{'oneOf': [C, B], 'unevaluatedProperties': {'type': 'integer'}}",
          "{'allOf': [{'anyOf': [C, B]}, {'anyOf': [B, C]}], 'unevaluatedProperties': {'minimum':"
              + " 0}}",
          "{'dependentSchemas': {'a': {'anyOf': [C, B]}, 'b': B}, 'anyOf': [C, B]}",
          "{'patternProperties': {'^a': {'$ref': '#'}, 'a$': {'$ref': '#'}}, 'anyOf': [C, B]}",
          "{'$ref': '#/$defs/x', 'anyOf': [C, B], '$defs': {'x': {'anyOf': [C, B]}}}"
        })
    void takes_work_for_each_level_once(String template) {
      Schema schema =
          compile(
              template
                  .replace('\'', '"')
                  .replace("WAY", WAY)
                  .replaceAll("\\bB\\b", TO.replace("$", "\\$") + "\"b\"], \"minProperties\": 1}")
                  .replaceAll("\\bC\\b", TO.replace("$", "\\$") + "\"c\"], \"minProperties\": 1}"));
      // both names are there, so that nothing seen from outside rules a branch out
      assertLinear(schema, this::both, !template.contains("oneOf"));
      assertLinear(
          schema,
          levels -> "{\"b\":1,\"a\":".repeat(levels) + "{\"b\":1}" + "}".repeat(levels),
          true);
      assertLinear(
          schema,
          levels -> "{\"b\":1,\"a\":".repeat(levels) + "{\"d\":1}" + "}".repeat(levels),
          false);
    }

    private String both(int levels) {
      return "{\"b\":1,\"c\":1,\"a\":".repeat(levels) + "{\"b\":1,\"c\":1}" + "}".repeat(levels);
    }
  }

  @Nested
  class A_schema_that_leads_back_by_the_dynamic_scope {
    private final Schema schema =
        compile(
            """
            {"$id": "https://test.example/outer", "$dynamicAnchor": "node", "$ref": "inner",
             "unevaluatedProperties": {"type": "integer"},
             "$defs": {"inner": {
               "$id": "inner", "$dynamicAnchor": "node",
               "anyOf": [
                 {"properties": {"a": {"$dynamicRef": "#node"}}, "required": ["b"],
                  "minProperties": 1},
                 {"properties": {"a": {"$dynamicRef": "#node"}}, "required": ["c"],
                  "maxProperties": 4}]}}}\
            """);

    @Test
    void takes_work_for_each_level_once() {
      assertLinear(schema, levels -> nested(levels, "{\"b\":1,\"c\":1,\"a\":", "1"), true);
      assertLinear(schema, levels -> nested(levels, "{\"b\":1,\"c\":1,\"a\":", "\"x\""), false);
    }

    /** Only the outer resource asks for integers, so the innermost object is judged by it. */
    private String nested(int levels, String level, String innermost) {
      return level.repeat(levels) + "{\"b\":1,\"d\":" + innermost + "}" + "}".repeat(levels);
    }
  }

  @Test
  void a_chain_of_alternatives_is_walked_once() {
    StringBuilder chain = new StringBuilder("{\"$ref\": \"#/$defs/s0\", \"$defs\": {");
    for (int i = 0; i < 40; i++) {
      String next = "{\"$ref\": \"#/$defs/s" + (i + 1) + "\"}";
      chain.append("\"s" + i + "\": {\"anyOf\": [" + next + ", " + next + "]},");
    }
    Schema schema = compile(chain + "\"s40\": {\"const\": [1]}}}");
    assertTrue(work(schema, "[1]", true) < 200);
    assertTrue(work(schema, "[2]", false) < 600);
  }

  @Test
  void generated_schemas_take_work_in_proportion_to_the_value() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      String text = generated(random, 3);
      Schema schema = compile(text);
      long ten = work(schema, spine(random, 10));
      long forty = work(schema, spine(random, 40));
      assertTrue(forty <= 8 * ten + 400, () -> text + ": " + ten + ", " + forty);
    }
  }

  private static long work(Schema schema, String instance) {
    JsonTape tape = Judge.tape(instance);
    schema.check(tape, tape.root(), new Findings("body", 20));
    assertTrue(!Evaluation.of(tape).isExhausted(), "work budget exhausted");
    return Evaluation.of(tape).spent();
  }

  /** A schema that applies itself to the members a and b, on ways that multiply. */
  private static String generated(Random random, int depth) {
    String self = "{\"$ref\": \"#\"}";
    if (depth == 0) {
      return List.of(
              "{\"type\": [\"object\", \"integer\"]}",
              "{\"required\": [\"c\"]}",
              "{\"properties\": {\"a\": " + self + "}}",
              "{\"properties\": {\"a\": " + self + ", \"b\": " + self + "}}",
              "{\"additionalProperties\": " + self + "}",
              "{\"minProperties\": 2}")
          .get(random.nextInt(6));
    }
    String one = generated(random, depth - 1);
    String two = generated(random, depth - 1);
    String unevaluated = random.nextInt(3) == 0 ? ", \"unevaluatedProperties\": " + self : "";
    return switch (random.nextInt(6)) {
      case 0 -> "{\"anyOf\": [" + one + ", " + two + "]" + unevaluated + "}";
      case 1 -> "{\"oneOf\": [" + one + ", " + two + "]" + unevaluated + "}";
      case 2 -> "{\"allOf\": [" + one + ", " + two + "]" + unevaluated + "}";
      case 3 -> "{\"not\": " + one + ", \"anyOf\": [true, " + two + "]" + unevaluated + "}";
      case 4 -> "{\"if\": " + one + ", \"then\": " + two + ", \"else\": " + one + "}";
      default -> "{\"dependentSchemas\": {\"a\": " + one + ", \"c\": " + two + "}}";
    };
  }

  private static String spine(Random random, int levels) {
    StringBuilder value = new StringBuilder("{\"c\":1}");
    for (int i = 0; i < levels; i++) {
      String more = random.nextBoolean() ? ",\"c\":1" : ",\"b\":{\"c\":2}";
      value.insert(0, "{\"a\":").append(more).append('}');
    }
    return value.toString();
  }
}
