package io.hauberk.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON text to a tree and back. */
public final class Json {

  /**
   * Reads one document within {@link JsonLimits#DEFAULT}.
   *
   * @param document UTF-8, without a byte order mark
   * @throws JsonException if it is not well-formed or above a limit
   */
  public static JsonValue parse(byte[] document) {
    return parse(document, JsonLimits.DEFAULT);
  }

  /**
   * Reads one document.
   *
   * @param document UTF-8, without a byte order mark
   * @param limits how much the document may ask for
   * @throws JsonException if it is not well-formed or above a limit
   */
  public static JsonValue parse(byte[] document, JsonLimits limits) {
    JsonTape tape = new JsonTape();
    JsonFault fault = tape.read(document, limits);
    if (fault != null) {
      throw JsonException.of(fault, document);
    }
    return tape.toValue(tape.root());
  }

  /**
   * Reads one document within {@link JsonLimits#DEFAULT}.
   *
   * @throws JsonException if it is not well-formed, holds half of a surrogate pair or is above a
   *     limit
   */
  public static JsonValue parse(String document) {
    return parse(document, JsonLimits.DEFAULT);
  }

  /**
   * Reads one document.
   *
   * @throws JsonException if it is not well-formed, holds half of a surrogate pair or is above a
   *     limit
   */
  public static JsonValue parse(String document, JsonLimits limits) {
    try {
      ByteBuffer octets =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(document)); // strict
      byte[] bytes = new byte[octets.remaining()];
      octets.get(bytes);
      return parse(bytes, limits);
    } catch (CharacterCodingException e) {
      throw new JsonException(
          "JSON",
          JsonFault.Kind.MALFORMED,
          1,
          1,
          "the text holds half of a surrogate pair. Remove it or write the whole character.");
    }
  }

  /** The value as compact JSON text, its strings as {@link #writeString} writes them. */
  public static String write(JsonValue value) {
    StringBuilder out = new StringBuilder();
    JsonWriter.write(out, value);
    return out.toString();
  }

  /**
   * Appends a JSON string, quotes included, that no later reader can misuse: control and format
   * characters (line ends, ANSI escapes, bidirectional overrides, U+2028, U+2029) and {@code < > &}
   * are escaped; half of a surrogate pair, which JSON cannot carry, becomes U+FFFD.
   */
  public static void writeString(StringBuilder out, String text) {
    JsonWriter.writeString(out, text);
  }

  /**
   * The text for people: what a terminal, a log or a reader's eye could obey instead of show
   * (controls, line ends, ANSI escapes, bidirectional overrides, zero-width characters) is written
   * as a JSON string would write it, and half of a surrogate pair as U+FFFD. All else stays as it
   * is.
   */
  public static String printable(String text) {
    return JsonWriter.printable(text);
  }

  private Json() {}
}
