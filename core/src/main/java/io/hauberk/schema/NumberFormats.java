package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Formats of numbers, and of numbers written as text (OpenAPI Format Registry). */
final class NumberFormats {
  private static final String LONGEST_POSITIVE = Long.toString(Long.MAX_VALUE);
  private static final String LONGEST_NEGATIVE = Long.toString(Long.MIN_VALUE).substring(1);
  private static final String LONGEST_UNSIGNED = Long.toUnsignedString(-1);
  private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(64);
  private static final BigDecimal FIELD_DECIMAL_END = BigDecimal.valueOf(1_000_000_000_000L);
  private static final int DECIMAL128_DIGITS = 34;
  private static final int DECIMAL128_MAX_EXPONENT = 6144;
  private static final int DECIMAL128_MIN_EXPONENT = -6143;
  private static final int LONGEST_DECIMAL128 = 100;

  /** A whole number that fits 64 bits with a sign, written as JSON writes it. */
  static boolean isInt64(CharSequence s) {
    boolean negative = s.length() > 0 && s.charAt(0) == '-';
    return negative
        ? isWhole(s, 1, LONGEST_NEGATIVE) && s.charAt(1) != '0'
        : isWhole(s, 0, LONGEST_POSITIVE);
  }

  /** A whole number that fits 64 bits without a sign, written as JSON writes it. */
  static boolean isUint64(CharSequence s) {
    return isWhole(s, 0, LONGEST_UNSIGNED);
  }

  static boolean isUint64(JsonTape tape, int node) {
    if (tape.fitsLong(node)) {
      return tape.longValue(node) >= 0;
    }
    if (!tape.isInteger(node)) {
      return false;
    }
    BigInteger value = tape.decimal(node).toBigInteger();
    return value.signum() >= 0 && value.compareTo(UNSIGNED_END) < 0;
  }

  /** Digits, without a zero in front, of a number that is not above the largest. */
  private static boolean isWhole(CharSequence s, int from, String largest) {
    int digits = s.length() - from;
    if (digits < 1 || digits > largest.length() || (digits > 1 && s.charAt(from) == '0')) {
      return false;
    }
    for (int i = from; i < s.length(); i++) {
      if (s.charAt(i) < '0' || s.charAt(i) > '9') {
        return false;
      }
    }
    return digits < largest.length()
        || CharSequence.compare(s.subSequence(from, s.length()), largest) <= 0;
  }

  /** A number that rounds to a finite {@code float}; how many digits it has is not asked. */
  static boolean isFloat(JsonTape tape, int node) {
    return Float.isFinite(tape.decimal(node).floatValue());
  }

  /** A number that rounds to a finite {@code double}; how many digits it has is not asked. */
  static boolean isDouble(JsonTape tape, int node) {
    return tape.isCompact(node) || Double.isFinite(tape.decimal(node).doubleValue());
  }

  /** A decimal number as text; an exponent is allowed. */
  static boolean isDecimal(CharSequence s) {
    int at = s.length() > 0 && s.charAt(0) == '-' ? 1 : 0;
    int end = skipDigits(s, at);
    if (end == at) {
      return false;
    }
    if (end < s.length() && s.charAt(end) == '.') {
      at = end + 1;
      end = skipDigits(s, at);
      if (end == at) {
        return false;
      }
    }
    if (end < s.length() && (s.charAt(end) | 0x20) == 'e') {
      at = end + 1;
      if (at < s.length() && (s.charAt(at) == '+' || s.charAt(at) == '-')) {
        at++;
      }
      end = skipDigits(s, at);
      if (end == at) {
        return false;
      }
    }
    return end == s.length();
  }

  /** Up to 34 digits and an exponent of IEEE 754's decimal128, or one of its special values. */
  static boolean isDecimal128(CharSequence s) {
    String text = s.length() > LONGEST_DECIMAL128 ? "" : s.toString();
    if (text.equals("NaN") || text.equals("INF") || text.equals("-INF")) {
      return true;
    }
    try {
      return isDecimal(text) && isDecimal128(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return false; // the exponent is beyond all bounds
    }
  }

  static boolean isDecimal128(JsonTape tape, int node) {
    return isDecimal128(tape.decimal(node));
  }

  private static boolean isDecimal128(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    long exponent = (long) plain.precision() - plain.scale() - 1;
    return plain.signum() == 0
        || (plain.precision() <= DECIMAL128_DIGITS
            && exponent <= DECIMAL128_MAX_EXPONENT
            && exponent >= DECIMAL128_MIN_EXPONENT);
  }

  /** Up to twelve digits before the point and three behind it (RFC 8941, 3.3.2). */
  static boolean isFieldDecimal(JsonTape tape, int node) {
    BigDecimal value = tape.decimal(node);
    return value.stripTrailingZeros().scale() <= 3 && value.abs().compareTo(FIELD_DECIMAL_END) < 0;
  }

  private static int skipDigits(CharSequence s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private NumberFormats() {}
}
