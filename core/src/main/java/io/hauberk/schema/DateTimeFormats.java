package io.hauberk.schema;

/** Dates and times of RFC 3339, 5.6 and its appendix A. */
final class DateTimeFormats {
  private static final int BAD_OFFSET = Integer.MAX_VALUE;
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  static boolean isDateTime(CharSequence s) {
    return s.length() > 11
        && (s.charAt(10) | 0x20) == 't'
        && isDate(s, 0, 10)
        && isTime(s, 11, s.length());
  }

  static boolean isDate(CharSequence s) {
    return isDate(s, 0, s.length());
  }

  static boolean isTime(CharSequence s) {
    return isTime(s, 0, s.length());
  }

  /** A date and a time without its offset (OpenAPI Format Registry). */
  static boolean isLocalDateTime(CharSequence s) {
    return s.length() > 11
        && (s.charAt(10) | 0x20) == 't'
        && isDate(s, 0, 10)
        && clockEnd(s, 11, s.length()) == s.length();
  }

  /** A time without its offset: RFC 3339's partial-time. */
  static boolean isLocalTime(CharSequence s) {
    return clockEnd(s, 0, s.length()) == s.length() && s.length() > 0;
  }

  private static boolean isDate(CharSequence s, int from, int to) {
    if (to - from != 10 || s.charAt(from + 4) != '-' || s.charAt(from + 7) != '-') {
      return false;
    }
    int year = digits(s, from, 4);
    int month = digits(s, from + 5, 2);
    int day = digits(s, from + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || leap;
  }

  private static boolean isTime(CharSequence s, int from, int to) {
    int end = clockEnd(s, from, to);
    int offset = end < 0 ? BAD_OFFSET : offset(s, end, to);
    return offset != BAD_OFFSET
        && (digits(s, from + 6, 2) < 60
            || isLeapSecond(digits(s, from, 2), digits(s, from + 3, 2), offset));
  }

  /** Where hours, minutes and seconds end, with their fraction; -1 if they are none. */
  private static int clockEnd(CharSequence s, int from, int to) {
    if (to - from < 8 || s.charAt(from + 2) != ':' || s.charAt(from + 5) != ':') {
      return -1;
    }
    int hour = digits(s, from, 2);
    int minute = digits(s, from + 3, 2);
    int second = digits(s, from + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return -1;
    }
    int at = from + 8;
    if (at == to || s.charAt(at) != '.') {
      return at;
    }
    int end = skipDigits(s, at + 1, to);
    return end == at + 1 ? -1 : end;
  }

  /** Minutes that the local time is ahead of UTC. */
  private static int offset(CharSequence s, int at, int to) {
    if (at == to - 1 && (s.charAt(at) | 0x20) == 'z') {
      return 0;
    }
    if (to - at != 6 || s.charAt(at + 3) != ':' || (s.charAt(at) != '+' && s.charAt(at) != '-')) {
      return BAD_OFFSET;
    }
    int hours = digits(s, at + 1, 2);
    int minutes = digits(s, at + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return BAD_OFFSET;
    }
    return (s.charAt(at) == '+' ? 1 : -1) * (hours * 60 + minutes);
  }

  /** Leap seconds are inserted at 23:59:60 UTC (RFC 3339, 5.7). */
  private static boolean isLeapSecond(int hour, int minute, int offset) {
    return Math.floorMod(hour * 60 + minute - offset, 24 * 60) == 23 * 60 + 59;
  }

  /** {@code P3Y6M4DT12H30M5S} or {@code P4W}; units may be left out only at the ends. */
  static boolean isDuration(CharSequence s) {
    int length = s.length();
    if (length < 3 || s.charAt(0) != 'P') {
      return false;
    }
    int at = units(s, 1, "W");
    if (at == length) {
      return true;
    }
    at = units(s, 1, "YMD");
    if (at < 0 || at == length) {
      return at == length;
    }
    if (s.charAt(at) != 'T') {
      return false;
    }
    int end = units(s, at + 1, "HMS");
    return end == length && end > at + 1;
  }

  /**
   * Skips numbers with units that follow one another in the order given, without a gap; -1 if there
   * is a number with another unit.
   */
  private static int units(CharSequence s, int from, String units) {
    int at = from;
    int last = -1;
    while (at < s.length() && isDigit(s.charAt(at))) {
      int end = skipDigits(s, at, s.length());
      int unit = end < s.length() ? units.indexOf(s.charAt(end)) : -1;
      if (unit < 0 || (last >= 0 && unit != last + 1)) {
        return -1;
      }
      last = unit;
      at = end + 1;
    }
    return at;
  }

  private static int skipDigits(CharSequence s, int from, int to) {
    int at = from;
    while (at < to && isDigit(s.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int digits(CharSequence s, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(s.charAt(i))) {
        return -1;
      }
      value = value * 10 + s.charAt(i) - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private DateTimeFormats() {}
}
