package io.hauberk.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as an immutable tree. Two values are equal as JSON is: numbers by value ({@code 1}
 * equals {@code 1.0}), objects whatever the order of their members.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /** The type of this value. */
  JsonType type();

  /**
   * This value in the words of the JDK: {@link Map}, {@link List}, {@link String}, {@link
   * BigDecimal}, {@link Boolean}, or null for {@code null}. Maps and lists are unmodifiable.
   */
  @Nullable Object toJava();
}
