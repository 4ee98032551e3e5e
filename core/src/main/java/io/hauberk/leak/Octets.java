package io.hauberk.leak;

import java.util.Arrays;

/**
 * Octets that are looked through as if they were ASCII, and become more. Beyond both ends there are
 * zeros; a search never goes further than it is told.
 *
 * <p>Of JSON the escapes of strings are resolved: what a client would show, and what a pattern
 * looks like.
 */
final class Octets {
  private static final int FIRST_CAPACITY = 1024;
  private static final int NO_ESCAPE = -2;
  private static final int BACKSLASH = -1;

  private final boolean json;
  private byte[] bytes = new byte[0];
  private int length;

  /** Outside an escape, after its backslash, or how many digits of four have come. */
  private int escape = NO_ESCAPE;

  private int unicode;

  Octets(boolean json) {
    this.json = json;
  }

  /** Adds octets; an escape may begin in some and end in others. */
  void add(byte[] more, int offset, int count) {
    if (bytes.length - length < count) {
      int capacity = Math.max(FIRST_CAPACITY, Math.max(length + count, 2 * bytes.length));
      bytes = Arrays.copyOf(bytes, capacity);
    }
    if (json) {
      for (int i = offset; i < offset + count; i++) {
        addResolved(more[i]);
      }
    } else {
      System.arraycopy(more, offset, bytes, length, count);
      length += count;
    }
  }

  private void addResolved(byte octet) {
    if (escape == NO_ESCAPE && octet == '\\') {
      escape = BACKSLASH;
    } else if (escape == NO_ESCAPE) {
      bytes[length++] = octet;
    } else if (escape == BACKSLASH && octet == 'u') {
      escape = 0;
      unicode = 0;
    } else if (escape == BACKSLASH) {
      escape = NO_ESCAPE;
      bytes[length++] = unescaped(octet);
    } else {
      unicode = unicode * 16 + Math.max(0, Character.digit(octet, 16));
      if (++escape == 4) {
        escape = NO_ESCAPE;
        bytes[length++] = (byte) (unicode < 128 ? unicode : '?');
      }
    }
  }

  private static byte unescaped(byte octet) {
    return (byte)
        switch (octet) {
          case 'n', 'r' -> '\n';
          case 't' -> '\t';
          case 'b', 'f' -> ' ';
          default -> octet; // a quotation mark, a slash or a backslash stands for itself
        };
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
