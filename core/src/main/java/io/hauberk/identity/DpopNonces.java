package io.hauberk.identity;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The nonces that we have callers put into their proofs, so that no proof can be made ahead (RFC
 * 9449, 9 and 11.2). Safe for use by any thread.
 */
final class DpopNonces {
  /*
   * Nothing is remembered of a nonce: it is the second of its making, with an HMAC over it. So only we can make one,
   * each replica with the same key takes it, and its age can be read. It need not be good for one use only, since the
   * replay store sees to that.
   */

  /** How an answer carries a nonce. */
  static final String FIELD = "DPoP-Nonce";

  /** The least octets of a key (RFC 2104, 3: as long as the hash). */
  static final int MIN_KEY_OCTETS = 32;

  private static final long LIFETIME_SECONDS = 300;
  private static final long CLOCKS_OF_REPLICAS_SECONDS = 60;
  private static final int TIME_OCTETS = Long.BYTES;
  private static final int MAC_OCTETS = 16;

  /** What a nonce is worth. */
  enum Verdict {
    /** It is not one of ours, or too old. */
    REFUSED,
    /** It is good, and will soon be too old. */
    AGING,
    /** It is good. */
    GOOD
  }

  private record Keys(
      SecretKeySpec current, @Nullable SecretKeySpec previous, long previousUntilMillis) {

    /** Nothing of the keys. */
    @Override
    public String toString() {
      return "Keys[]";
    }
  }

  private volatile Keys keys;

  /** Nonces under a key of this process. */
  DpopNonces(SecureRandom random) {
    byte[] key = new byte[MIN_KEY_OCTETS];
    random.nextBytes(key);
    this.keys = new Keys(key(key), null, 0);
  }

  /**
   * Makes nonces under another key from now on; those under the last one are taken until the last
   * of them, made by a replica that learns of it later, is too old.
   */
  void rotate(byte[] key, long nowMillis) {
    long until = nowMillis + (LIFETIME_SECONDS + CLOCKS_OF_REPLICAS_SECONDS) * 1000L;
    keys = new Keys(key(key), keys.current, until);
  }

  private static SecretKeySpec key(byte[] octets) {
    return new SecretKeySpec(octets, "HmacSHA256");
  }

  /** A nonce of this time. */
  String at(long nowMillis) {
    byte[] time = ByteBuffer.allocate(TIME_OCTETS).putLong(nowMillis / 1000).array();
    byte[] nonce =
        ByteBuffer.allocate(TIME_OCTETS + MAC_OCTETS)
            .put(time)
            .put(mac(keys.current, time))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  /** What the nonce of a proof is worth at this time. */
  Verdict judge(@Nullable String nonce, long nowMillis) {
    byte[] octets = nonce == null ? null : Base64Url.decode(nonce);
    if (octets == null || octets.length != TIME_OCTETS + MAC_OCTETS) {
      return Verdict.REFUSED;
    }
    byte[] time = Arrays.copyOf(octets, TIME_OCTETS);
    byte[] mac = Arrays.copyOfRange(octets, TIME_OCTETS, octets.length);
    Keys now = keys;
    boolean ours = MessageDigest.isEqual(mac, mac(now.current, time));
    SecretKeySpec previous = nowMillis < now.previousUntilMillis ? now.previous : null;
    if (!ours && (previous == null || !MessageDigest.isEqual(mac, mac(previous, time)))) {
      return Verdict.REFUSED;
    }
    long age = nowMillis / 1000 - ByteBuffer.wrap(time).getLong();
    if (age >= LIFETIME_SECONDS || age < -CLOCKS_OF_REPLICAS_SECONDS) {
      return Verdict.REFUSED;
    }
    return ours && age < LIFETIME_SECONDS / 2 ? Verdict.GOOD : Verdict.AGING;
  }

  private static byte[] mac(SecretKeySpec key, byte[] time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(time), MAC_OCTETS);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(
          "this Java runtime has no HMAC with SHA-256, which each must have", e);
    }
  }
}
