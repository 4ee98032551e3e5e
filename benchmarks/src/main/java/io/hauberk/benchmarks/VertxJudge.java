package io.hauberk.benchmarks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;

/** Vert.x' validator on Vert.x' JSON. */
final class VertxJudge implements Judge {
  private final Validator validator;

  VertxJudge(byte[] schema) {
    validator =
        Validator.create(
            JsonSchema.of(new JsonObject(Buffer.buffer(schema))),
            new JsonSchemaOptions()
                .setBaseUri("https://benchmarks.example/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Flag));
  }

  @Override
  public boolean accepts(byte[] document) {
    return validator.validate(Json.decodeValue(Buffer.buffer(document))).getValid();
  }
}
