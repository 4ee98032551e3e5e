package io.hauberk.json;

import static io.hauberk.json.JsonFault.Kind.MALFORMED;
import static io.hauberk.json.JsonFault.Kind.NUMBER_TOO_LONG;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads one number (RFC 8259, 6) and writes its node. */
final class NumberScan {
  /*
   * Most numbers have at most 18 digits and no exponent: their value is gathered while the digits are checked.
   * Whatever else there is (longer ones, exponents) goes through BigDecimal once; limits keep that cheap. Both
   * ways end in the same shortest form, so that one number has one form on the tape however it is written.
   */
  private static final int FAST_DIGITS = 18; // the most digits that always fit a long
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * Scans a number.
   *
   * @param from the offset of its first octet, a minus sign or a digit
   * @param words the tape, with room for the node
   * @return the offset after the number, or a fault
   */
  static long scan(byte[] bytes, int from, int end, JsonLimits limits, long[] words, int node) {
    int at = bytes[from] == '-' ? from + 1 : from;
    int intFrom = at;
    long digits = 0; // overflows harmlessly: not used beyond FAST_DIGITS
    while (at < end && isDigit(bytes[at])) {
      digits = digits * 10 + (bytes[at++] - '0');
    }
    int count = at - intFrom;
    if (count == 0 || (count > 1 && bytes[intFrom] == '0')) {
      return Scan.fault(MALFORMED, intFrom);
    }
    int scale = 0;
    if (at < end && bytes[at] == '.') {
      int fractionFrom = ++at;
      while (at < end && isDigit(bytes[at])) {
        digits = digits * 10 + (bytes[at++] - '0');
      }
      scale = at - fractionFrom;
      count += scale;
      if (scale == 0) {
        return Scan.fault(MALFORMED, at);
      }
    }
    boolean exponent = at < end && (bytes[at] | 0x20) == 'e';
    if (exponent) {
      long scan = skipExponent(bytes, at, end, limits.maxExponent());
      if (Scan.isFault(scan)) {
        return scan;
      }
      at = Scan.offset(scan);
    }
    if (at - from > limits.maxNumberLength()) {
      return Scan.fault(NUMBER_TOO_LONG, from);
    }
    long head = (long) from << 32 | (at - from) << JsonTape.LENGTH_SHIFT | JsonTape.NUMBER;
    if (exponent || count > FAST_DIGITS) {
      writeSlowly(bytes, from, at, head, words, node);
    } else {
      while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        scale--;
      }
      write(head, bytes[from] == '-' ? -digits : digits, scale, words, node);
    }
    return at;
  }

  /** The offset after the exponent whose {@code e} is at {@code at}, or a fault. */
  private static long skipExponent(byte[] bytes, int at, int end, int max) {
    int from = at + 1;
    if (from < end && (bytes[from] == '+' || bytes[from] == '-')) {
      from++;
    }
    int exponent = 0;
    int next = from;
    while (next < end && isDigit(bytes[next])) {
      exponent = Math.min(exponent * 10 + (bytes[next++] - '0'), 1_000_000);
    }
    if (next == from) {
      return Scan.fault(MALFORMED, next);
    }
    return exponent > max ? Scan.fault(NUMBER_TOO_LONG, at) : next;
  }

  private static void writeSlowly(
      byte[] bytes, int from, int to, long head, long[] words, int node) {
    BigDecimal exact =
        new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1))
            .stripTrailingZeros();
    if (exact.scale() <= 0) {
      if (exact.compareTo(MIN_LONG) >= 0 && exact.compareTo(MAX_LONG) <= 0) {
        write(head, exact.longValue(), 0, words, node);
      } else {
        words[2 * node] = head | JsonTape.INTEGER;
        words[2 * node + 1] = 0;
      }
    } else if (exact.scale() <= FAST_DIGITS && exact.precision() <= FAST_DIGITS) {
      write(head, exact.unscaledValue().longValue(), exact.scale(), words, node);
    } else {
      words[2 * node] = head;
      words[2 * node + 1] = 0;
    }
  }

  private static void write(long head, long unscaled, int scale, long[] words, int node) {
    int whole = scale == 0 ? JsonTape.INTEGER : 0;
    words[2 * node] = head | (long) scale << JsonTape.SCALE_SHIFT | JsonTape.COMPACT | whole;
    words[2 * node + 1] = unscaled;
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private NumberScan() {}
}
