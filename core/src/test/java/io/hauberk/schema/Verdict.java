package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.json.Json;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;

/** What a validator says of a value. */
enum Verdict {
  VALID,
  INVALID,
  /** The schema or the value was not judged: refused, given up on, or a failure. */
  NONE;

  /** A validator with its schema. */
  interface Giver {
    Verdict judge(JsonValue instance);
  }

  /** Ours; both ways of asking have to agree. */
  static Giver ours(Dialect dialect, JsonValue document, String pointer) {
    Schema schema;
    try {
      SchemaCompiler.Builder builder = SchemaCompiler.builder(dialect);
      schema =
          builder
              .document(RandomSchema.URI, document)
              .build()
              .compile(RandomSchema.URI, JsonPointer.parse(pointer));
    } catch (SchemaException e) {
      return instance -> NONE;
    }
    return instance -> judge(schema, instance);
  }

  private static Verdict judge(Schema schema, JsonValue instance) {
    JsonTape tape = Judge.tape(Json.write(instance));
    boolean valid = schema.isValid(tape, tape.root());
    Findings findings = new Findings("body", 20);
    schema.check(tape, tape.root(), findings);
    assertEquals(valid, findings.isEmpty(), "isValid and check disagree");
    if (findings.isExhausted()) {
      return NONE;
    }
    return valid ? VALID : INVALID;
  }
}
