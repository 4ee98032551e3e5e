package io.hauberk.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-decoding (RFC 3986, 2.1): exactly once, to strict UTF-8 (RFC 3629). */
final class Percent {

  /** The value of a hexadecimal digit, or -1. ASCII only, unlike {@link Character#digit}. */
  static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
      return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** The octet that a triple at this index stands for, or -1 if there is no whole triple. */
  static int octet(String text, int at) {
    if (at + 2 >= text.length()) {
      return -1;
    }
    int high = hex(text.charAt(at + 1));
    int low = hex(text.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /**
   * Decodes a text once, or answers null if a triple is broken, a raw octet is not ASCII, or the
   * octets are not UTF-8.
   *
   * @param plusIsSpace whether {@code +} stands for a space, as in a query
   */
  static @Nullable String decode(String text, boolean plusIsSpace) {
    int first = firstToDecode(text, plusIsSpace);
    if (first == text.length()) {
      return text;
    }
    byte[] octets = new byte[text.length()];
    int length = 0;
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int octet = octet(text, i);
        if (octet < 0) {
          return null;
        }
        ascii &= octet < 0x80;
        octets[length++] = (byte) octet;
        i += 2;
      } else if (c >= 0x80) {
        return null;
      } else {
        octets[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    return ascii
        ? new String(octets, 0, length, StandardCharsets.US_ASCII)
        : utf8(octets, 0, length);
  }

  /** Octets as strict UTF-8, or null. */
  static @Nullable String utf8(byte[] octets, int from, int length) {
    try {
      // A fresh decoder reports what is malformed; new String(…) would replace it.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int firstToDecode(String text, boolean plusIsSpace) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c >= 0x80 || (c == '+' && plusIsSpace)) {
        return i;
      }
    }
    return text.length();
  }

  private Percent() {}
}
