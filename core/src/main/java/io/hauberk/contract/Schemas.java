package io.hauberk.contract;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;
import io.hauberk.schema.Dialect;
import io.hauberk.schema.Direction;
import io.hauberk.schema.Schema;
import io.hauberk.schema.SchemaCompiler;
import io.hauberk.schema.SchemaException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the schemas of one document, each once; twice only where something in the document
 * travels one way, so that requests and responses differ.
 */
final class Schemas {
  private static final String URI = "urn:hauberk:contract";

  private final @Nullable SchemaCompiler requests;
  private final @Nullable SchemaCompiler responses;
  private final Defects defects;
  private final Map<String, ValueShape> shapes = new HashMap<>();

  Schemas(JsonObject document, Dialect dialect, Defects defects) {
    this.defects = defects;
    this.requests = compiler(document, dialect, Direction.REQUEST);
    this.responses =
        hasOneWayTraffic(document) ? compiler(document, dialect, Direction.RESPONSE) : requests;
  }

  private @Nullable SchemaCompiler compiler(
      JsonObject document, Dialect dialect, Direction direction) {
    try {
      return SchemaCompiler.builder(dialect)
          .document(URI, document, "")
          .direction(direction)
          .build();
    } catch (SchemaException e) {
      report(e);
      return null;
    }
  }

  private static boolean hasOneWayTraffic(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object.get("readOnly") == JsonBoolean.TRUE
          || object.get("writeOnly") == JsonBoolean.TRUE
          || object.members().values().stream().anyMatch(Schemas::hasOneWayTraffic);
    }
    if (value instanceof JsonArray array) {
      return array.elements().stream().anyMatch(Schemas::hasOneWayTraffic);
    }
    return false;
  }

  /** The schema of a request at a place; null with a defect if it cannot be compiled. */
  @Nullable Schema compile(JsonPointer at) {
    return compile(requests, at);
  }

  /** The schema of a response at a place; null with a defect if it cannot be compiled. */
  @Nullable Schema compileForResponse(JsonPointer at) {
    return compile(responses, at);
  }

  private @Nullable Schema compile(@Nullable SchemaCompiler compiler, JsonPointer at) {
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

  /** Hands on what the compilers found odd. */
  void noteAll() {
    noteAll(requests);
    if (responses != requests) {
      noteAll(responses);
    }
  }

  private void noteAll(@Nullable SchemaCompiler compiler) {
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
