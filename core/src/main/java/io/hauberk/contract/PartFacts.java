package io.hauberk.contract;

import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the schema of a part says about octets, which JSON Schema cannot judge: whether it means
 * octets at all, how many, and of which media type. Read through {@code $ref} and {@code allOf}.
 */
final class PartFacts {
  private final References references;
  private final Set<String> seen = new HashSet<>();
  private boolean binary;
  private boolean encoded;
  private boolean text;
  private @Nullable String mediaType;
  private long minBytes;
  private long maxBytes = Long.MAX_VALUE;

  static PartFacts of(Located schema, References references) {
    PartFacts facts = new PartFacts(references);
    facts.read(schema);
    return facts;
  }

  private PartFacts(References references) {
    this.references = references;
  }

  /** Without recursion: a contract may refer on and on. */
  private void read(Located schema) {
    Deque<Located> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      Located at = open.remove();
      if (seen.add(at.at().toString())) {
        note(at);
        if (at.object().get("$ref") instanceof JsonString) {
          Located target = references.follow(at);
          if (target != null) {
            open.add(target);
          }
        }
        open.addAll(at.elements("allOf"));
      }
    }
  }

  private void note(Located at) {
    binary |= at.text("format", "").equals("binary");
    encoded |= at.has("contentEncoding") || at.text("format", "").equals("byte");
    text |= at.has("pattern") || at.has("format");
    if (mediaType == null) {
      mediaType = at.text("contentMediaType");
    }
    minBytes = Math.max(minBytes, number(at.object().get("minLength"), 0));
    maxBytes = Math.min(maxBytes, number(at.object().get("maxLength"), Long.MAX_VALUE));
  }

  private static long number(@Nullable JsonValue value, long otherwise) {
    return value instanceof JsonNumber number && number.fitsLong() ? number.longValue() : otherwise;
  }

  /** Whether the schema says {@code format: binary}, or names a media type without an encoding. */
  boolean isBinary() {
    return binary || (mediaType != null && !encoded);
  }

  /** Whether the octets are written as text, as in base64. */
  boolean isEncoded() {
    return encoded;
  }

  /** Whether the schema says what only text can be held against. */
  boolean isText() {
    return text && !isBinary();
  }

  /** {@code contentMediaType}, or null. */
  @Nullable String mediaType() {
    return mediaType;
  }

  long minBytes() {
    return minBytes;
  }

  long maxBytes() {
    return maxBytes;
  }
}
