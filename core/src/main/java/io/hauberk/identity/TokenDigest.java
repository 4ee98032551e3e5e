package io.hauberk.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a token: stands for it wherever it must be found again, so that no token is kept.
 * Since it can't be chosen, four longs make a good key of a map.
 */
record TokenDigest(long a, long b, long c, long d) {
  /** Never fed, only cloned: several times faster than asking the providers each time. */
  private static final MessageDigest SHA_256 = sha256();

  static TokenDigest of(String token) {
    try {
      MessageDigest sha = (MessageDigest) SHA_256.clone();
      // characters beyond ISO 8859-1 become '?', which stands in no token that was ever verified
      ByteBuffer digest = ByteBuffer.wrap(sha.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
      return new TokenDigest(
          digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of this Java runtime cannot be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }

  @Override
  public int hashCode() {
    return (int) a;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest that
        && a == that.a
        && b == that.b
        && c == that.c
        && d == that.d;
  }

  /** Nothing that could be matched with a token. */
  @Override
  public String toString() {
    return "TokenDigest[]";
  }
}
