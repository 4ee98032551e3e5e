package io.hauberk.schema;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** Small formats: {@code uuid}, JSON Pointers, characters and languages. */
final class TextFormats {
  private static final int LONGEST_LANGUAGE = 200;

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

  /** One code point. */
  static boolean isCharacter(CharSequence s) {
    int length = s.length();
    return length == 1 || (length == 2 && Character.isSurrogatePair(s.charAt(0), s.charAt(1)));
  }

  /** RFC 5646, 2.1: well-formed; whether anyone has registered its parts is not asked. */
  static boolean isLanguage(CharSequence s) {
    if (s.length() == 0 || s.length() > LONGEST_LANGUAGE) {
      return false;
    }
    try {
      new Locale.Builder().setLanguageTag(s.toString());
      return true;
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  private static int skipDigits(CharSequence s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private TextFormats() {}
}
