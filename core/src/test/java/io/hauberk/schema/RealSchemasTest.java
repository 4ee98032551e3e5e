package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonNumber;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Ten schemas in public use with their instances, and the order document of the benchmarks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealSchemasTest {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  @Test
  void every_instance_has_the_verdict_of_the_corpus() throws IOException {
    Path folder = Corpora.require("jsonschema-benchmark");
    JsonObject expected = (JsonObject) read(folder.resolve("expected.json"));
    int cases = 0;
    int passed = 0;
    for (Map.Entry<String, JsonValue> entry : expected.members().entrySet()) {
      JsonObject verdicts = (JsonObject) entry.getValue();
      List<Integer> invalid = new ArrayList<>();
      for (JsonValue line : verdicts.find("invalid_lines", JsonArray.class).orElseThrow()) {
        invalid.add(((JsonNumber) line).clampedInt());
      }
      Schema schema = compile(read(folder.resolve(entry.getKey()).resolve("schema.json")));
      List<Integer> refused = new ArrayList<>();
      List<String> lines =
          Files.readAllLines(folder.resolve(entry.getKey()).resolve("instances.jsonl"));
      for (int i = 0; i < lines.size(); i++) {
        JsonTape tape = Judge.tape(lines.get(i));
        boolean valid = schema.isValid(tape, tape.root());
        if (!valid) {
          refused.add(i + 1);
        }
        cases++;
        passed += valid == invalid.contains(i + 1) ? 0 : 1;
      }
      assertEquals(invalid, refused, entry.getKey());
    }
    Corpora.report("jsonschema-benchmark", passed, cases);
  }

  @Test
  void the_order_fits_its_schema_and_each_spoilt_copy_does_not() throws IOException {
    Path folder = Corpora.require("order");
    Schema schema = compile(read(folder.resolve("order.schema.json")));
    String order = Files.readString(folder.resolve("order.json"), StandardCharsets.UTF_8);
    assertTrue(isValid(schema, order));
    for (String key : List.of("orderId", "customer", "currency", "lines", "sku", "zip")) {
      String spoilt = order.replaceFirst("\"" + key + "\"", "\"" + key + "x\"");
      Findings findings = new Findings("body", 10);
      JsonTape tape = Judge.tape(spoilt);
      schema.check(tape, tape.root(), findings);
      assertEquals(2, findings.list().size(), key); // one undeclared, one missing
    }
  }

  private static boolean isValid(Schema schema, String instance) {
    JsonTape tape = Judge.tape(instance);
    return schema.isValid(tape, tape.root());
  }

  /** Under 2020-12, whatever draft the schema names: for these the verdicts are the same. */
  private static Schema compile(JsonValue schema) {
    Map<String, JsonValue> members = new LinkedHashMap<>(((JsonObject) schema).members());
    members.put("$schema", new JsonString(DRAFT));
    return SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
        .document("https://corpus.example/schema", JsonObject.of(members))
        .build()
        .compile("https://corpus.example/schema", JsonPointer.ROOT);
  }

  private static JsonValue read(Path file) throws IOException {
    return Json.parse(Files.readAllBytes(file), JsonLimits.DOCUMENT);
  }
}
