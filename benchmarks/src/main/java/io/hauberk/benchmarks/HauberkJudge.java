package io.hauberk.benchmarks;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonTape;
import io.hauberk.schema.Dialect;
import io.hauberk.schema.Schema;
import io.hauberk.schema.SchemaCompiler;

/** The strict reader and the compiled checks, as a request's body meets them. */
final class HauberkJudge implements Judge {
  private static final String URI = "https://benchmarks.example/schema";

  private final Schema schema;
  private final JsonTape tape = new JsonTape();

  HauberkJudge(byte[] schema) {
    this.schema =
        SchemaCompiler.builder(Dialect.JSON_SCHEMA_2020_12)
            .document(URI, Json.parse(schema, JsonLimits.DOCUMENT))
            .build()
            .compile(URI, JsonPointer.ROOT);
  }

  @Override
  public boolean accepts(byte[] document) {
    return tape.read(document, JsonLimits.DEFAULT) == null && schema.isValid(tape, tape.root());
  }
}
