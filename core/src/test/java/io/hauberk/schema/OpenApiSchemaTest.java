package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.request.Corpora;
import io.hauberk.schema.SchemaException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiSchemaTest {

  private static Judge in30(String schema) {
    return Judge.of(Dialect.OPENAPI_3_0, schema.replace('\'', '"'));
  }

  private static Judge in31(String schema) {
    return Judge.of(Dialect.OPENAPI_3_1, schema.replace('\'', '"'));
  }

  @Nested
  class OpenApi_3_0 {

    @Test
    void adds_null_to_the_type_where_it_is_nullable() {
      assertTrue(in30("{'type': 'string', 'nullable': true}").admits("null"));
      assertFalse(in30("{'type': 'string', 'nullable': false}").admits("null"));
      assertFalse(in30("{'type': 'string'}").admits("null"));
    }

    @Test
    void does_not_add_null_to_an_enum() {
      assertFalse(in30("{'type': 'string', 'nullable': true, 'enum': ['a']}").admits("null"));
      assertTrue(in30("{'type': 'string', 'nullable': true, 'enum': ['a', null]}").admits("null"));
    }

    @Test
    void does_not_add_null_without_a_type_beside_it() {
      Judge judge = in30("{'nullable': true, 'allOf': [{'type': 'string'}]}");
      assertFalse(judge.admits("null"));
      assertTrue(judge.admits("'a'".replace('\'', '"')));
      assertEquals(
          List.of("/nullable: nullable has no effect without a type beside it; null is not added"),
          judge.notes());
    }

    @Test
    void does_not_let_a_nullable_parent_open_its_reference() {
      Judge judge =
          Judge.of(
              SchemaCompiler.builder(Dialect.OPENAPI_3_0),
              """
              {"a": {"type": "object", "nullable": true, "allOf": [{"$ref": "#/b"}]},
               "b": {"type": "object"}}\
              """,
              "/a");
      assertFalse(judge.admits("null"));
      assertTrue(judge.admits("{}"));
    }

    @ParameterizedTest
    @CsvSource({"5, false", "5.01, true", "10, true", "10.01, false"})
    void takes_exclusive_limits_as_flags(String value, boolean valid) {
      Judge judge = in30("{'minimum': 5, 'exclusiveMinimum': true, 'maximum': 10}");
      assertEquals(valid, judge.admits(value));
    }

    @Test
    void ignores_what_stands_beside_a_reference_and_says_so() {
      Judge judge =
          Judge.of(
              SchemaCompiler.builder(Dialect.OPENAPI_3_0),
              "{\"a\": {\"$ref\": \"#/b\", \"maxLength\": 1}, \"b\": {\"type\": \"string\"}}",
              "/a");
      assertTrue(judge.admits("\"long\""));
      assertFalse(judge.admits("1"));
      assertEquals(1, judge.notes().size());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'const': 1} | /const",
          "{'if': {}, 'then': {}} | /if",
          "{'patternProperties': {}} | /patternProperties",
          "{'type': ['string', 'null']} | /type",
          "{'exclusiveMinimum': 3} | /exclusiveMinimum",
          "{'propertyNames': {}} | /propertyNames",
          "{'unevaluatedProperties': false} | /unevaluatedProperties",
          "{'prefixItems': [{}]} | /prefixItems",
          "{'dependentRequired': {}} | /dependentRequired"
        })
    void refuses_what_only_later_versions_would_check(String schema, String pointer) {
      SchemaException e = assertThrows(SchemaException.class, () -> in30(schema));
      assertEquals(Kind.UNSUPPORTED, e.kind());
      assertEquals(pointer, e.pointer());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'type': 'null'} | /type",
          "{'exclusiveMinimum': true} | /exclusiveMinimum",
          "{'nullable': 'yes'} | /nullable",
          "{'properties': {'a': true}} | /properties/a",
          "{'items': [{}]} | /items",
          "{'enum': []} | /enum",
          "true | ''"
        })
    void refuses_malformed_keywords(String schema, String pointer) {
      SchemaException e = assertThrows(SchemaException.class, () -> in30(schema));
      assertEquals(Kind.MALFORMED, e.kind());
      assertEquals(pointer, e.pointer());
    }

    @Test
    void takes_a_boolean_for_additional_properties_only() {
      Judge judge = in30("{'properties': {'a': {}}, 'additionalProperties': false}");
      assertTrue(judge.admits("{\"a\": 1}"));
      assertFalse(judge.admits("{\"b\": 1}"));
    }

    @Test
    void notes_unknown_keywords_but_not_extensions() {
      assertEquals(
          List.of("/wat: OpenAPI 3.0 does not know wat; it checks nothing"),
          in30("{'wat': 1, 'x-wat': 1, 'example': 1, 'xml': {}, 'deprecated': true}").notes());
    }

    @Test
    void compiles_every_schema_of_a_large_contract() throws IOException {
      byte[] bytes = Files.readAllBytes(Corpora.require("openapi/stripe/spec3-2022-04-12.json"));
      JsonObject document = (JsonObject) Json.parse(bytes, JsonLimits.DOCUMENT);
      SchemaCompiler compiler =
          SchemaCompiler.builder(Dialect.OPENAPI_3_0).document("urn:stripe", document).build();
      JsonPointer schemas = JsonPointer.ROOT.child("components").child("schemas");
      JsonObject all = (JsonObject) schemas.find(document).orElseThrow();
      all.members().keySet().forEach(name -> compiler.compile("urn:stripe", schemas.child(name)));
      Corpora.report("Stripe 2022-04-12, schemas compiled", all.size(), 561);
      assertEquals(561, all.size());
    }
  }

  @Nested
  class OpenApi_3_1 {

    @Test
    void notes_that_nullable_checks_nothing() {
      Judge judge = in31("{'type': 'string', 'nullable': true}");
      assertFalse(judge.admits("null"));
      assertEquals(
          List.of(
              "/nullable: nullable checks nothing in OpenAPI 3.1; add \"null\" to type instead"),
          judge.notes());
    }

    @Test
    void takes_a_list_of_types_and_keeps_what_stands_beside_a_reference() {
      assertTrue(in31("{'type': ['string', 'null']}").admits("null"));
      assertFalse(
          in31("{'$ref': '#/$defs/s', 'maxLength': 1, '$defs': {'s': {'type': 'string'}}}")
              .admits("\"ab\""));
    }

    @Test
    void finds_identified_schemas_below_components_but_not_in_examples() {
      String document =
          """
          {"components": {
            "schemas": {"a": {"$ref": "https://ids.example/b"},
                        "b": {"$id": "https://ids.example/b", "type": "string",
                              "example": {"$id": "https://ids.example/c"}}},
            "examples": {"e": {"value": {"schema": {"$id": "https://ids.example/b"}}}}}}\
          """;
      Judge judge =
          Judge.of(SchemaCompiler.builder(Dialect.OPENAPI_3_1), document, "/components/schemas/a");
      assertTrue(judge.admits("\"a\""));
      assertFalse(judge.admits("1"));
    }

    @Test
    void knows_its_own_annotations() {
      assertEquals(List.of(), in31("{'xml': {}, 'externalDocs': {}," + " 'example': 1}").notes());
    }
  }

  @Nested
  class Formats {

    @ParameterizedTest
    @CsvSource({
      "int32, 2147483647, true",
      "int32, 2147483648, false",
      "int32, -2147483649, false",
      "int32, 1.5, false",
      "int64, 9223372036854775807, true",
      "int64, 9223372036854775808, false",
      "float, 3.4e38, true",
      "float, 3.5e38, false",
      "double, 1.7e308, true",
      "double, 1.8e308, false",
      "byte, \"aGk=\", true",
      "byte, \"aGk\", false",
      "byte, \"a-_=\", false",
      "decimal, \"12.50\", true",
      "decimal, \"12.\", false",
      "password, \"anything\", true",
      "binary, \"anything\", true",
      "date-time, \"2025-02-30T10:00:00Z\", false",
      "date-time, \"2025-02-28T10:00:00Z\", true",
      "int32, \"text\", true"
    })
    void are_asserted(String format, String value, boolean valid) {
      assertEquals(valid, in30("{'format': '" + format + "'}").admits(value));
      assertEquals(valid, in31("{'format': '" + format + "'}").admits(value));
    }
  }

  @Nested
  class Formats_of_strange_texts {

    @Test
    void are_judged_without_failing() {
      List<String> formats =
          List.of(
              "date-time",
              "date",
              "time",
              "duration",
              "email",
              "idn-email",
              "hostname",
              "ipv4",
              "ipv6",
              "uri",
              "uri-reference",
              "iri",
              "iri-reference",
              "uri-template",
              "uuid",
              "json-pointer",
              "relative-json-pointer",
              "regex",
              "byte",
              "decimal");
      String[] pieces = {
        "",
        "0",
        "12",
        "2024-01-01",
        "T",
        "23:59:60",
        "Z",
        "+",
        "-",
        ":",
        "::",
        ".",
        "/",
        "//",
        "#",
        "?",
        "@",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "%",
        "%4",
        "%41",
        "~",
        "~0",
        "xn--",
        "a",
        "é",
        "W",
        "P",
        "1Y",
        "=",
        "\\\\",
        "\\\"",
        "*",
        "^",
        "$",
        "\\u0000",
        "IPv6:",
        "v1.",
        "😀"
      };
      Random random = new Random(3986);
      for (String format : formats) {
        Judge judge = in31("{'format': '" + format + "'}");
        for (int i = 0; i < 2_000; i++) {
          StringBuilder text = new StringBuilder("\"");
          for (int n = random.nextInt(7); n > 0; n--) {
            text.append(pieces[random.nextInt(pieces.length)]);
          }
          judge.admits(text.append('"').toString());
        }
      }
    }
  }

  @Nested
  class Directions {
    private static final String ACCOUNT =
        """
        {"a": {"required": ["id", "secret", "name", "owner"], "properties": {
          "id": {"type": "string", "readOnly": true}, "secret": {"writeOnly": true},
          "name": {"type": "string"}, "owner": {"$ref": "#/owner"}}},
         "owner": {"readOnly": true}}\
        """;

    private static Judge account(Direction direction) {
      return Judge.of(
          SchemaCompiler.builder(Dialect.OPENAPI_3_0).direction(direction), ACCOUNT, "/a");
    }

    @Test
    void a_request_need_not_bring_what_is_read_only() {
      Judge judge = account(Direction.REQUEST);
      assertTrue(judge.admits("{\"secret\": 1, \"name\": \"a\"}"));
      assertFalse(judge.admits("{\"name\": \"a\"}"));
      assertFalse(judge.admits("{\"id\": 1, \"secret\": 1, \"name\": \"a\"}"));
    }

    @Test
    void a_response_need_not_bring_what_is_write_only() {
      Judge judge = account(Direction.RESPONSE);
      assertTrue(judge.admits("{\"id\": \"1\", \"name\": \"a\", \"owner\": 1}"));
      assertFalse(judge.admits("{\"name\": \"a\"}"));
    }

    /** A property of one schema that another one requires, wherever the two stand. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "'allOf': [{'$ref': '#/flagged'}, {'required': ['id', 'name']}]",
          "'allOf': [{'required': ['id', 'name']}, {'$ref': '#/flagged'}]",
          "'allOf': [{'$ref': '#/requires'}, {'$ref': '#/flagged'}]",
          "'allOf': [{'$ref': '#/deep'}, {'allOf': [{'$ref': '#/flagged'}]}]",
          "'required': ['id', 'name'], 'allOf': [{'$ref': '#/flagged'}]",
          "'allOf': [{'$ref': '#/requires'}], 'properties': {'id': {'FLAG': true}}",
          "'allOf': [{'$ref': '#/requires'}], 'properties': {'id': {'allOf': [{'FLAG': true}]}}",
          "'required': ['id', 'name'], 'oneOf': [{'$ref': '#/flagged'}, {'$ref': '#/too'}]"
        })
    void a_schema_need_not_know_where_its_names_are_declared(String schema) {
      for (Direction direction : List.of(Direction.REQUEST, Direction.RESPONSE)) {
        Judge judge = shared(direction, schema);
        assertTrue(judge.admits("{\"name\": 1, \"is\": 1}"), schema);
        assertFalse(judge.admits("{\"is\": 1}"), schema);
      }
      assertFalse(shared(Direction.UNSPECIFIED, schema).admits("{\"name\": 1, \"is\": 1}"));
    }

    /** The same required names are asked for where nothing says that they travel one way. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "'allOf': [{'$ref': '#/requires'}]",
          "'allOf': [{'$ref': '#/requires'}, {'properties': {'id': {'type': 'integer'}}}]",
          "'allOf': [{'$ref': '#/requires'}], 'properties': {'of': {'$ref': '#/flagged'}}",
          "'allOf': [{'$ref': '#/requires'}, {'not': {'$ref': '#/flagged'}}]",
          "'required': ['id', 'name'], 'oneOf': [{'$ref': '#/flagged'}, {'required': ['no']}]"
        })
    void what_another_object_says_excuses_nothing(String schema) {
      for (Direction direction : List.of(Direction.REQUEST, Direction.RESPONSE)) {
        assertFalse(shared(direction, schema).admits("{\"name\": 1, \"is\": 1}"), schema);
      }
    }

    @Test
    void one_schema_is_excused_in_one_place_and_asked_in_another() {
      Judge judge =
          shared(
              Direction.REQUEST,
              "'properties': {'new': {'allOf': [{'$ref': '#/requires'}, {'$ref': '#/flagged'}]},"
                  + " 'old': {'$ref': '#/requires'}}");
      assertTrue(judge.admits("{\"new\": {\"name\": 1}, \"old\": {\"id\": 1, \"name\": 1}}"));
      assertFalse(judge.admits("{\"new\": {\"name\": 1}, \"old\": {\"name\": 1}}"));
    }

    private static Judge shared(Direction direction, String schema) {
      String flag = direction == Direction.RESPONSE ? "writeOnly" : "readOnly";
      String document =
          ("{'a': {"
                  + schema
                  + "}, 'requires': {'required': ['id', 'name']},"
                  + " 'deep': {'allOf': [{'$ref': '#/requires'}]},"
                  + " 'flagged': {'properties': {'id': {'FLAG': true}, 'is': {}}},"
                  + " 'too': {'properties': {'id': {'FLAG': true}}, 'required': ['never']}}")
              .replace('\'', '"')
              .replace("FLAG", flag);
      return Judge.of(
          SchemaCompiler.builder(Dialect.OPENAPI_3_1).direction(direction), document, "/a");
    }

    @Test
    void without_a_direction_all_is_required() {
      assertFalse(account(Direction.UNSPECIFIED).admits("{\"secret\": 1, \"name\": \"a\"}"));
    }
  }
}
