package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hauberk.json.Json;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The compiler of schemas under any JSON: compiled and able to judge, or refused with reasons. */
@Tag("fuzz")
class SchemaCompilerJazzerTest {
  private static final String URI = "https://fuzz.example/schema";
  private static final List<String> INSTANCES =
      List.of(
          "null",
          "true",
          "0",
          "-1.5e30",
          "\"a\"",
          "\"2020-01-01T00:00:00Z\"",
          "[]",
          "[1,1,\"a\",[2]]",
          "{}",
          "{\"a\":1,\"b\":{\"a\":[]},\"\":null}");

  @FuzzTest(maxExecutions = 20_000)
  void schema(byte[] data) {
    JsonValue document;
    try {
      document = Json.parse(data);
    } catch (JsonException e) {
      return;
    }
    for (Dialect dialect : Dialect.values()) {
      for (Direction direction : Direction.values()) {
        compile(dialect, direction, document);
      }
    }
  }

  private static void compile(Dialect dialect, Direction direction, JsonValue document) {
    Schema schema;
    try {
      SchemaCompiler compiler =
          SchemaCompiler.builder(dialect)
              .assertFormats(true)
              .direction(direction)
              .workBudget(100_000)
              .document(URI, document)
              .build();
      schema = compiler.compile(URI, JsonPointer.parse(""));
      compiler.notes();
      schema.facts();
    } catch (SchemaException e) {
      assertFalse(e.defects().isEmpty());
      return;
    }
    for (String instance : INSTANCES) {
      JsonTape tape = Judge.tape(instance);
      Findings findings = new Findings("body", 5);
      schema.check(tape, tape.root(), findings);
      assertEquals(schema.isValid(tape, tape.root()), findings.isEmpty());
    }
  }
}
