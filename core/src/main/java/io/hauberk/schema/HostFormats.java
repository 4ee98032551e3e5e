package io.hauberk.schema;

/** Hosts and addresses (RFC 1123, 2.1; RFC 2673, 3.2; RFC 4291, 2.2). */
final class HostFormats {
  /** Labels of letters, digits and hyphens; what looks like an A-label must be one. */
  static boolean isHostname(CharSequence s) {
    int length = s.length();
    if (length == 0 || length > DomainName.LONGEST) {
      return false;
    }
    boolean encoded = false;
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || s.charAt(i) == '.') {
        if (!isLabel(s, start, i)) {
          return false;
        }
        encoded |= isReserved(s, start, i);
        start = i + 1;
      } else if (!isLetterDigitHyphen(s.charAt(i))) {
        return false;
      }
    }
    return !encoded || DomainName.isValid(s.toString());
  }

  private static boolean isLabel(CharSequence s, int from, int to) {
    return to > from
        && to - from <= DomainName.LONGEST_LABEL
        && s.charAt(from) != '-'
        && s.charAt(to - 1) != '-';
  }

  /** Hyphens in third and fourth place are for A-labels alone (RFC 5890, 2.3.1). */
  private static boolean isReserved(CharSequence s, int from, int to) {
    return to - from >= 4 && s.charAt(from + 2) == '-' && s.charAt(from + 3) == '-';
  }

  private static boolean isLetterDigitHyphen(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  static boolean isIpv4(CharSequence s) {
    return isIpv4(s, 0, s.length());
  }

  private static boolean isIpv4(CharSequence s, int from, int to) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int value = 0;
      while (at < to && at - start < 3 && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
        value = value * 10 + s.charAt(at) - '0';
        at++;
      }
      if (at == start || value > 255 || (at - start > 1 && s.charAt(start) == '0')) {
        return false;
      }
      if (part < 3 && (at == to || s.charAt(at++) != '.')) {
        return false;
      }
    }
    return at == to;
  }

  static boolean isIpv6(CharSequence s) {
    return isIpv6(s, 0, s.length());
  }

  static boolean isIpv6(CharSequence s, int from, int to) {
    int groups = 0;
    boolean gap = false;
    int at = from;
    if (to - from >= 2 && s.charAt(from) == ':' && s.charAt(from + 1) == ':') {
      gap = true;
      at = from + 2;
    }
    while (at < to) {
      int start = at;
      while (at < to && isHex(s.charAt(at))) {
        at++;
      }
      if (at < to && s.charAt(at) == '.') {
        return isIpv4(s, start, to) && (gap ? groups < 6 : groups == 6);
      }
      if (at == start || at - start > 4 || ++groups > 8) {
        return false;
      }
      if (at == to) {
        break;
      }
      if (s.charAt(at++) != ':' || at == to) {
        return false;
      }
      if (s.charAt(at) == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        at++;
      }
    }
    return gap ? groups < 8 : groups == 8;
  }

  /** An address, a slash, and how many of its bits count (RFC 4632, 3.1). */
  static boolean isIpv4Range(CharSequence s) {
    int slash = slash(s);
    return slash > 0 && isIpv4(s, 0, slash) && isWidth(s, slash + 1, 32);
  }

  /** An address, a slash, and how many of its bits count (RFC 4291, 2.3). */
  static boolean isIpv6Range(CharSequence s) {
    int slash = slash(s);
    return slash > 0 && isIpv6(s, 0, slash) && isWidth(s, slash + 1, 128);
  }

  private static int slash(CharSequence s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) == '/') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isWidth(CharSequence s, int from, int max) {
    int digits = s.length() - from;
    if (digits < 1 || digits > 3 || (digits > 1 && s.charAt(from) == '0')) {
      return false;
    }
    int value = 0;
    for (int i = from; i < s.length(); i++) {
      if (s.charAt(i) < '0' || s.charAt(i) > '9') {
        return false;
      }
      value = value * 10 + s.charAt(i) - '0';
    }
    return value <= max;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private HostFormats() {}
}
