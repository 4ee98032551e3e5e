package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.schema.SchemaException.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiscriminatorTest {
  private static final String SCHEMAS =
      """
      'Cat': {'type': 'object', 'required': ['kind', 'lives'],
              'properties': {'kind': {'type': 'string'}, 'lives': {'type': 'integer'}}},
      'Dog': {'type': 'object', 'required': ['kind'],
              'properties': {'kind': {'type': 'string'}, 'lives': {'type': 'integer'}, 'barks': {'type': 'boolean'}}}\
      """;

  private static Judge judge(Dialect dialect, String pet, String others) {
    String document = "{'components': {'schemas': {'Pet': %s, %s}}}".formatted(pet, others);
    return Judge.of(
        SchemaCompiler.builder(dialect), document.replace('\'', '"'), "/components/schemas/Pet");
  }

  private static Judge judge(String pet) {
    return judge(Dialect.OPENAPI_3_1, pet, SCHEMAS);
  }

  private static String pet(String keyword, String discriminator) {
    return "{'%s': [{'$ref': '#/components/schemas/Cat'}, {'$ref': '#/components/schemas/Dog'}], 'discriminator': {'propertyName': 'kind'%s}}"
        .formatted(keyword, discriminator);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Nested
  class Beside_any_of {

    @ParameterizedTest
    @EnumSource(names = {"OPENAPI_3_0", "OPENAPI_3_1"})
    void singles_out_the_schema_that_the_value_names(Dialect dialect) {
      Judge judge = judge(dialect, pet("anyOf", ""), SCHEMAS);
      assertTrue(judge.admits(json("{'kind': 'Cat', 'lives': 9}")));
      assertTrue(judge.admits(json("{'kind': 'Dog'}")));
    }

    @Test
    void explains_the_schema_that_was_meant() {
      assertEquals(
          List.of("body/lives: type: integer"),
          judge(pet("anyOf", "")).findings(json("{'kind': 'Cat', 'lives': 'nine'}")));
    }

    @Test
    void refuses_a_value_that_names_one_schema_and_fits_another() {
      Judge judge = judge(pet("anyOf", ""));
      assertFalse(judge.admits(json("{'kind': 'Cat'}"))); // a fine dog, but read as a cat
      assertEquals(
          List.of("body/lives: required: a value"), judge.findings(json("{'kind': 'Cat'}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "Pet", "", "#/components/schemas/Cat", "Cat "})
    void refuses_a_value_that_names_no_schema(String kind) {
      assertEquals(
          List.of("body/kind: discriminator: one of Cat, Dog"),
          judge(pet("anyOf", "")).findings(json("{'kind': '" + kind + "', 'lives': 9}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "{'kind': 1}", "{'lives': 1}", "[]"})
    void never_lets_through_what_the_schemas_refuse(String value) {
      assertFalse(judge(pet("anyOf", "")).admits(json(value)));
    }

    @Test
    void reads_an_escaped_value_as_what_it_means() {
      assertTrue(judge(pet("anyOf", "")).admits("{\"kind\": \"D\\u006fg\"}"));
      assertFalse(judge(pet("anyOf", "")).admits("{\"ki\\u006ed\": \"C\\u0061t\"}"));
    }

    @Test
    void counts_what_it_marks_for_unevaluated_properties() {
      String closed = pet("anyOf", "").replaceFirst("\\{", "{'unevaluatedProperties': false, ");
      assertTrue(judge(closed).admits(json("{'kind': 'Dog', 'barks': true}")));
      assertFalse(judge(closed).admits(json("{'kind': 'Dog', 'meows': true}")));
    }
  }

  @Nested
  class Beside_one_of {

    @Test
    void still_asks_that_no_other_schema_fits() {
      Judge judge = judge(pet("oneOf", ""));
      assertTrue(judge.admits(json("{'kind': 'Dog', 'barks': true}")));
      assertFalse(judge.admits(json("{'kind': 'Dog', 'lives': 9}"))); // fits both
      assertEquals(
          List.of("body: oneOf: a value that fits exactly one of 2 schemas"),
          judge.findings(json("{'kind': 'Dog', 'lives': 9}")));
    }

    @Test
    void refuses_a_value_that_names_one_schema_and_fits_another() {
      assertFalse(judge(pet("oneOf", "")).admits(json("{'kind': 'Cat', 'barks': true}")));
    }
  }

  @Nested
  class Maps {
    private static final String MAPPING =
        ", 'mapping': {'meow': 'Cat', 'woof': '#/components/schemas/Dog'}";

    @ParameterizedTest
    @CsvSource({"meow, true", "woof, true", "Cat, true", "Dog, true", "moo, false"})
    void by_name_or_reference_and_keeps_the_names_of_the_schemas(String kind, boolean valid) {
      Judge judge = judge(pet("anyOf", MAPPING));
      assertEquals(valid, judge.admits(json("{'kind': '" + kind + "', 'lives': 9}")));
    }

    @Test
    void and_the_mapping_wins_over_a_name() {
      Judge judge = judge(pet("anyOf", ", 'mapping': {'Cat': 'Dog'}"));
      assertTrue(judge.admits(json("{'kind': 'Cat'}")));
      assertFalse(judge.admits(json("{'kind': 'Cat', 'barks': 1}")));
    }

    @Test
    void by_the_value_that_a_schema_lists_itself() {
      String schemas =
          """
          'Cat': {'type': 'object', 'properties': {'kind': {'enum': ['cat', 'CAT']}, 'lives': {'type': 'integer'}}},
          'Dog': {'allOf': [{'$ref': '#/components/schemas/Base'}, {'properties': {'kind': {'const': 'dog'}}}]},
          'Base': {'type': 'object', 'properties': {'kind': {'enum': ['cat', 'dog']}}}\
          """;
      Judge judge = judge(Dialect.OPENAPI_3_1, pet("oneOf", ""), schemas);
      assertTrue(judge.admits(json("{'kind': 'CAT', 'lives': 9}")));
      assertTrue(judge.admits(json("{'kind': 'dog'}")));
      assertEquals(
          List.of("body/lives: type: integer"),
          judge.findings(json("{'kind': 'cat', 'lives': 'nine'}")));
      assertEquals(List.of(), judge.noted());
    }

    @Test
    void a_value_that_two_schemas_list_to_neither() {
      String schemas =
          """
          'Cat': {'properties': {'kind': {'enum': ['pet']}, 'lives': {'type': 'integer'}}, 'required': ['lives']},
          'Dog': {'properties': {'kind': {'enum': ['pet']}, 'barks': {'type': 'boolean'}}, 'required': ['barks']}\
          """;
      Judge judge = judge(Dialect.OPENAPI_3_1, pet("oneOf", ""), schemas);
      assertTrue(judge.admits(json("{'kind': 'pet', 'barks': true}")));
      assertTrue(judge.admits(json("{'kind': 'pet', 'lives': 9}")));
      assertFalse(judge.admits(json("{'kind': 'pet'}")));
    }

    @Test
    void other_values_to_a_default() { // OpenAPI 3.2.0, 4.25
      Judge judge = judge(pet("anyOf", ", 'defaultMapping': 'Dog'"));
      assertTrue(judge.admits(json("{'kind': 'cow'}")));
      assertFalse(judge.admits(json("{'kind': 'cow', 'barks': 1}")));
      assertFalse(judge.admits(json("{'lives': 9}"))); // Dog requires its kind
      assertTrue(judge.admits(json("{'kind': 'Cat', 'lives': 9}")));
    }
  }

  @Nested
  class In_a_parent {
    private static final String CHILDREN =
        """
        'Cat': {'allOf': [{'$ref': '#/components/schemas/Pet'},
                          {'properties': {'lives': {'type': 'integer'}}, 'required': ['lives']}]},
        'Lion': {'allOf': [{'$ref': '#/components/schemas/Cat'}, {'required': ['mane']}]},
        'Stone': {'type': 'object'}\
        """;

    private static String parent(String mapping) {
      return "{'type': 'object', 'required': ['kind'], 'properties': {'kind': {'type': 'string'}}, 'discriminator': {'propertyName': 'kind'%s}}"
          .formatted(mapping);
    }

    @Test
    void does_not_give_a_child_the_values_that_it_inherits() {
      String parent =
          "{'type': 'object', 'required': ['kind'], 'properties': {'kind': {'enum': ['cat',"
              + " 'generic']}}, 'discriminator': {'propertyName': 'kind', 'mapping': {'cat':"
              + " 'Cat'}}}";
      Judge judge = judge(Dialect.OPENAPI_3_1, parent, CHILDREN);
      assertTrue(judge.admits(json("{'kind': 'generic'}")));
      assertTrue(judge.admits(json("{'kind': 'cat', 'lives': 9}")));
      assertFalse(judge.admits(json("{'kind': 'cat'}")));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAPI_3_0", "OPENAPI_3_1"})
    void asks_for_the_child_that_is_named(Dialect dialect) {
      Judge judge = judge(dialect, parent(""), CHILDREN);
      assertTrue(judge.admits(json("{'kind': 'Cat', 'lives': 9}")));
      assertFalse(judge.admits(json("{'kind': 'Cat'}")));
      assertEquals(
          List.of("body/lives: required: a value"), judge.findings(json("{'kind': 'Cat'}")));
      assertTrue(judge.admits(json("{'kind': 'Lion', 'lives': 9, 'mane': 1}")));
      assertFalse(judge.admits(json("{'kind': 'Lion', 'lives': 9}")));
      assertTrue(judge.admits(json("{'kind': 'Pet'}")));
      assertFalse(judge.admits(json("{'kind': 'Stone'}")));
    }

    @Test
    void does_not_ask_a_child_that_is_used_directly_for_more() {
      Judge judge =
          Judge.of(
              SchemaCompiler.builder(Dialect.OPENAPI_3_0),
              json("{'components': {'schemas': {'Pet': %s, %s}}}".formatted(parent(""), CHILDREN)),
              "/components/schemas/Cat");
      assertTrue(judge.admits(json("{'kind': 'Cat', 'lives': 9}")));
      assertFalse(judge.admits(json("{'kind': 'Cat'}")));
      assertFalse(judge.admits(json("{'kind': 'Lion', 'lives': 9}")));
      assertTrue(judge.admits(json("{'kind': 'Pet', 'lives': 9}")));
    }

    @Test
    void follows_its_mapping() {
      Judge judge = judge(Dialect.OPENAPI_3_0, parent(", 'mapping': {'miau': 'Cat'}"), CHILDREN);
      assertTrue(judge.admits(json("{'kind': 'miau', 'lives': 9}")));
      assertFalse(judge.admits(json("{'kind': 'miau'}")));
      assertEquals(
          List.of("body/kind: discriminator: one of miau, Pet, Cat, Lion"),
          judge.findings(json("{'kind': 'wau'}")));
    }

    @Test
    void compiles_where_every_child_repeats_the_discriminator() {
      StringBuilder schemas = new StringBuilder("'Stone': {}");
      StringBuilder mapping = new StringBuilder("'p': 'Pet'");
      for (int i = 0; i < 30; i++) {
        mapping.append(", 'c" + i + "': 'C" + i + "'");
      }
      String discriminator =
          "'discriminator': {'propertyName': 'kind', 'mapping': {" + mapping + "}}";
      for (int i = 0; i < 30; i++) {
        schemas.append(
            ", 'C"
                + i
                + "': {'allOf': [{'$ref': '#/components/schemas/Pet'}], 'required': ['r"
                + i
                + "'], "
                + discriminator
                + "}");
      }
      Judge judge =
          judge(
              Dialect.OPENAPI_3_0, "{'type': 'object', " + discriminator + "}", schemas.toString());
      assertTrue(judge.admits(json("{'kind': 'c7', 'r7': 1}")));
      assertFalse(judge.admits(json("{'kind': 'c7', 'r8': 1}")));
    }
  }

  @Nested
  class Refuses_to_compile {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'kind' | MALFORMED | /components/schemas/Pet/discriminator",
          "{} | MALFORMED | /components/schemas/Pet/discriminator",
          "{'propertyName': 1} | MALFORMED | /components/schemas/Pet/discriminator",
          "{'propertyName': 'kind', 'mapping': []} | MALFORMED"
              + " | /components/schemas/Pet/discriminator",
          "{'propertyName': 'kind', 'mapping': {'a': 1}} | MALFORMED"
              + " | /components/schemas/Pet/discriminator/mapping/a",
          "{'propertyName': 'kind', 'mapping': {'a': 'Nobody'}} | UNRESOLVED"
              + " | /components/schemas/Pet/discriminator/mapping/a",
          "{'propertyName': 'kind', 'mapping': {'a': '#/nowhere'}} | UNRESOLVED"
              + " | /components/schemas/Pet/discriminator/mapping/a",
          "{'propertyName': 'kind', 'defaultMapping': 'Nobody'} | UNRESOLVED"
              + " | /components/schemas/Pet/discriminator/defaultMapping"
        },
        quoteCharacter = '`')
    void what_leads_nowhere(String discriminator, Kind kind, String pointer) {
      String pet =
          "{'anyOf': [{'$ref': '#/components/schemas/Cat'}], 'discriminator': "
              + discriminator
              + "}";
      SchemaException e = assertThrows(SchemaException.class, () -> judge(pet));
      assertEquals(kind, e.kind());
      assertEquals(pointer, e.pointer());
    }
  }

  @Nested
  class Notes {

    private static List<String> noted(String pet) {
      return judge(pet).noted();
    }

    @Test
    void one_that_leads_to_no_schema() {
      assertEquals(
          List.of("unmapped-discriminator /components/schemas/Pet/discriminator"),
          noted("{'discriminator': {'propertyName': 'kind'}}"));
    }

    @Test
    void an_alternative_without_a_name() {
      assertEquals(
          List.of("unmapped-discriminator /components/schemas/Pet/discriminator"),
          noted(
              "{'anyOf': [{'$ref': '#/components/schemas/Cat'}, {'type': 'object'}, {'type':"
                  + " 'null'}], 'discriminator': {'propertyName': 'kind'}}"));
    }

    @Test
    void a_mapping_to_what_is_no_alternative() {
      assertEquals(
          List.of("unmapped-discriminator /components/schemas/Pet/discriminator"),
          noted(
              "{'anyOf': [{'$ref': '#/components/schemas/Cat'}],"
                  + " 'discriminator': {'propertyName': 'kind', 'mapping': {'d': 'Dog'}}}"));
    }

    @Test
    void a_listed_value_that_leads_to_no_schema_and_leaves_it_to_the_schemas() {
      Judge judge =
          judge(
              pet("anyOf", "")
                  .replaceFirst("\\{", "{'properties': {'kind': {'enum': ['Cat', 'cow']}}, "));
      assertEquals(
          List.of("unmapped-discriminator /components/schemas/Pet/discriminator"), judge.noted());
      assertTrue(judge.admits(json("{'kind': 'cow'}")));
      assertFalse(judge.admits(json("{'kind': 'sow'}")));
    }
  }

  @Test
  void means_nothing_to_json_schema() { // it is a word of OpenAPI
    Judge judge =
        Judge.of(
            json(
                "{'anyOf': [{'$ref': '#/$defs/Cat'}], '$defs': {'Cat': {}},"
                    + " 'discriminator': {'propertyName': 'kind'}}"));
    assertTrue(judge.admits(json("{'kind': 'Dog'}")));
  }
}
