package io.hauberk.schema;

/** Small formats: {@code uuid}, JSON Pointers, Base64 and decimal numbers as text. */
final class TextFormats {

  /** RFC 4122, 3, in any case. */
  static boolean isUuid(CharSequence s) {
    if (s.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = s.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  /** RFC 6901, 3. */
  static boolean isJsonPointer(CharSequence s) {
    return isJsonPointer(s, 0);
  }

  private static boolean isJsonPointer(CharSequence s, int from) {
    if (from < s.length() && s.charAt(from) != '/') {
      return false;
    }
    for (int i = from; i < s.length(); i++) {
      if (s.charAt(i) == '~') {
        i++;
        if (i == s.length() || (s.charAt(i) != '0' && s.charAt(i) != '1')) {
          return false;
        }
      }
    }
    return true;
  }

  /** draft-bhutton-relative-json-pointer-00, 3. */
  static boolean isRelativeJsonPointer(CharSequence s) {
    int at = skipDigits(s, 0);
    if (at == 0 || (at > 1 && s.charAt(0) == '0')) {
      return false;
    }
    if (at < s.length() && (s.charAt(at) == '+' || s.charAt(at) == '-')) {
      int digits = at + 1;
      at = skipDigits(s, digits);
      if (at == digits || s.charAt(digits) == '0') {
        return false;
      }
    }
    boolean index = at == s.length() - 1 && s.charAt(at) == '#';
    return index || isJsonPointer(s, at);
  }

  /** RFC 4648, 4: the standard alphabet, with its padding. */
  static boolean isBase64(CharSequence s) {
    int length = s.length();
    if (length % 4 != 0) {
      return false;
    }
    int padding = 0;
    while (padding < 2 && padding < length && s.charAt(length - 1 - padding) == '=') {
      padding++;
    }
    for (int i = 0; i < length - padding; i++) {
      char c = s.charAt(i);
      if (!isLetterOrDigit(c) && c != '+' && c != '/') {
        return false;
      }
    }
    return true;
  }

  /** A decimal number as text, exponent allowed (OpenAPI Format Registry). */
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

  private static int skipDigits(CharSequence s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private TextFormats() {}
}
