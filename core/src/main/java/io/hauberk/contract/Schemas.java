package io.hauberk.contract;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.schema.Dialect;
import io.hauberk.schema.Direction;
import io.hauberk.schema.Schema;
import io.hauberk.schema.SchemaCompiler;
import io.hauberk.schema.SchemaException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the schemas of one document, each once. */
final class Schemas {
  private static final String URI = "urn:hauberk:contract";

  private final @Nullable SchemaCompiler compiler;
  private final Defects defects;
  private final Map<String, ValueShape> shapes = new HashMap<>();

  Schemas(JsonObject document, Dialect dialect, Defects defects) {
    this.defects = defects;
    SchemaCompiler built = null;
    try {
      built =
          SchemaCompiler.builder(dialect)
              .document(URI, document, "")
              .direction(Direction.REQUEST)
              .build();
    } catch (SchemaException e) {
      report(e);
    }
    this.compiler = built;
  }

  /** The schema at a place; null with a defect if it cannot be compiled. */
  @Nullable Schema compile(JsonPointer at) {
    if (compiler == null) {
      return null;
    }
    try {
      return compiler.compile(URI, at);
    } catch (SchemaException e) {
      report(e);
      return null;
    }
  }

  /** What text may mean for the schema at a place. */
  ValueShape shape(JsonPointer at, Schema schema) {
    return shapes.computeIfAbsent(at.toString(), key -> ValueShape.of(schema.facts()));
  }

  /** Hands on what the compiler found odd. */
  void noteAll() {
    if (compiler != null) {
      compiler
          .notes()
          .forEach(
              note -> defects.note(note.rule(), JsonPointer.parse(note.pointer()), note.text()));
    }
  }

  private void report(SchemaException e) {
    e.defects().forEach(it -> defects.add(JsonPointer.parse(it.pointer()), it.text()));
  }
}
