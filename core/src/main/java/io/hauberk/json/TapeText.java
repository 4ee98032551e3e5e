package io.hauberk.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of strings on a tape, whose octets have been checked: escapes are undone on the way. */
final class TapeText {

  static String unescape(byte[] bytes, int from, int to) {
    byte[] utf8 = unescaped(bytes, from, to);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The text as UTF-8. */
  static byte[] unescaped(byte[] bytes, int from, int to) {
    byte[] out = new byte[to - from]; // an escape is never shorter than what it stands for
    int length = 0;
    for (int at = from; at < to; ) {
      if (bytes[at] == '\\') {
        long step = codePointAt(bytes, at, to);
        length = putUtf8(out, length, codePoint(step));
        at = next(step);
      } else {
        out[length++] = bytes[at++];
      }
    }
    return Arrays.copyOf(out, length);
  }

  /** Those of a text without escapes: every octet but the tails begins one. */
  static int unescapedCodePoints(byte[] bytes, int from, int to) {
    int count = 0;
    for (int at = from; at < to; at++) {
      count += bytes[at] >= (byte) 0xC0 ? 1 : 0;
    }
    return count;
  }

  static int codePoints(byte[] bytes, int from, int to) {
    int count = 0;
    for (int at = from; at < to; count++) {
      at = next(codePointAt(bytes, at, to));
    }
    return count;
  }

  /** Compares octets that are ASCII and hold no escape. */
  static boolean asciiEquals(byte[] bytes, int from, int to, String text) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(byte[] bytes, int from, int to, String text) {
    int i = 0;
    for (int at = from; at < to; ) {
      long step = codePointAt(bytes, at, to);
      int codePoint = codePoint(step);
      if (i >= text.length() || text.codePointAt(i) != codePoint) {
        return false;
      }
      i += Character.charCount(codePoint);
      at = next(step);
    }
    return i == text.length();
  }

  /** Whether two strings, on one tape or two, are the same text. */
  static boolean equals(JsonTape a, int nodeA, JsonTape b, int nodeB) {
    byte[] bytesA = a.bytes();
    byte[] bytesB = b.bytes();
    int atA = a.start(nodeA);
    int atB = b.start(nodeB);
    int endA = a.end(nodeA);
    int endB = b.end(nodeB);
    if (!a.escaped(nodeA) && !b.escaped(nodeB)) {
      return Arrays.equals(bytesA, atA, endA, bytesB, atB, endB);
    }
    while (atA < endA && atB < endB) {
      long stepA = codePointAt(bytesA, atA, endA);
      long stepB = codePointAt(bytesB, atB, endB);
      if (codePoint(stepA) != codePoint(stepB)) {
        return false;
      }
      atA = next(stepA);
      atB = next(stepB);
    }
    return atA == endA && atB == endB;
  }

  /** A keyed hash of a string's text, the same however it is escaped. */
  static long hash(JsonTape tape, int node, long key0, long key1) {
    if (tape.escaped(node)) {
      byte[] utf8 = unescaped(tape.bytes(), tape.start(node), tape.end(node));
      return SipHash.hash(key0, key1, utf8, 0, utf8.length);
    }
    return SipHash.hash(key0, key1, tape.bytes(), tape.start(node), tape.end(node));
  }

  /** The code point that is written at {@code at}, and the offset after it, in one long. */
  private static long codePointAt(byte[] bytes, int at, int to) {
    int lead = bytes[at];
    if (lead == '\\') {
      return escapeAt(bytes, at, to);
    } else if (lead >= 0) {
      return step(lead, at + 1);
    } else if (lead < (byte) 0xE0) {
      return step((lead & 0x1F) << 6 | tail(bytes, at + 1), at + 2);
    } else if (lead < (byte) 0xF0) {
      return step((lead & 0x0F) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2), at + 3);
    }
    return step(
        (lead & 0x07) << 18
            | tail(bytes, at + 1) << 12
            | tail(bytes, at + 2) << 6
            | tail(bytes, at + 3),
        at + 4);
  }

  private static long escapeAt(byte[] bytes, int at, int to) {
    byte escape = bytes[at + 1];
    return switch (escape) {
      case 'b' -> step('\b', at + 2);
      case 'f' -> step('\f', at + 2);
      case 'n' -> step('\n', at + 2);
      case 'r' -> step('\r', at + 2);
      case 't' -> step('\t', at + 2);
      case 'u' -> {
        char unit = (char) StringScan.unit(bytes, at, to);
        if (Character.isHighSurrogate(unit)) {
          char low = (char) StringScan.unit(bytes, at + 6, to);
          yield step(Character.toCodePoint(unit, low), at + 12);
        }
        yield step(unit, at + 6);
      }
      default -> step(escape, at + 2); // quote, backslash, slash
    };
  }

  private static int putUtf8(byte[] out, int at, int codePoint) {
    if (codePoint < 0x80) {
      out[at] = (byte) codePoint;
      return at + 1;
    } else if (codePoint < 0x800) {
      out[at] = (byte) (0xC0 | codePoint >> 6);
      out[at + 1] = (byte) (0x80 | (codePoint & 0x3F));
      return at + 2;
    } else if (codePoint < 0x10000) {
      out[at] = (byte) (0xE0 | codePoint >> 12);
      out[at + 1] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
      out[at + 2] = (byte) (0x80 | (codePoint & 0x3F));
      return at + 3;
    }
    out[at] = (byte) (0xF0 | codePoint >> 18);
    out[at + 1] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
    out[at + 2] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
    out[at + 3] = (byte) (0x80 | (codePoint & 0x3F));
    return at + 4;
  }

  private static int tail(byte[] bytes, int at) {
    return bytes[at] & 0x3F;
  }

  private static long step(int codePoint, int next) {
    return (long) codePoint << 32 | next;
  }

  private static int codePoint(long step) {
    return (int) (step >> 32);
  }

  private static int next(long step) {
    return (int) step;
  }

  private TapeText() {}
}
