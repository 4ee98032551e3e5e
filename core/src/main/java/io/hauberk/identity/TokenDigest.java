package io.hauberk.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A digest of a token, or of another text from outside: stands for it wherever it must be found
 * again, so that no token is kept.
 *
 * <p>SHA-256 over 64 random octets of this process and the text in UTF-8. Since nobody, issuers
 * included, can choose it or foresee a part of it, four longs make a good key of a map.
 */
record TokenDigest(long a, long b, long c, long d) {
  private static final int BLOCK = 64;

  /**
   * Has digested one block, the random one, and nothing else ever; it is only cloned. So that block
   * costs nothing, and a clone is several times faster than asking the providers each time.
   */
  private static final MessageDigest SHA_256 = seeded();

  static TokenDigest of(String token) {
    try {
      MessageDigest sha = (MessageDigest) SHA_256.clone();
      // half of a surrogate pair becomes '?', which stands in no token that was ever verified
      ByteBuffer digest = ByteBuffer.wrap(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
      return new TokenDigest(
          digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of this Java runtime cannot be cloned", e);
    }
  }

  private static MessageDigest seeded() {
    byte[] seed = new byte[BLOCK];
    new SecureRandom().nextBytes(seed);
    MessageDigest sha = Sha256.instance();
    sha.update(seed);
    return sha;
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
