package io.hauberk.leak;

import java.util.Arrays;

/**
 * Octets that are looked through as if they were ASCII. Beyond both ends there are zeros; a search
 * never goes further than it is told.
 */
final class Octets {
  private final byte[] bytes;
  private final int length;

  static Octets of(byte[] bytes, int length) {
    return new Octets(bytes, length);
  }

  /**
   * The escapes of JSON strings resolved: what a client would show, and what a pattern looks like.
   */
  static Octets ofJson(byte[] bytes, int length) {
    byte[] out = Arrays.copyOf(bytes, length);
    int to = 0;
    for (int i = 0; i < length; i++) {
      byte octet = bytes[i];
      if (octet == '\\' && i + 1 < length) {
        octet = bytes[++i];
        switch (octet) {
          case 'n', 'r' -> octet = '\n';
          case 't' -> octet = '\t';
          case 'b', 'f' -> octet = ' ';
          case 'u' -> {
            octet = (byte) unicode(bytes, i + 1, length);
            i = Math.min(i + 4, length - 1);
          }
          default -> {
            // a quotation mark, a slash or a backslash stands for itself
          }
        }
      }
      out[to++] = octet;
    }
    return new Octets(out, to);
  }

  private static int unicode(byte[] bytes, int from, int length) {
    int value = 0;
    for (int i = from; i < from + 4 && i < length; i++) {
      value = value * 16 + Math.max(0, Character.digit(bytes[i], 16));
    }
    return value < 128 ? value : '?';
  }

  private Octets(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  int length() {
    return length;
  }

  int at(int index) {
    return index < 0 || index >= length ? 0 : bytes[index] & 0xFF;
  }

  /** Whether a text in lower case stands here, in any case. */
  boolean has(String text, int from) {
    if (from < 0 || from + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (lower(bytes[from + i]) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean hasExactly(String text, int from) {
    if (from < 0 || from + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where a text in lower case stands next, at most so many octets on; or -1. */
  int find(String text, int from, int within) {
    for (int i = from; i <= from + within && i + text.length() <= length; i++) {
      if (has(text, i)) {
        return i;
      }
    }
    return -1;
  }

  private static int lower(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  boolean isDigit(int index) {
    int octet = at(index);
    return octet >= '0' && octet <= '9';
  }

  boolean isUpper(int index) {
    int octet = at(index);
    return octet >= 'A' && octet <= 'Z';
  }

  boolean isLetter(int index) {
    int octet = lower(at(index));
    return octet >= 'a' && octet <= 'z';
  }

  /** Whether an octet can be part of a name in a program. */
  boolean isName(int index) {
    return isLetter(index) || isDigit(index) || at(index) == '_' || at(index) == '$';
  }

  boolean isBlank(int index) {
    int octet = at(index);
    return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r';
  }

  /** The end of the digits that begin here, at most ten. */
  int afterDigits(int from) {
    int i = from;
    while (i < from + 10 && isDigit(i)) {
      i++;
    }
    return i;
  }

  /** The end of the name that begins here, at most 128 octets long. */
  int afterName(int from) {
    int i = from;
    while (i < from + 128 && isName(i)) {
      i++;
    }
    return i;
  }

  /** The end of the names with points between them that begin here, at most 256 octets long. */
  int afterQualified(int from) {
    int i = from;
    while (i < from + 256 && (isName(i) || (at(i) == '.' && isName(i + 1)))) {
      i++;
    }
    return i;
  }

  /** The beginning of the names with points between them that end before this place, likewise. */
  int beforeQualified(int to) {
    int i = to;
    while (i > to - 256 && (isName(i - 1) || (at(i - 1) == '.' && isName(i - 2)))) {
      i--;
    }
    return i;
  }

  /** How many points there are in a range. */
  int points(int from, int to) {
    int points = 0;
    for (int i = from; i < to; i++) {
      points += at(i) == '.' ? 1 : 0;
    }
    return points;
  }

  int afterBlanks(int from) {
    int i = from;
    while (i < from + 64 && isBlank(i)) {
      i++;
    }
    return i;
  }
}
