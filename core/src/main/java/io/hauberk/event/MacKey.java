package io.hauberk.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of HMAC-SHA-256, which shows itself to nobody. */
final class MacKey {
  private static final int MIN_BYTES = 32;
  private static final int MAX_BYTES = 4096;
  private static final String MAC = "HmacSHA256";

  private final SecretKeySpec key;

  private MacKey(byte[] octets) {
    this.key = new SecretKeySpec(octets, MAC);
  }

  /** One that this process alone knows. */
  static MacKey random() {
    byte[] octets = new byte[MIN_BYTES];
    new SecureRandom().nextBytes(octets);
    return new MacKey(octets);
  }

  /**
   * This key, copied.
   *
   * @throws IllegalArgumentException if it does not have 32 to 4 096 octets
   */
  static MacKey of(byte[] octets) {
    if (octets.length < MIN_BYTES || octets.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the key must have 32 to 4096 octets, has "
              + (octets.length > MAX_BYTES ? "more" : octets.length));
    }
    return new MacKey(octets);
  }

  /**
   * The key that a file holds: its octets, less one line end at their end.
   *
   * @throws IllegalArgumentException if it does not hold 32 to 4 096 octets
   * @throws UncheckedIOException if it cannot be read
   */
  static MacKey file(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_BYTES + 3);
      int end = octets.length;
      if (end > 0 && octets[end - 1] == '\n') {
        end--;
        if (end > 0 && octets[end - 1] == '\r') {
          end--;
        }
      }
      byte[] bare = Arrays.copyOf(octets, end);
      Arrays.fill(octets, (byte) 0);
      MacKey key = of(bare);
      Arrays.fill(bare, (byte) 0);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the file of a key cannot be read", e);
    }
  }

  /** The code of these octets, one part after the other. */
  byte[] code(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }
}
