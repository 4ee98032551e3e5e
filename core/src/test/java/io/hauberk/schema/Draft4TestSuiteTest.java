package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The official suite of JSON Schema draft 4 through the dialect of OpenAPI 3.0, as far as the two
 * agree: a group whose schema uses what OpenAPI 3.0 does not have is passed over.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Draft4TestSuiteTest {
  /** What sets the dialects apart (OpenAPI 3.0.3, 4.7.24), by keyword. */
  private static final Map<String, String> NOT_IN_OPENAPI =
      Map.of(
          "additionalItems", "not among the keywords of the Schema Object",
          "dependencies", "not among the keywords of the Schema Object",
          "patternProperties", "not among the keywords of the Schema Object",
          "$ref", "the metaschema of draft 4 is no Schema Object of OpenAPI",
          "id", "not among the keywords of the Schema Object; a $ref has the document as its base",
          "items", "its value must be an object, not an array",
          "type", "its value must be one of six words: no array, no null");

  @Test
  void every_case_on_which_the_dialects_agree_has_the_verdict_of_the_suite() throws IOException {
    run("tests/draft4", false)
        .assertFailed(
            "JSON Schema draft 4 as OpenAPI 3.0, required",
            Set.of(
                // the remote schema has an "id", which OpenAPI 3.0 does not know (4.7.24)
                "refRemote / Location-independent identifier in remote ref / integer is valid",
                "refRemote / Location-independent identifier in remote ref / string is invalid"));
  }

  @Test
  void so_have_the_optional_cases() throws IOException {
    run("tests/draft4/optional", false)
        .assertFailed(
            "JSON Schema draft 4 as OpenAPI 3.0, optional",
            Set.of(
                // integers are whole numbers however they are written, as from draft 6 on
                "zeroTerminatedFloats / some languages do not distinguish between different types"
                    + " of numeric value / a float is not an integer even without fractional"
                    + " part"));
  }

  @Test
  void so_have_the_formats() throws IOException {
    run("tests/draft4/optional/format", true)
        .assertFailed(
            "JSON Schema draft 4 as OpenAPI 3.0, formats",
            Set.of(
                // hyphens in third and fourth place are for A-labels (RFC 5890, 2.3.1), as the
                // suite of 2020-12 has it
                "hostname / validation of host names / hostname with consecutive hyphens"
                    + " (RFC1123)"));
  }

  private static TestSuite run(String folder, boolean formats) throws IOException {
    TestSuite suite = new TestSuite(remote -> !remote.startsWith("draft20"));
    for (TestSuite.Group group : suite.groups(folder)) {
      JsonValue schema = withoutDialect(group.schema());
      if (usesMore(schema)) {
        suite.passOver(group);
      } else {
        suite.judge(
            group, schema, SchemaCompiler.builder(Dialect.OPENAPI_3_0).assertFormats(formats));
      }
    }
    return suite;
  }

  private static JsonValue withoutDialect(JsonValue schema) {
    if (schema instanceof JsonObject object) {
      Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
      members.remove("$schema");
      return JsonObject.of(members);
    }
    return schema;
  }

  /** Whether a keyword of the list stands anywhere; names below {@code properties} are none. */
  private static boolean usesMore(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.elements().stream().anyMatch(Draft4TestSuiteTest::usesMore);
    }
    if (!(value instanceof JsonObject schema)) {
      return false;
    }
    for (Map.Entry<String, JsonValue> member : schema.members().entrySet()) {
      String name = member.getKey();
      JsonValue below = member.getValue();
      if (name.equals("enum") || name.equals("default")) {
        continue;
      }
      if (name.equals("properties") || name.equals("definitions")) {
        if (below instanceof JsonObject map
            && map.members().values().stream().anyMatch(Draft4TestSuiteTest::usesMore)) {
          return true;
        }
      } else if ((NOT_IN_OPENAPI.containsKey(name) && isMore(name, below)) || usesMore(below)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMore(String keyword, JsonValue value) {
    return switch (keyword) {
      case "$ref" ->
          value instanceof JsonString text && text.value().startsWith("http://json-schema.org/");
      case "items" -> value instanceof JsonArray;
      case "type" -> value instanceof JsonArray || value.equals(new JsonString("null"));
      default -> true;
    };
  }
}
