package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The official suite of JSON Schema: reads its files, holds the verdicts against it, counts. */
final class TestSuite {
  private static final String ROOT = "json-schema-test-suite";
  private static final String SCHEMA = "https://suite.example/schema";

  private final Map<String, JsonValue> remotes;
  private final Set<String> failed = new TreeSet<>();
  private int cases;
  private int passedOver;

  /** Some instances of one schema. */
  record Group(String name, JsonValue schema, List<JsonObject> tests) {}

  /**
   * The suite.
   *
   * @param remotes which of the documents that its schemas refer to are wanted, by their path
   */
  TestSuite(Predicate<String> remotes) throws IOException {
    this.remotes = remotes(remotes);
  }

  private static Map<String, JsonValue> remotes(Predicate<String> wanted) throws IOException {
    Map<String, JsonValue> found = new TreeMap<>();
    Path folder = Corpora.require(ROOT + "/remotes");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (wanted.test(name)) {
          found.put("http://localhost:1234/" + name, read(file));
        }
      }
    }
    return found;
  }

  /** The groups in the files of a folder. */
  List<Group> groups(String folder) throws IOException {
    List<Group> groups = new ArrayList<>();
    try (Stream<Path> files = Files.list(Corpora.require(ROOT + "/" + folder))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        for (JsonValue element : (JsonArray) read(file)) {
          JsonObject group = (JsonObject) element;
          List<JsonObject> tests = new ArrayList<>();
          ((JsonArray) part(group, "tests")).forEach(test -> tests.add((JsonObject) test));
          groups.add(
              new Group(name + " / " + text(group, "description"), part(group, "schema"), tests));
        }
      }
    }
    return groups;
  }

  /** Counts the cases of a group that says nothing here. */
  void passOver(Group group) {
    passedOver += group.tests().size();
  }

  /** Judges the cases of a group by a schema that is made of its own. */
  void judge(Group group, JsonValue schema, SchemaCompiler.Builder builder) {
    cases += group.tests().size();
    remotes.forEach(builder::document);
    Schema compiled;
    try {
      compiled = builder.document(SCHEMA, schema).build().compile(SCHEMA, JsonPointer.ROOT);
    } catch (SchemaException e) {
      group.tests().forEach(test -> fail(group, test));
      return;
    }
    for (JsonObject test : group.tests()) {
      JsonTape tape = new JsonTape();
      byte[] data = Json.write(part(test, "data")).getBytes(StandardCharsets.UTF_8);
      assertNull(tape.read(data, JsonLimits.DOCUMENT));
      boolean expected = test.get("valid") == JsonBoolean.TRUE;
      boolean valid = compiled.isValid(tape, tape.root());
      Findings findings = new Findings("body", 10);
      compiled.check(tape, tape.root(), findings);
      if (valid != expected || findings.isEmpty() != expected) {
        fail(group, test);
      }
    }
  }

  private void fail(Group group, JsonObject test) {
    failed.add(group.name() + " / " + text(test, "description"));
  }

  /** Reports the counts, and fails unless these cases and no others failed. */
  void assertFailed(String what, Set<String> exceptions) {
    String over = passedOver == 0 ? "" : " (" + passedOver + " passed over)";
    Corpora.report(what + over, cases - failed.size(), cases);
    assertEquals(String.join("\n", new TreeSet<>(exceptions)), String.join("\n", failed));
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
