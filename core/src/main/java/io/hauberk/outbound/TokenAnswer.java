package io.hauberk.outbound;

import io.hauberk.fetch.PostResult.Answered;
import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import io.hauberk.outbound.Minting.Failed;
import io.hauberk.outbound.Minting.Minted;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a token endpoint has answered (RFC 6749, 5). Nothing of it is repeated in messages
 * but the registered code of an error.
 */
final class TokenAnswer {
  private static final int MAX_BYTES = 64 * 1024;
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT.withMaxBytes(MAX_BYTES).withMaxDepth(16).withMaxValues(1024);

  /** Assumed where the server does not say. */
  private static final long DEFAULT_SECONDS = 300;

  /** A longer life is not believed: the token is renewed as if it were this one. */
  private static final long LONGEST_SECONDS = 86_400;

  /** Part of its life after which a token is renewed: this one and up to SPREAD more. */
  private static final double EARLIEST = 0.7;

  private static final double SPREAD = 0.2;

  /** The codes of RFC 6749, 5.2, RFC 8693, 2.2.2, RFC 8707, 2 and RFC 9449, 12.2. */
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope",
          "invalid_target",
          "invalid_dpop_proof",
          "use_dpop_nonce",
          "server_error",
          "temporarily_unavailable");

  /** What can be presented as an access token (RFC 8693, 3). */
  private static final Set<String> ISSUED =
      Set.of(
          "urn:ietf:params:oauth:token-type:access_token", "urn:ietf:params:oauth:token-type:jwt");

  /**
   * The token of the answer.
   *
   * @param type the one that was asked for; any other is refused, so that a token that should be
   *     bound to a key is not taken unbound
   * @param bornMillis when it was asked for
   * @param jitter from 0 to 1: when in its time of renewal it is renewed
   */
  static Minting judge(Answered answer, TokenType type, long bornMillis, double jitter) {
    if (answer.status() != 200) {
      String error = error(answer);
      return failed("status " + answer.status() + (error == null ? "" : " " + error));
    }
    if (!isJson(answer)) {
      return failed("the answer is not application/json");
    }
    JsonObject object = object(answer);
    return object == null
        ? failed("the answer is no JSON object, or too large, or names a member twice")
        : judge(object, type, bornMillis, jitter);
  }

  private static Minting judge(JsonObject answer, TokenType type, long bornMillis, double jitter) {
    if (!(answer.get("access_token") instanceof JsonString token)
        || !HeldToken.isToken(token.value())) {
      return failed("the access_token is missing, malformed or longer than 16 KiB");
    }
    if (!(answer.get("token_type") instanceof JsonString named)
        || !named.value().equalsIgnoreCase(type.scheme())) {
      return failed("the token_type is not " + type.scheme());
    }
    JsonValue issued = answer.get("issued_token_type");
    if (issued != null && !(issued instanceof JsonString kind && ISSUED.contains(kind.value()))) {
      return failed("the issued_token_type is not that of an access token");
    }
    Long seconds = seconds(answer.get("expires_in"));
    if (seconds == null) {
      return failed("expires_in is not a positive whole number");
    }
    long lifeMillis = seconds * 1000;
    return new Minted(
        new HeldToken(
            token.value(),
            type,
            bornMillis,
            bornMillis + (long) (lifeMillis * (EARLIEST + SPREAD * jitter)),
            bornMillis + lifeMillis));
  }

  /** Null if there is something that is no sane number of seconds. */
  private static @Nullable Long seconds(@Nullable JsonValue expiresIn) {
    if (expiresIn == null) {
      return DEFAULT_SECONDS;
    }
    return expiresIn instanceof JsonNumber number && number.isInteger() && number.signum() > 0
        ? Long.valueOf(Math.min(number.clampedInt(), LONGEST_SECONDS))
        : null;
  }

  /** The error that the server names, if it is a registered one. */
  static @Nullable String error(Answered answer) {
    JsonObject object = isJson(answer) ? object(answer) : null;
    return object != null
            && object.get("error") instanceof JsonString error
            && ERRORS.contains(error.value())
        ? error.value()
        : null;
  }

  private static boolean isJson(Answered answer) {
    String type = answer.field("Content-Type").orElse("");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end))
        .strip()
        .toLowerCase(Locale.ROOT)
        .equals("application/json");
  }

  private static @Nullable JsonObject object(Answered answer) {
    JsonTape tape = new JsonTape();
    JsonFault fault = tape.read(answer.body(), LIMITS);
    return fault == null && tape.toValue(tape.root()) instanceof JsonObject object ? object : null;
  }

  private static Failed failed(String cause) {
    return new Failed("token endpoint: " + cause);
  }

  private TokenAnswer() {}
}
