package io.hauberk.identity;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Reason;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we read of a token's header: which algorithm and key it claims, and its type.
 *
 * <p>{@code jku}, {@code x5u}, {@code x5c} and thumbprints are never read, and {@code jwk} of DPoP
 * proofs only: where keys come from is the profile's matter, not the token's (RFC 8725, 3.10).
 *
 * @param algorithm {@code alg} as written
 * @param keyId {@code kid} as written
 * @param type {@code typ} in lower case and without {@code application/} (RFC 7515, 4.1.9)
 * @param embeddedKey {@code jwk}, which verifies nothing but a DPoP proof (RFC 9449, 4.2)
 */
record JoseHeader(
    String algorithm,
    @Nullable String keyId,
    @Nullable String type,
    @Nullable JsonObject embeddedKey) {
  private static final String MEDIA_PREFIX = "application/";

  /** Names that {@code crit} must not hold: RFC 7515, 4.1 and RFC 7516, 4.1. */
  private static final Set<String> BASE_NAMES =
      Set.of(
          "alg",
          "enc",
          "zip",
          "jku",
          "jwk",
          "kid",
          "x5u",
          "x5c",
          "x5t",
          "x5t#S256",
          "typ",
          "cty",
          "crit");

  /** Reads the header, and refuses parameters that have no place in a signed token. */
  static Outcome<JoseHeader> read(byte[] utf8) {
    Outcome<JsonObject> part = JsonPart.read(utf8);
    if (part.refusal() != null) {
      return Outcome.refused(part.refusal());
    }
    JsonObject header = part.get();
    if (!(header.get("alg") instanceof JsonString algorithm)
        || !isStringOrAbsent(header, "kid")
        || !isStringOrAbsent(header, "typ")
        || !isStringOrAbsent(header, "cty")) {
      return Outcome.refused(Reason.TOKEN_MALFORMED);
    }
    Reason refusal = judgeExtensions(header);
    if (refusal != null) {
      return Outcome.refused(refusal);
    }
    return Outcome.found(
        new JoseHeader(
            algorithm.value(),
            textOf(header, "kid"),
            mediaType(textOf(header, "typ")),
            header.get("jwk") instanceof JsonObject key ? key : null));
  }

  private static @Nullable Reason judgeExtensions(JsonObject header) {
    if (header.has("zip") || header.has("enc")) {
      return Reason.HEADER_FORBIDDEN; // RFC 7516, 4.1.3: of encrypted tokens only
    }
    if (header.has("crit")) {
      return judgeCritical(header);
    }
    if (header.has("b64")) {
      return Reason.TOKEN_MALFORMED; // RFC 7797, 6: must be critical
    }
    return "jwt".equals(mediaType(textOf(header, "cty"))) ? Reason.TOKEN_NESTED : null;
  }

  /** RFC 7515, 4.1.11. We understand no extension, so even a well-formed one is refused. */
  private static Reason judgeCritical(JsonObject header) {
    if (!(header.get("crit") instanceof JsonArray names) || names.isEmpty()) {
      return Reason.TOKEN_MALFORMED;
    }
    Set<String> seen = new HashSet<>();
    for (JsonValue name : names) {
      if (!(name instanceof JsonString text)
          || BASE_NAMES.contains(text.value())
          || !header.has(text.value())
          || !seen.add(text.value())) {
        return Reason.TOKEN_MALFORMED;
      }
    }
    return Reason.CRITICAL_HEADER_UNKNOWN;
  }

  private static boolean isStringOrAbsent(JsonObject header, String name) {
    return !header.has(name) || header.get(name) instanceof JsonString;
  }

  private static @Nullable String textOf(JsonObject header, String name) {
    return header.get(name) instanceof JsonString text ? text.value() : null;
  }

  private static @Nullable String mediaType(@Nullable String type) {
    if (type == null) {
      return null;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith(MEDIA_PREFIX) ? lower.substring(MEDIA_PREFIX.length()) : lower;
  }

  /** Without what the caller wrote. */
  @Override
  public String toString() {
    return "JoseHeader[]";
  }
}
