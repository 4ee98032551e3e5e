package io.hauberk.json;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * YAML 1.2 to the same tree as JSON, for documents that people write. Only what JSON can say is
 * taken: the core schema with string, number and boolean names.
 *
 * <ul>
 *   <li>{@code yes}, {@code on} and dates are strings, as YAML 1.2 says; numbers are exact at any
 *       size; {@code .nan} and {@code .inf} are refused.
 *   <li>A number or boolean as a name becomes its text: {@code 200:} is the name {@code "200"}. Any
 *       other name that is not a string is refused, as are names that stand twice.
 *   <li>Aliases are followed. What they repeat counts again, in values, in levels and in
 *       characters, so an alias bomb meets the limits; an alias inside its own anchor is refused.
 *   <li>Merge keys ({@code <<}), tags outside the core schema and a second document are refused.
 * </ul>
 */
public final class Yaml {

  /**
   * Reads one document within {@link JsonLimits#DOCUMENT}.
   *
   * @param document UTF-8; a byte order mark is skipped
   * @throws JsonException if it is not well-formed, above a limit, or uses what JSON cannot say
   */
  public static JsonValue parse(byte[] document) {
    return parse(document, JsonLimits.DOCUMENT);
  }

  /**
   * Reads one document.
   *
   * @param document UTF-8; a byte order mark is skipped
   * @param limits how much the document may ask for; {@code maxBytes} also bounds the characters
   *     after all aliases are followed
   * @throws JsonException if it is not well-formed, above a limit, or uses what JSON cannot say
   */
  public static JsonValue parse(byte[] document, JsonLimits limits) {
    requireNonNull(limits, "limits");
    if (document.length > limits.maxBytes()) {
      throw YamlReader.fault(JsonFault.Kind.TOO_LARGE, 1, 1);
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return new YamlReader(limits).read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw YamlReader.fault(JsonFault.Kind.INVALID_UTF8, 1, 1);
    }
  }

  private Yaml() {}
}
