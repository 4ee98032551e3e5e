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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The official suite of JSON Schema 2020-12: the required part whole, the optional part but for a
 * list.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonSchemaTestSuiteTest {
  private static final String SUITE = "json-schema-test-suite";

  private static final Map<String, String> OPTIONAL_EXCEPTIONS =
      Map.of(
          "cross-draft / refs to historic drafts are processed as historic drafts"
              + " / first item not a string is valid",
          "older drafts are refused when they are compiled");

  private int cases;
  private final Set<String> failed = new TreeSet<>();

  @Test
  void every_required_case_has_the_verdict_of_the_suite() throws IOException {
    run("tests/draft2020-12", false);
    Corpora.report("JSON Schema 2020-12, required", cases - failed.size(), cases);
    assertFailed(Map.of());
  }

  @Test
  void the_optional_cases_have_the_verdict_of_the_suite_but_for_a_list() throws IOException {
    run("tests/draft2020-12/optional", false);
    Corpora.report("JSON Schema 2020-12, optional", cases - failed.size(), cases);
    assertFailed(OPTIONAL_EXCEPTIONS);
  }

  @Test
  void the_formats_have_the_verdict_of_the_suite() throws IOException {
    run("tests/draft2020-12/optional/format", true);
    Corpora.report("JSON Schema 2020-12, formats", cases - failed.size(), cases);
    assertFailed(Map.of());
  }

  private void assertFailed(Map<String, String> exceptions) {
    assertEquals(String.join("\n", new TreeSet<>(exceptions.keySet())), String.join("\n", failed));
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
    List<JsonValue> tests = ((JsonArray) part(group, "tests")).elements();
    String name = file + " / " + text(group, "description");
    Schema schema;
    try {
      SchemaCompiler.Builder builder =
          Metaschemas.addTo(SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12));
      remotes.forEach(builder::document);
      schema =
          builder
              .document("https://suite.example/schema", part(group, "schema"))
              .assertFormats(formats)
              .build()
              .compile("https://suite.example/schema", JsonPointer.ROOT);
    } catch (SchemaException e) {
      cases += tests.size();
      tests.forEach(test -> failed.add(name + " / " + text((JsonObject) test, "description")));
      return;
    }
    for (JsonValue element : tests) {
      JsonObject test = (JsonObject) element;
      JsonTape tape = new JsonTape();
      byte[] data = Json.write(part(test, "data")).getBytes(StandardCharsets.UTF_8);
      assertEquals(null, tape.read(data, JsonLimits.DOCUMENT));
      boolean expected = test.get("valid") == JsonBoolean.TRUE;
      boolean valid = schema.isValid(tape, tape.root());
      Findings findings = new Findings("body", 10);
      schema.check(tape, tape.root(), findings);
      cases++;
      if (valid != expected || findings.isEmpty() != expected) {
        failed.add(name + " / " + text(test, "description"));
      }
    }
  }

  private static Map<String, JsonValue> remotes() throws IOException {
    Map<String, JsonValue> remotes = new TreeMap<>();
    Path folder = Corpora.require(SUITE + "/remotes");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("draft4/")) {
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
