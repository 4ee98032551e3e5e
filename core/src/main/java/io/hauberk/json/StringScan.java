package io.hauberk.json;

import static io.hauberk.json.JsonFault.Kind.INVALID_UTF8;
import static io.hauberk.json.JsonFault.Kind.MALFORMED;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of a string and checks all between: escapes, control characters, UTF-8. */
final class StringScan {
  /*
   * Eight octets at a time. An octet needs a closer look if it is a quote, a backslash, a control character
   * (below 0x20) or not ASCII (top bit set). Each test below sets the top bit of such an octet; a borrow can only
   * come from an octet that is itself marked, so the lowest mark is always right, and only that one is used.
   * Inside a run of other alphabets, octets are checked one character at a time.
   */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;
  private static final long TWOS = 0x02 * ONES; // changes places of quote and space
  private static final long AFTER_SPACES = 0x21 * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  /**
   * Scans the text of a string.
   *
   * @param from the offset after the opening quote
   * @return the offset of the closing quote with {@link JsonTape#ESCAPED} and {@link
   *     JsonTape#NON_ASCII}, or a fault
   */
  static long scan(byte[] bytes, int from, int end) {
    int at = from;
    while (at <= end - Long.BYTES) {
      long marks = marks(bytes, at);
      if (marks != 0) {
        at += firstMark(marks);
        if (bytes[at] == '"') { // most strings are plain
          return Scan.at(at, 0);
        }
        break;
      }
      at += Long.BYTES;
    }
    return scanOn(bytes, at, end);
  }

  private static long scanOn(byte[] bytes, int from, int end) {
    int flags = 0;
    int at = from;
    while (true) {
      at = skipPlain(bytes, at, end);
      if (at >= end) {
        return Scan.fault(MALFORMED, end);
      }
      int octet = bytes[at];
      if (octet == '"') {
        return Scan.at(at, flags);
      } else if (octet == '\\') {
        flags |= JsonTape.ESCAPED;
        int next = skipEscape(bytes, at, end);
        if (next < 0) {
          return Scan.fault(MALFORMED, at);
        }
        at = next;
      } else if (octet < 0) {
        flags |= JsonTape.NON_ASCII;
        do {
          int next = skipMultibyte(bytes, at, end);
          if (next < 0) {
            return Scan.fault(INVALID_UTF8, at);
          }
          at = next;
        } while (at < end && bytes[at] < 0);
      } else {
        return Scan.fault(MALFORMED, at); // a control character
      }
    }
  }

  private static long marks(byte[] bytes, int at) {
    long eight = (long) EIGHT.get(bytes, at);
    long quoteOrControl = (eight ^ TWOS) - AFTER_SPACES;
    long backslash = (eight ^ BACKSLASHES) - ONES;
    return (eight | quoteOrControl | backslash) & TOPS;
  }

  private static int firstMark(long marks) {
    return Long.numberOfTrailingZeros(marks) >> 3;
  }

  /** The offset of the first octet that is not plain ASCII text; {@code end} if there is none. */
  private static int skipPlain(byte[] bytes, int from, int end) {
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long marks = marks(bytes, at);
      if (marks != 0) {
        return at + firstMark(marks);
      }
    }
    while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  /** The offset after the escape at {@code at}, or -1 (RFC 8259, 7). */
  private static int skipEscape(byte[] bytes, int at, int end) {
    if (at + 1 >= end) {
      return -1;
    }
    return switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> skipUnicodeEscape(bytes, at, end);
      default -> -1;
    };
  }

  private static int skipUnicodeEscape(byte[] bytes, int at, int end) {
    int unit = unit(bytes, at, end);
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return -1;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return at + 6;
    }
    int low = unit(bytes, at + 6, end);
    return low >= 0 && Character.isLowSurrogate((char) low) ? at + 12 : -1;
  }

  /** The UTF-16 unit that a whole {@code \}{@code uXXXX} at {@code at} stands for, or -1. */
  static int unit(byte[] bytes, int at, int end) {
    if (at + 6 > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return -1;
    }
    return hex(bytes[at + 2]) << 12
        | hex(bytes[at + 3]) << 8
        | hex(bytes[at + 4]) << 4
        | hex(bytes[at + 5]);
  }

  /** The value of a hexadecimal digit, or a negative number that stays negative when shifted. */
  private static int hex(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int lower = digit | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** The offset after the character of two to four octets at {@code at}, or -1 (RFC 3629, 4). */
  private static int skipMultibyte(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    if (lead < 0xC2) {
      return -1; // a continuation, or an overlong form of ASCII
    } else if (lead < 0xE0) {
      return isTail(bytes, at + 1, end) ? at + 2 : -1;
    } else if (lead < 0xF0) {
      if (!isTail(bytes, at + 1, end) || !isTail(bytes, at + 2, end)) {
        return -1;
      }
      int second = bytes[at + 1] & 0xFF;
      boolean overlong = lead == 0xE0 && second < 0xA0;
      boolean surrogate = lead == 0xED && second >= 0xA0;
      return overlong || surrogate ? -1 : at + 3;
    } else if (lead < 0xF5) {
      if (!isTail(bytes, at + 1, end)
          || !isTail(bytes, at + 2, end)
          || !isTail(bytes, at + 3, end)) {
        return -1;
      }
      int second = bytes[at + 1] & 0xFF;
      boolean overlong = lead == 0xF0 && second < 0x90;
      boolean beyondUnicode = lead == 0xF4 && second >= 0x90;
      return overlong || beyondUnicode ? -1 : at + 4;
    }
    return -1;
  }

  private static boolean isTail(byte[] bytes, int at, int end) {
    return at < end && (bytes[at] & 0xC0) == 0x80;
  }

  private StringScan() {}
}
