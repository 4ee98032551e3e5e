package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonPointer;
import io.hauberk.schema.SchemaException.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaCompilerTest {

  @Nested
  class Refuses {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'maxLength': -1} | /maxLength",
          "{'maxLength': 1.5} | /maxLength",
          "{'maxLength': '1'} | /maxLength",
          "{'minLength': null} | /minLength",
          "{'maxItems': -1} | /maxItems",
          "{'minItems': true} | /minItems",
          "{'maxProperties': []} | /maxProperties",
          "{'minProperties': -2} | /minProperties",
          "{'minContains': -2, 'contains': true} | /minContains",
          "{'type': 'strng'} | /type",
          "{'type': []} | /type",
          "{'type': ['string', 'string']} | /type",
          "{'type': ['string', 1]} | /type",
          "{'type': {}} | /type",
          "{'required': 'a'} | /required",
          "{'required': true} | /required",
          "{'required': ['a', 'a']} | /required",
          "{'required': [1]} | /required",
          "{'enum': 1} | /enum",
          "{'minimum': '1'} | /minimum",
          "{'exclusiveMinimum': true} | /exclusiveMinimum",
          "{'multipleOf': 0} | /multipleOf",
          "{'multipleOf': -1} | /multipleOf",
          "{'pattern': 'a('} | /pattern",
          "{'pattern': 1} | /pattern",
          "{'pattern': '(?i)a'} | /pattern",
          "{'patternProperties': {'[': true}} | /patternProperties",
          "{'properties': []} | /properties",
          "{'properties': {'a': 1}} | /properties/a",
          "{'items': [{}]} | /items",
          "{'items': 'a'} | /items",
          "{'prefixItems': []} | /prefixItems",
          "{'allOf': []} | /allOf",
          "{'anyOf': {}} | /anyOf",
          "{'oneOf': [1]} | /oneOf/0",
          "{'not': []} | /not",
          "{'if': 1} | /if",
          "{'uniqueItems': 'yes'} | /uniqueItems",
          "{'dependentRequired': {'a': 'b'}} | /dependentRequired/a",
          "{'format': 1} | /format",
          "{'$ref': 1} | /$ref",
          "{'$ref': 'http://[/'} | /$ref",
          "{'$anchor': '1a'} | /$anchor",
          "{'$defs': {'never used': {'type': 1}}} | /$defs/never used/type",
          "{'readOnly': 'yes'} | /readOnly",
          "{'discriminator': {}} | /discriminator",
          "{'maxContains': 1.5, 'contains': true} | /maxContains",
          "{'contains': 1} | /contains",
          "{'additionalProperties': 'no'} | /additionalProperties",
          "{'unevaluatedProperties': 1} | /unevaluatedProperties",
          "{'unevaluatedItems': []} | /unevaluatedItems",
          "{'propertyNames': 1} | /propertyNames",
          "{'patternProperties': []} | /patternProperties",
          "{'dependentSchemas': []} | /dependentSchemas",
          "{'dependentSchemas': {'a': 1}} | /dependentSchemas/a",
          "{'dependentRequired': []} | /dependentRequired",
          "{'then': 1, 'if': true} | /then",
          "{'else': 1, 'if': true} | /else",
          "{'$defs': []} | /$defs",
          "{'$dynamicRef': 1} | /$dynamicRef",
          "{'$dynamicAnchor': '1a'} | /$dynamicAnchor",
          "{'$comment': 1} | /$comment",
          "{'title': 1} | /title",
          "{'description': 1} | /description",
          "{'deprecated': 1} | /deprecated",
          "{'writeOnly': 1} | /writeOnly",
          "{'examples': 1} | /examples",
          "{'maximum': null} | /maximum",
          "{'exclusiveMaximum': false} | /exclusiveMaximum",
          "{'multipleOf': '2'} | /multipleOf",
          "{'contentEncoding': 1} | /contentEncoding",
          "{'contentMediaType': 1} | /contentMediaType",
          "{'contentSchema': 1} | /contentSchema",
          "{'discriminator': {'propertyName': 1}} | /discriminator",
          "{'a/b~c': 1, 'properties': {'a/b~c': {'type': 1}}} | /properties/a~1b~0c/type",
          "3 | ''"
        })
    void a_malformed_keyword_and_says_where(String schema, String pointer) {
      SchemaException e =
          assertThrows(SchemaException.class, () -> Judge.of(schema.replace('\'', '"')));
      assertEquals(Kind.MALFORMED, e.kind());
      assertEquals(pointer, e.pointer());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'$ref': '#/nowhere'} | /$ref",
          "{'$ref': '#nowhere'} | /$ref",
          "{'$ref': 'other.json'} | /$ref",
          "{'$ref': 'file:///etc/passwd'} | /$ref",
          "{'$ref': 'http://169.254.169.254/latest'} | /$ref",
          "{'properties': {'a': {'$dynamicRef': '#nowhere'}}} | /properties/a/$dynamicRef"
        })
    void a_reference_to_what_is_not_registered(String schema, String pointer) {
      SchemaException e =
          assertThrows(SchemaException.class, () -> Judge.of(schema.replace('\'', '"')));
      assertEquals(Kind.UNRESOLVED, e.kind());
      assertEquals(pointer, e.pointer());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'$ref': '#'}",
          "{'allOf': [{'$ref': '#'}]}",
          "{'not': {'anyOf': [{'$ref': '#/not'}]}}",
          "{'if': {'$ref': '#'}}",
          "{'dependentSchemas': {'a': {'$ref': '#'}}}",
          "{'$ref': '#/$defs/a', '$defs': {'a': {'$ref': '#/$defs/b'}, 'b': {'$ref': '#/$defs/a'}}}"
        })
    void a_schema_that_applies_itself_to_the_same_value(String schema) {
      SchemaException e =
          assertThrows(SchemaException.class, () -> Judge.of(schema.replace('\'', '"')));
      assertEquals(Kind.MALFORMED, e.kind());
    }

    @Test
    void an_unknown_dialect() {
      SchemaException e =
          assertThrows(
              SchemaException.class,
              () -> Judge.of("{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}"));
      assertEquals(Kind.UNSUPPORTED, e.kind());
      assertEquals("/$schema", e.pointer());
    }

    @Test
    void all_defects_at_once() {
      SchemaException e =
          assertThrows(
              SchemaException.class,
              () ->
                  Judge.of("{\"properties\": {\"a\": {\"type\": 1}, \"b\": {\"$ref\": \"#/c\"}}}"));
      assertEquals(
          List.of("/properties/a/type", "/properties/b/$ref"),
          e.defects().stream().map(SchemaException.Defect::pointer).toList());
    }

    @Test
    void the_same_defect_again_when_it_is_met_again() {
      SchemaCompiler compiler =
          SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
              .document(
                  "urn:s",
                  Json.parse("{\"a\": {\"items\": {\"$ref\": \"#/b\"}}, \"b\": {\"type\": 1}}"))
              .build();
      JsonPointer at = JsonPointer.parse("/a");
      assertThrows(SchemaException.class, () -> compiler.compile("urn:s", at));
      assertThrows(SchemaException.class, () -> compiler.compile("urn:s", at));
    }

    @Test
    void two_schemas_of_one_name() {
      SchemaCompiler.Builder builder =
          SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
              .document("urn:a", Json.parse("{\"$id\": \"urn:same\"}"))
              .document("urn:b", Json.parse("{\"$id\": \"urn:same\"}"));
      assertThrows(SchemaException.class, builder::build);
      assertThrows(
          IllegalArgumentException.class, () -> builder.document("urn:a", Json.parse("{}")));
    }
  }

  @Nested
  class Notes {

    @Test
    void what_checks_nothing() {
      Judge judge =
          Judge.of(
              """
              {"type": "string", "maximum": 3, "maxLenght": 3, "then": {}, "format": "colour",
               "x-ours": 1, "title": "fine"}\
              """);
      assertEquals(
          List.of(
              "/maxLenght: maxLenght is not a known keyword; it checks nothing",
              "/then: then checks nothing without if",
              "/format: the format colour is not known here and checks nothing; add a pattern or"
                  + " maxLength",
              "/maximum: maximum checks nothing: the type is string"),
          judge.notes());
    }

    @Test
    void nothing_about_a_schema_without_oddities() {
      assertEquals(List.of(), Judge.of("{\"type\": \"string\", \"format\": \"uuid\"}").notes());
    }
  }

  @Nested
  class Shares {

    @Test
    void schemas_that_refer_to_themselves() {
      Judge tree =
          Judge.of(
              """
              {"type": "object", "required": ["v"], "additionalProperties": false,
               "properties": {"v": {"type": "integer"}, "kids": {"items": {"$ref": "#"}}}}\
              """);
      assertTrue(tree.admits("{\"v\": 1, \"kids\": [{\"v\": 2, \"kids\": []}]}"));
      assertEquals(
          List.of("body/kids/0/v: required: a value"),
          tree.findings("{\"v\": 1, \"kids\": [{\"kids\": []}]}"));
    }

    @Test
    void anchors_and_ids_across_documents() {
      SchemaCompiler compiler =
          SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
              .document("https://a.example/one.json", Json.parse("{\"$ref\": \"two.json#word\"}"))
              .document(
                  "urn:stored-elsewhere",
                  Json.parse(
                      """
                      {"$id": "https://a.example/two.json",
                       "$defs": {"w": {"$anchor": "word", "type": "string"}}}\
                      """))
              .build();
      Schema schema = compiler.compile("https://a.example/one.json", JsonPointer.ROOT);
      assertTrue(schema.isValid(Judge.tape("\"a\""), 0));
      assertFalse(schema.isValid(Judge.tape("1"), 0));
    }
  }
}
