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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the schemas of a contract, each once; twice only where something in it travels one way,
 * so that requests and responses differ.
 */
final class Schemas {
  private final Documents documents;
  private final @Nullable SchemaCompiler requests;
  private final @Nullable SchemaCompiler responses;
  private final Defects defects;
  private final Map<String, ValueShape> shapes = new HashMap<>();

  Schemas(Documents documents, Dialect dialect, ContractOptions options, Defects defects) {
    this.documents = documents;
    this.defects = defects;
    boolean oneWay = documents.all().stream().anyMatch(it -> hasOneWayTraffic(it.root()));
    this.requests = compiler(dialect, oneWay ? Direction.REQUEST : Direction.UNSPECIFIED, options);
    this.responses = oneWay ? compiler(dialect, Direction.RESPONSE, options) : requests;
  }

  private @Nullable SchemaCompiler compiler(
      Dialect dialect, Direction direction, ContractOptions options) {
    SchemaCompiler.Builder builder =
        SchemaCompiler.builder(dialect)
            .assertFormats(true)
            .direction(direction)
            .refuseReadOnly(options.readOnly() == ReadOnlyProperties.REFUSE);
    documents
        .all()
        .forEach(document -> builder.document(document.uri(), document.root(), document.label()));
    documents
        .byUri()
        .forEach(
            (uri, document) -> {
              if (!uri.equals(document.uri())) {
                builder.alias(uri, document.uri());
              }
            });
    try {
      return builder.build();
    } catch (SchemaException e) {
      report(e);
      return null;
    }
  }

  private static boolean hasOneWayTraffic(JsonValue value) {
    Iterable<JsonValue> parts = List.of();
    if (value instanceof JsonObject object) {
      if (object.get("readOnly") == JsonBoolean.TRUE
          || object.get("writeOnly") == JsonBoolean.TRUE) {
        return true;
      }
      parts = object.members().values();
    } else if (value instanceof JsonArray array) {
      parts = array;
    }
    for (JsonValue part : parts) {
      if (hasOneWayTraffic(part)) {
        return true;
      }
    }
    return false;
  }

  /** The schema of a request at a place; null with a defect if it cannot be compiled. */
  @Nullable Schema compile(Place at) {
    return compile(requests, at);
  }

  /** The schema of a response at a place; null with a defect if it cannot be compiled. */
  @Nullable Schema compileForResponse(Place at) {
    return compile(responses, at);
  }

  /**
   * The schema at a place of what travels this way; null with a defect if it cannot be compiled.
   */
  @Nullable Schema compile(Place at, Direction direction) {
    return direction == Direction.RESPONSE ? compileForResponse(at) : compile(at);
  }

  private @Nullable Schema compile(@Nullable SchemaCompiler compiler, Place at) {
    if (compiler == null) {
      return null;
    }
    try {
      return compiler.compile(at.document().uri(), at.pointer());
    } catch (SchemaException e) {
      report(e);
      return null;
    }
  }

  /** What text may mean for the schema at a place. */
  ValueShape shape(Place at, Schema schema) {
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
              note ->
                  defects.note(
                      note.rule(), place(note.documentUri(), note.pointer()), note.text()));
    }
  }

  private void report(SchemaException e) {
    e.defects().forEach(it -> defects.add(place(it.documentUri(), it.pointer()), it.text()));
  }

  private Place place(String uri, String pointer) {
    SourceDocument document = documents.find(uri);
    return new Place(document == null ? documents.first() : document, JsonPointer.parse(pointer));
  }
}
