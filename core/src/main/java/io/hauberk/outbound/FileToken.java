package io.hauberk.outbound;

import io.hauberk.json.JsonFault;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonTape;
import java.math.BigDecimal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads tokens from mounted files. */
final class FileToken {
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L); // the year 9999
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT.withMaxBytes(HeldToken.MAX_LENGTH).withMaxDepth(32).withMaxValues(4096);

  /**
   * The token that is all the content, one newline aside.
   *
   * @throws CredentialFileException if it is none
   */
  static String read(String text) {
    if (!HeldToken.isToken(text)) {
      throw new CredentialFileException(
          "the file holds no token: write the token alone, up to 16 KiB, without quotes or spaces");
    }
    return text;
  }

  /** When a JWT says that it expires; never, if the token says nothing of it. */
  static long expiresMillis(String token) {
    BigDecimal exp = exp(token);
    return exp == null || exp.compareTo(LATEST) > 0
        ? HeldToken.NEVER
        : Math.max(0, exp.movePointRight(3).longValue());
  }

  private static @Nullable BigDecimal exp(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first < 0 || second < 0) {
      return null;
    }
    byte[] claims;
    try {
      claims = Base64.getUrlDecoder().decode(token.substring(first + 1, second));
    } catch (IllegalArgumentException e) {
      return null;
    }
    JsonTape tape = new JsonTape();
    JsonFault fault = tape.read(claims, LIMITS);
    return fault == null
            && tape.toValue(tape.root()) instanceof JsonObject object
            && object.get("exp") instanceof JsonNumber exp
        ? exp.value()
        : null;
  }

  private FileToken() {}
}
