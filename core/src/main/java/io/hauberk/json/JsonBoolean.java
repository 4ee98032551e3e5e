package io.hauberk.json;

/** {@code true} or {@code false}. */
public enum JsonBoolean implements JsonValue {
  /** The value {@code true}. */
  TRUE,
  /** The value {@code false}. */
  FALSE;

  /** The one that holds {@code value}. */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The truth value. */
  public boolean value() {
    return this == TRUE;
  }

  @Override
  public JsonType type() {
    return JsonType.BOOLEAN;
  }

  @Override
  public Boolean toJava() {
    return value();
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return value() ? "true" : "false";
  }
}
