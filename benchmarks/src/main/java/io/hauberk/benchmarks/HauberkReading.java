package io.hauberk.benchmarks;

import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonTape;

/** The strict reader alone: syntax, UTF-8, duplicate names, numbers, limits. */
final class HauberkReading implements Judge {
  private final JsonTape tape = new JsonTape();

  @Override
  public boolean accepts(byte[] document) {
    return tape.read(document, JsonLimits.DEFAULT) == null;
  }
}
