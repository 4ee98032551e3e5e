package io.hauberk.identity;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.request.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one profile asks of the claims of a token (RFC 7519, 4.1; RFC 8725, 3; RFC 9068, 2.2). */
final class ClaimRules {
  private final IssuerProfile profile;
  private final long skewMillis;
  private final long maxLifetimeMillis;
  private final @Nullable Long maxAgeMillis;

  ClaimRules(IssuerProfile profile) {
    this.profile = profile;
    this.skewMillis = profile.clockSkew().toMillis();
    this.maxLifetimeMillis = profile.maxLifetime().toMillis();
    this.maxAgeMillis = profile.maxAge().map(Duration::toMillis).orElse(null);
  }

  /** Whether the token's type is one that the profile takes (RFC 8725, 3.11; RFC 9068, 4). */
  @Nullable Reason judgeType(@Nullable String type, JsonObject claims) {
    return profile.kind().judgeType(type, claims);
  }

  /** Judges all claims; the issuer was judged when the profile was chosen. */
  Outcome<Claims> judge(JsonObject claims, long nowMillis) {
    Reason refusal = judgeAudience(claims.get("aud"));
    if (refusal == null) {
      refusal = judgePresence(claims);
    }
    if (refusal == null) {
      refusal = judgeNames(claims);
    }
    if (refusal == null) {
      refusal = profile.kind().judgeSubject(textOf(claims, "sub"), claims);
    }
    if (refusal != null) {
      return Outcome.refused(refusal);
    }
    Binding binding = Binding.read(claims, profile.acceptsDpop());
    return binding == null || (profile.requiresBinding() && binding.equals(Binding.NONE))
        ? Outcome.refused(Reason.BINDING_FAILED)
        : judgeTimes(claims, binding, nowMillis);
  }

  private @Nullable Reason judgeAudience(@Nullable JsonValue audience) {
    if (audience instanceof JsonString one) {
      return isOurs(one) ? null : Reason.AUDIENCE_MISMATCH;
    }
    if (!(audience instanceof JsonArray several)
        || several.elements().stream().noneMatch(this::isOurs)) {
      return Reason.AUDIENCE_MISMATCH;
    }
    return several.elements().stream().allMatch(JsonString.class::isInstance)
        ? null
        : Reason.CLAIM_INVALID;
  }

  private boolean isOurs(JsonValue audience) {
    return audience instanceof JsonString text && profile.audiences().contains(text.value());
  }

  private @Nullable Reason judgePresence(JsonObject claims) {
    if (!profile.kind().required().stream().allMatch(claims::has)
        || (profile.maxAge().isPresent() && !claims.has("iat"))) {
      return Reason.CLAIM_MISSING;
    }
    return null;
  }

  private static @Nullable Reason judgeNames(JsonObject claims) {
    for (String name : List.of("sub", "client_id", "jti")) {
      if (claims.has(name) && !isCleanText(claims.get(name))) {
        return Reason.CLAIM_INVALID;
      }
    }
    return null;
  }

  /** A text with something in it, and nothing that would end or turn a line elsewhere. */
  static boolean isCleanText(@Nullable JsonValue value) {
    return value instanceof JsonString text
        && !text.value().isBlank()
        && text.value().codePoints().noneMatch(ClaimRules::isControl);
  }

  private static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private Outcome<Claims> judgeTimes(JsonObject claims, Binding binding, long nowMillis) {
    Long expires = NumericDate.millis(claims.get("exp"));
    Long notBefore = claims.has("nbf") ? NumericDate.millis(claims.get("nbf")) : Long.valueOf(0);
    // a token that doesn't say when it was issued counts as issued now, by the issuer's clock
    Long issued =
        claims.has("iat")
            ? NumericDate.millis(claims.get("iat"))
            : Long.valueOf(nowMillis + skewMillis);
    if (expires == null || notBefore == null || issued == null || notBefore > expires) {
      return Outcome.refused(Reason.CLAIM_INVALID);
    }
    if (nowMillis >= expires + skewMillis) {
      return Outcome.refused(Reason.EXPIRED); // RFC 7519, 4.1.4: "on or after"
    }
    if (nowMillis < notBefore - skewMillis) {
      return Outcome.refused(Reason.NOT_YET_VALID);
    }
    long usableUntil = expires + skewMillis;
    if (maxAgeMillis != null) {
      usableUntil = Math.min(usableUntil, issued + maxAgeMillis + skewMillis);
      if (nowMillis >= usableUntil) {
        return Outcome.refused(Reason.TOO_OLD);
      }
    }
    if (nowMillis < issued - skewMillis || expires - issued > maxLifetimeMillis) {
      return Outcome.refused(
          Reason.CLAIM_INVALID); // from the future, or for longer than we believe
    }
    Set<String> scopes = scopes(claims);
    return scopes == null
        ? Outcome.refused(Reason.CLAIM_INVALID)
        : Outcome.found(
            new Claims(
                textOf(claims, "sub"),
                claims.has("client_id") ? textOf(claims, "client_id") : null,
                scopes,
                Instant.ofEpochMilli(expires),
                usableUntil,
                revocable(claims),
                binding,
                claims));
  }

  private static Revocable revocable(JsonObject claims) {
    Long issued = NumericDate.millis(claims.get("iat"));
    return new Revocable(
        claims.has("jti") ? textOf(claims, "jti") : null,
        textOf(claims, "sub"),
        issued == null ? 0 : issued);
  }

  /** The scopes of both claims, or null if one of them is not of its form. */
  private @Nullable Set<String> scopes(JsonObject claims) {
    JsonValue joined = claims.get(profile.scopeClaim());
    JsonValue list = profile.scopeListClaim().map(claims::get).orElse(null);
    if (profile.scopeListClaim().filter(profile.scopeClaim()::equals).isPresent()) {
      joined = joined instanceof JsonArray ? null : joined; // one claim of either form
      list = list instanceof JsonArray ? list : null;
    }
    Set<String> scopes = new LinkedHashSet<>();
    return addJoined(joined, scopes) && addList(list, scopes) ? scopes : null;
  }

  private static boolean addJoined(@Nullable JsonValue claim, Set<String> scopes) {
    if (claim == null) {
      return true;
    }
    if (!(claim instanceof JsonString text)) {
      return false;
    }
    for (String scope : text.value().isEmpty() ? new String[0] : text.value().split(" ", -1)) {
      if (!isScope(scope)) { // empty between two spaces, or with a character that no scope has
        return false;
      }
      scopes.add(scope);
    }
    return true;
  }

  private static boolean addList(@Nullable JsonValue claim, Set<String> scopes) {
    if (claim == null) {
      return true;
    }
    if (!(claim instanceof JsonArray several)) {
      return false;
    }
    for (JsonValue scope : several) {
      if (!(scope instanceof JsonString text) || !isScope(text.value())) {
        return false;
      }
      scopes.add(text.value());
    }
    return true;
  }

  /** {@code scope-token} (RFC 6749, 3.3). */
  private static boolean isScope(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c >= 0x21 && c <= 0x7e && c != '"' && c != '\\');
  }

  private static String textOf(JsonObject claims, String name) {
    return claims.find(name, JsonString.class).orElseThrow().value(); // judged before
  }
}
