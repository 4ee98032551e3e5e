package io.hauberk.json;

import static java.util.Objects.requireNonNull;

/**
 * A string.
 *
 * @param value the text, unescaped
 */
public record JsonString(String value) implements JsonValue {

  /** Checks the part. */
  public JsonString {
    requireNonNull(value, "value");
  }

  /** The length by code point, as JSON Schema counts. */
  public int codePoints() {
    return value.codePointCount(0, value.length());
  }

  @Override
  public JsonType type() {
    return JsonType.STRING;
  }

  @Override
  public String toJava() {
    return value;
  }

  /** The JSON text, quoted and escaped. */
  @Override
  public String toString() {
    return Json.write(this);
  }
}
