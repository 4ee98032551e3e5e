package io.hauberk.json;

import org.jspecify.annotations.Nullable;

/** The value {@code null}. */
public enum JsonNull implements JsonValue {
  /** The only one. */
  NULL;

  @Override
  public JsonType type() {
    return JsonType.NULL;
  }

  @Override
  public @Nullable Object toJava() {
    return null;
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return "null";
  }
}
