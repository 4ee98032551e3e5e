package io.hauberk.identity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strict base64url (RFC 4648, 5, as RFC 7515, 2 asks for it): no padding, no white space, no
 * foreign characters, and no unused bits that are not zero. So each content has one spelling only.
 */
final class Base64Url {
  private static final byte[] VALUES = values();
  private static final int FOREIGN = -1;

  private static byte[] values() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) FOREIGN);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** The octets, or null if the text is not strict base64url. */
  static byte @Nullable [] decode(String text) {
    return decode(text, 0, text.length());
  }

  /** The octets of a part of the text, or null if that part is not strict base64url. */
  static byte @Nullable [] decode(String text, int from, int to) {
    int length = to - from;
    int rest = length % 4;
    if (rest == 1) {
      return null;
    }
    byte[] octets = new byte[(int) (length * 3L / 4)];
    int bits = 0;
    int at = 0;
    for (int i = 0; i < length; i++) {
      int value = valueOf(text.charAt(from + i));
      if (value == FOREIGN) {
        return null;
      }
      bits = bits << 6 | value;
      if (i % 4 == 3) {
        octets[at++] = (byte) (bits >> 16);
        octets[at++] = (byte) (bits >> 8);
        octets[at++] = (byte) bits;
        bits = 0;
      }
    }
    if (rest == 2) {
      octets[at] = (byte) (bits >> 4);
      return (bits & 0b1111) == 0 ? octets : null;
    }
    if (rest == 3) {
      octets[at] = (byte) (bits >> 10);
      octets[at + 1] = (byte) (bits >> 2);
      return (bits & 0b11) == 0 ? octets : null;
    }
    return octets;
  }

  private static int valueOf(char c) {
    return c < VALUES.length ? VALUES[c] : FOREIGN;
  }

  private Base64Url() {}
}
