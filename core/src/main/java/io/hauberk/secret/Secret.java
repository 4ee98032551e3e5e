package io.hauberk.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of one secret file.
 *
 * <p>Its text form is masked; two secrets are compared in constant time; the octets are handed out
 * as copies.
 */
public final class Secret {
  private static final int FINGERPRINT_LETTERS = 8;
  private static final SecretKeySpec MASK = mask();

  private final byte[] content;
  private final byte[] digest;
  private final @Nullable Instant written;

  /** A secret of these octets, which are copied. */
  public static Secret of(byte[] content) {
    return new Secret(content.clone(), null);
  }

  /** As {@link #of(byte[])}, with the time at which its file was written. */
  static Secret of(byte[] content, Instant written) {
    return new Secret(content.clone(), written);
  }

  private Secret(byte[] content, @Nullable Instant written) {
    this.content = content;
    this.written = written;
    this.digest = sha256().digest(content);
  }

  /** A copy of the octets, as they stand in the file. */
  public byte[] bytes() {
    return content.clone();
  }

  /**
   * The octets as UTF-8 text, without one trailing newline (LF or CRLF): most tools that write a
   * secret end it so. Anything else is kept, a byte order mark too.
   */
  public String text() {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      length--;
      if (length > 0 && content[length - 1] == '\r') {
        length--;
      }
    }
    return new String(content, 0, length, StandardCharsets.UTF_8);
  }

  /** Number of octets. */
  public int length() {
    return content.length;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return content.length == 0;
  }

  /**
   * What logs and events may call this content: the first eight hexadecimal digits of its SHA-256.
   */
  public String fingerprint() {
    return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_LETTERS);
  }

  /** When its file was last written, if that can be told. */
  @Nullable Instant written() {
    return written;
  }

  /**
   * As {@link #fingerprint}, by a key of this process: tells one content from another, and nobody
   * can try out by it what a short password may be.
   */
  String maskedFingerprint() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(MASK);
      return HexFormat.of().formatHex(mac.doFinal(content)).substring(0, FINGERPRINT_LETTERS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HMAC, which each must have", e);
    }
  }

  private static SecretKeySpec mask() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, "HmacSHA256");
  }

  /** The whole SHA-256 of the content: tells one content from another. Not to be logged. */
  String digest() {
    return HexFormat.of().formatHex(digest);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(digest, that.digest);
  }

  /** Of the digest, so that it tells nothing of the content. */
  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return "Secret[masked]";
  }
}
