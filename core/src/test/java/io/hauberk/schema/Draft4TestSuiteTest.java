package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Corpora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The official suite of JSON Schema draft 4 through the dialect of OpenAPI 3.0, as far as the two
 * agree: a group whose schema uses what OpenAPI 3.0 does not have is passed over.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Draft4TestSuiteTest {
  private static final String SUITE = "json-schema-test-suite";

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

  private int cases;
  private int passedOver;
  private final Set<String> failed = new TreeSet<>();

  @Test
  void every_case_on_which_the_dialects_agree_has_the_verdict_of_the_suite() throws IOException {
    run("tests/draft4", false);
    report("JSON Schema draft 4 as OpenAPI 3.0, required");
    assertFailed(
        // the remote schema has an "id", which OpenAPI 3.0 does not know (4.7.24)
        "refRemote / Location-independent identifier in remote ref / integer is valid",
        "refRemote / Location-independent identifier in remote ref / string is invalid");
  }

  @Test
  void so_have_the_optional_cases() throws IOException {
    run("tests/draft4/optional", false);
    report("JSON Schema draft 4 as OpenAPI 3.0, optional");
    assertFailed(
        // integers are whole numbers however they are written, as from draft 6 on
        "zeroTerminatedFloats / some languages do not distinguish between different types of"
            + " numeric value / a float is not an integer even without fractional part");
  }

  @Test
  void so_have_the_formats() throws IOException {
    run("tests/draft4/optional/format", true);
    report("JSON Schema draft 4 as OpenAPI 3.0, formats");
    assertFailed(
        // hyphens in third and fourth place are for A-labels (RFC 5890, 2.3.1), as the suite of
        // 2020-12 has it
        "hostname / validation of host names / hostname with consecutive hyphens (RFC1123)");
  }

  private void report(String what) {
    Corpora.report(what + " (" + passedOver + " passed over)", cases - failed.size(), cases);
  }

  private void assertFailed(String... exceptions) {
    assertEquals(String.join("\n", new TreeSet<>(Set.of(exceptions))), String.join("\n", failed));
  }

  private void run(String folder, boolean formats) throws IOException {
    Path path = Corpora.require(SUITE + "/" + folder);
    Map<String, JsonValue> remotes = remotes();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        for (JsonValue group : (JsonArray) read(file)) {
          run(name, (JsonObject) group, remotes, formats);
        }
      }
    }
  }

  private void run(String file, JsonObject group, Map<String, JsonValue> remotes, boolean formats) {
    JsonArray tests = (JsonArray) part(group, "tests");
    JsonValue schema = withoutDialect(part(group, "schema"));
    if (usesMore(schema)) {
      passedOver += tests.size();
      return;
    }
    String name = file + " / " + text(group, "description");
    Schema compiled;
    try {
      SchemaCompiler.Builder builder = SchemaCompiler.builder(Dialect.OPENAPI_3_0);
      remotes.forEach(builder::document);
      compiled =
          builder
              .document("https://suite.example/schema", schema)
              .assertFormats(formats)
              .build()
              .compile("https://suite.example/schema", JsonPointer.ROOT);
    } catch (SchemaException e) {
      cases += tests.size();
      tests
          .elements()
          .forEach(test -> failed.add(name + " / " + text((JsonObject) test, "description")));
      return;
    }
    for (JsonValue element : tests) {
      JsonObject test = (JsonObject) element;
      JsonTape tape = new JsonTape();
      byte[] data = Json.write(part(test, "data")).getBytes(StandardCharsets.UTF_8);
      assertEquals(null, tape.read(data, JsonLimits.DOCUMENT));
      cases++;
      if (compiled.isValid(tape, tape.root()) != (test.get("valid") == JsonBoolean.TRUE)) {
        failed.add(name + " / " + text(test, "description"));
      }
    }
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

  private static Map<String, JsonValue> remotes() throws IOException {
    Map<String, JsonValue> remotes = new TreeMap<>();
    Path folder = Corpora.require(SUITE + "/remotes");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("draft20")) {
          remotes.put("http://localhost:1234/" + name, read(file));
        }
      }
    }
    return remotes;
  }

  private static JsonValue read(Path file) throws IOException {
    return Json.parse(Files.readAllBytes(file), JsonLimits.DOCUMENT);
  }

  private static JsonValue part(JsonObject object, String name) {
    return object.find(name, JsonValue.class).orElseThrow();
  }

  private static String text(JsonObject object, String name) {
    return object.find(name, JsonString.class).orElseThrow().value();
  }
}
