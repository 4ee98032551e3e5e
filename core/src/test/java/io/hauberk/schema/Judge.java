package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonTape;
import io.hauberk.request.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A schema written in a test, and the instances that it judges. */
final class Judge {
  private static final String URI = "https://test.example/schema";

  private final SchemaCompiler compiler;
  private final Schema schema;

  /** Compiles a schema of JSON Schema 2020-12, with formats asserted. */
  static Judge of(String schema) {
    return of(Dialect.JSON_SCHEMA_2020_12, schema);
  }

  static Judge of(Dialect dialect, String schema) {
    return of(SchemaCompiler.builder(dialect).assertFormats(true), schema, "");
  }

  static Judge of(SchemaCompiler.Builder builder, String document, String pointer) {
    SchemaCompiler compiler =
        builder.document(URI, Json.parse(document, JsonLimits.DOCUMENT)).build();
    return new Judge(compiler, compiler.compile(URI, JsonPointer.parse(pointer)));
  }

  private Judge(SchemaCompiler compiler, Schema schema) {
    this.compiler = compiler;
    this.schema = schema;
  }

  /** Whether the instance is valid; checks that both ways of asking agree. */
  boolean admits(String instance) {
    JsonTape tape = tape(instance);
    boolean valid = schema.isValid(tape, tape.root());
    assertEquals(valid, findings(instance).isEmpty());
    return valid;
  }

  /** Each finding as {@code where: rule: expected}. */
  List<String> findings(String instance) {
    return check(instance).list().stream().map(Judge::words).toList();
  }

  /** Where each finding is declared. */
  List<String> declarations(String instance) {
    return check(instance).list().stream().map(Finding::declaredAt).toList();
  }

  private Findings check(String instance) {
    JsonTape tape = tape(instance);
    Findings findings = new Findings("body", 20);
    schema.check(tape, tape.root(), findings);
    return findings;
  }

  List<String> notes() {
    return compiler.notes().stream().map(note -> note.pointer() + ": " + note.text()).toList();
  }

  /** Each note as {@code rule pointer}. */
  List<String> noted() {
    return compiler.notes().stream().map(note -> note.rule() + " " + note.pointer()).toList();
  }

  SchemaFacts facts() {
    return schema.facts();
  }

  private static String words(Finding finding) {
    return finding.where() + ": " + finding.rule() + ": " + finding.expected();
  }

  static JsonTape tape(String instance) {
    JsonTape tape = new JsonTape();
    assertNull(tape.read(instance.getBytes(StandardCharsets.UTF_8), JsonLimits.DOCUMENT));
    return tape;
  }
}
