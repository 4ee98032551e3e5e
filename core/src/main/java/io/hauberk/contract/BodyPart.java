package io.hauberk.contract;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One part of a {@code multipart/form-data} body, as a range of the body's octets.
 *
 * @param name the name of the form field
 * @param fileName the file name that the caller gave; a name, never a path
 * @param headers its header fields by name as written, in order, each once
 * @param from the first octet of its content, counted from the beginning of the body
 * @param length octets of its content
 * @param text its content, if it is text or JSON without a file name: a parameter
 */
public record BodyPart(
    String name,
    Optional<String> fileName,
    Map<String, String> headers,
    long from,
    long length,
    Optional<String> text) {

  /** Checks the range. */
  public BodyPart {
    requireNonNull(name, "name");
    requireNonNull(fileName, "fileName");
    requireNonNull(text, "text");
    headers = Collections.unmodifiableMap(headers);
    if (from < 0 || length < 0) {
      throw new IllegalArgumentException(
          "a part is a range of the body, was " + from + "+" + length);
    }
  }

  /** The values of a field; empty if it is absent. */
  public List<String> header(String field) {
    return headers.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(field))
        .map(Map.Entry::getValue)
        .toList();
  }
}
