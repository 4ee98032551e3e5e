package io.hauberk.json;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document (RFC 6901). A child shares its parent, so a walk through a document
 * may keep one at each step.
 */
public final class JsonPointer {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String FRAGMENT_SAFE = "-._~!$&'()*+,;=:@/?"; // RFC 3986, 3.5

  /** The whole document. */
  public static final JsonPointer ROOT = new JsonPointer(null, "");

  private final @Nullable JsonPointer parent;
  private final String token;

  private JsonPointer(@Nullable JsonPointer parent, String token) {
    this.parent = parent;
    this.token = token;
  }

  /**
   * Reads a pointer such as {@code /paths/~1orders/get}.
   *
   * @throws JsonException if it neither is empty nor begins with {@code /}, or if a {@code ~} is
   *     followed by anything but {@code 0} or {@code 1}
   */
  public static JsonPointer parse(String text) {
    if (!text.isEmpty() && text.charAt(0) != '/') {
      throw malformed(1, "a JSON pointer is empty or begins with a slash (RFC 6901, 3).");
    }
    JsonPointer pointer = ROOT;
    for (int from = 0; from < text.length(); ) {
      int slash = text.indexOf('/', from + 1);
      int to = slash < 0 ? text.length() : slash;
      pointer = pointer.child(unescape(text, from + 1, to));
      from = to;
    }
    return pointer;
  }

  /**
   * Reads the fragment form, such as {@code #/paths/~1orders/get} with other characters
   * percent-encoded.
   *
   * @throws JsonException if it does not begin with {@code #}, if its percent-encoding is broken or
   *     not UTF-8, or if what it holds is not a pointer
   */
  public static JsonPointer parseFragment(String text) {
    if (text.isEmpty() || text.charAt(0) != '#') {
      throw malformed(1, "the fragment form of a JSON pointer begins with # (RFC 6901, 6).");
    }
    return parse(text.indexOf('%') < 0 ? text.substring(1) : percentDecode(text));
  }

  /**
   * A name as a pointer writes it (RFC 6901, 3): {@code ~0} for {@code ~}, {@code ~1} for a slash.
   */
  public static String escape(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }

  /** The place of a member of the object here. */
  public JsonPointer child(String name) {
    return new JsonPointer(this, requireNonNull(name, "name"));
  }

  /**
   * The place of an element of the array here.
   *
   * @throws IllegalArgumentException if {@code index} is negative
   */
  public JsonPointer child(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("index must not be negative, was " + index);
    }
    return new JsonPointer(this, Integer.toString(index));
  }

  /** The place of the container around this one; empty for {@link #ROOT}. */
  public Optional<JsonPointer> parent() {
    return Optional.ofNullable(parent);
  }

  /** The names and indices from the root to here, unescaped. */
  public List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    for (JsonPointer at = this; at.parent != null; at = at.parent) {
      tokens.add(at.token);
    }
    Collections.reverse(tokens);
    return Collections.unmodifiableList(tokens);
  }

  /** The value at this place; empty if the document has none there. */
  public Optional<JsonValue> find(JsonValue document) {
    JsonValue value = document;
    for (String step : tokens()) {
      JsonValue next = null;
      if (value instanceof JsonObject object) {
        next = object.get(step);
      } else if (value instanceof JsonArray array) {
        int index = index(step);
        next = index >= 0 && index < array.size() ? array.get(index) : null;
      }
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  /** The fragment form: {@code #} and the pointer, percent-encoded where RFC 3986 asks for it. */
  public String toFragment() {
    StringBuilder out = new StringBuilder("#");
    for (byte octet : toString().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letterOrDigit || FRAGMENT_SAFE.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return out.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPointer pointer && tokens().equals(pointer.tokens());
  }

  @Override
  public int hashCode() {
    return tokens().hashCode();
  }

  /** The pointer as RFC 6901, 3 writes it; empty for the root. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (String step : tokens()) {
      out.append('/').append(escape(step));
    }
    return out.toString();
  }

  /** The array index that a token is (RFC 6901, 4: no sign, no leading zero), or -1. */
  private static int index(String token) {
    int length = token.length();
    if (length == 0 || length > 9 || (length > 1 && token.charAt(0) == '0')) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < length; i++) {
      char c = token.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      index = index * 10 + (c - '0');
    }
    return index;
  }

  private static String unescape(String text, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '~') {
        i++;
        char escaped = i < to ? text.charAt(i) : ' ';
        if (escaped != '0' && escaped != '1') {
          throw malformed(i, "a ~ in a JSON pointer is written ~0, a slash in a name ~1.");
        }
        out.append(escaped == '0' ? '~' : '/');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String percentDecode(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(octets.length);
    for (int i = 1; i < octets.length; i++) {
      if (octets[i] != '%') {
        out.put(octets[i]);
      } else if (i + 2 < octets.length
          && HexFormat.isHexDigit(octets[i + 1])
          && HexFormat.isHexDigit(octets[i + 2])) {
        out.put(
            (byte)
                (HexFormat.fromHexDigit(octets[i + 1]) << 4
                    | HexFormat.fromHexDigit(octets[i + 2])));
        i += 2;
      } else {
        throw malformed(i + 1, "a % must be followed by two hexadecimal digits.");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed(1, "the percent-encoded octets are not UTF-8.");
    }
  }

  private static JsonException malformed(int column, String text) {
    return new JsonException("JSON pointer", JsonFault.Kind.MALFORMED, 1, column, text);
  }
}
