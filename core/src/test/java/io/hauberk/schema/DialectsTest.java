package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.schema.SchemaException.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DialectsTest {

  private static SchemaCompiler.Builder with(String uri, String document) {
    return SchemaCompiler.builder(Dialect.OPENAPI_3_1)
        .document(uri, Json.parse(document.replace('\'', '"'), JsonLimits.DOCUMENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://json-schema.org/draft/2020-12/schema",
        "https://spec.openapis.org/oas/3.1/dialect/base",
        "https://spec.openapis.org/oas/3.1/dialect/2024-10-25",
        "https://spec.openapis.org/oas/3.2/dialect/2025-09-17"
      })
  void are_known_by_their_name(String dialect) {
    Judge judge =
        Judge.of(Dialect.OPENAPI_3_1, "{\"$schema\": \"" + dialect + "\", \"type\": \"string\"}");
    assertTrue(judge.admits("\"a\""));
    assertFalse(judge.admits("1"));
    assertEquals(List.of(), judge.noted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://spec.openapis.org/oas/3.3/dialect/base",
        "https://dialects.example/mine"
      })
  void are_refused_where_nobody_knows_them(String dialect) {
    SchemaException e =
        assertThrows(
            SchemaException.class,
            () ->
                Judge.of(
                    Dialect.OPENAPI_3_1,
                    "{\"items\": {\"$id\": \"https://a.example/i\", \"$schema\": \""
                        + dialect
                        + "\"}}"));
    assertEquals(Kind.UNSUPPORTED, e.kind());
    assertEquals("/$schema", e.pointer().replace("/items", ""));
  }

  @Nested
  class Of_the_user {
    private static final String URI = "https://dialects.example/mine";
    private static final String VOCABULARIES =
        "{'$id': '"
            + URI
            + "', '$vocabulary': {'https://json-schema.org/draft/2020-12/vocab/%s': true"
            + ", 'https://json-schema.org/draft/2020-12/vocab/core': true%s}}";

    private static Judge judge(String metaschema, String schema) {
      String document = "{\"$schema\": \"" + URI + "\", " + schema.replace('\'', '"') + "}";
      return Judge.of(with(URI, metaschema), document, "");
    }

    @Test
    void check_what_their_vocabularies_have() {
      Judge judge = judge(VOCABULARIES.formatted("validation", ""), "'maxLength': 1");
      assertFalse(judge.admits("\"ab\""));
      assertTrue(judge.admits("\"a\""));
    }

    @Test
    void check_nothing_that_their_vocabularies_have_not_and_say_so() { // 8.1.2
      Judge judge = judge(VOCABULARIES.formatted("applicator", ""), "'maxLength': 1");
      assertTrue(judge.admits("\"ab\""));
      assertEquals(List.of("idle-keyword /maxLength"), judge.noted());
    }

    @Test
    void are_refused_if_they_require_an_unknown_vocabulary() {
      String unknown = ", 'https://vocabularies.example/mine': true";
      SchemaException e =
          assertThrows(
              SchemaException.class,
              () -> judge(VOCABULARIES.formatted("validation", unknown), "'maxLength': 1"));
      assertEquals(Kind.UNSUPPORTED, e.kind());
      assertEquals("/$schema", e.pointer());
    }

    @Test
    void may_name_an_unknown_vocabulary_that_is_not_required() {
      String unknown = ", 'https://vocabularies.example/mine': false";
      Judge judge = judge(VOCABULARIES.formatted("validation", unknown), "'maxLength': 1");
      assertFalse(judge.admits("\"ab\""));
    }
  }

  @Nested
  class Remote_references {
    private static final String SCHEMA =
        "{\"$ref\": \"https://schemas.example/money#/$defs/amount\"}";

    @Test
    void lead_to_what_the_user_supplies() {
      Judge judge =
          Judge.of(
              with(
                  "https://schemas.example/money",
                  "{'$defs': {'amount': {'type': 'integer', 'minimum': 0}}}"),
              SCHEMA,
              "");
      assertTrue(judge.admits("1"));
      assertFalse(judge.admits("-1"));
    }

    @Test
    void are_refused_otherwise_because_nothing_is_fetched() {
      SchemaException e =
          assertThrows(SchemaException.class, () -> Judge.of(Dialect.OPENAPI_3_1, SCHEMA));
      assertEquals(Kind.UNRESOLVED, e.kind());
      assertEquals("/$ref", e.pointer());
    }

    @Test
    void are_judged_by_the_dialect_of_what_they_lead_to() {
      assertThrows(
          SchemaException.class,
          () ->
              Judge.of(
                  with(
                      "https://schemas.example/money",
                      "{'$schema': 'http://json-schema.org/draft-07/schema#',"
                          + " '$defs': {'amount': {'type': 'integer'}}}"),
                  SCHEMA,
                  ""));
    }
  }
}
