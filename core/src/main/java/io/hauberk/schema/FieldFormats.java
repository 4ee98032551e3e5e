package io.hauberk.schema;

/** Formats of header fields: structured fields (RFC 8941) and media ranges (RFC 9110, 12.5.1). */
final class FieldFormats {
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  /** {@code sf-binary}: Base64 between colons (RFC 8941, 3.3.5). */
  static boolean isBinary(CharSequence s) {
    int length = s.length();
    return length >= 2
        && s.charAt(0) == ':'
        && s.charAt(length - 1) == ':'
        && Base64Formats.isBase64(s.subSequence(1, length - 1));
  }

  /** {@code sf-boolean}: {@code ?0} or {@code ?1} (RFC 8941, 3.3.6). */
  static boolean isBoolean(CharSequence s) {
    return s.length() == 2 && s.charAt(0) == '?' && (s.charAt(1) == '0' || s.charAt(1) == '1');
  }

  /** {@code sf-string}: quoted, in ASCII; only quotes and backslashes are escaped (3.3.3). */
  static boolean isString(CharSequence s) {
    return quotedEnd(s, 0, false) == s.length();
  }

  /** {@code sf-token} (RFC 8941, 3.3.4). */
  static boolean isToken(CharSequence s) {
    if (s.length() == 0 || !(isLetter(s.charAt(0)) || s.charAt(0) == '*')) {
      return false;
    }
    for (int i = 1; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!isTokenCharacter(c) && c != ':' && c != '/') {
        return false;
      }
    }
    return true;
  }

  /** {@code media-range}, with its parameters. */
  static boolean isMediaRange(CharSequence s) {
    int slash = tokenEnd(s, 0);
    if (slash == 0 || slash == s.length() || s.charAt(slash) != '/') {
      return false;
    }
    int end = tokenEnd(s, slash + 1);
    boolean anyType = slash == 1 && s.charAt(0) == '*';
    boolean anySubtype = end == slash + 2 && s.charAt(slash + 1) == '*';
    return end > slash + 1 && (!anyType || anySubtype) && isParameters(s, end);
  }

  private static boolean isParameters(CharSequence s, int from) {
    int at = from;
    while (at < s.length()) {
      at = skipSpace(s, at);
      if (at == s.length() || s.charAt(at) != ';') {
        return false;
      }
      at = skipSpace(s, at + 1);
      int equals = tokenEnd(s, at);
      if (equals == at) {
        continue; // RFC 9110, 5.6.6 lets a parameter be left out
      }
      if (equals + 1 >= s.length() || s.charAt(equals) != '=') {
        return false;
      }
      int value = equals + 1;
      at = s.charAt(value) == '"' ? quotedEnd(s, value, true) : tokenEnd(s, value);
      if (at <= value) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where a quoted string ends, or -1; HTTP's own allow tabs and more escapes (RFC 9110, 5.6.4).
   */
  private static int quotedEnd(CharSequence s, int from, boolean http) {
    if (from == s.length() || s.charAt(from) != '"') {
      return -1;
    }
    for (int i = from + 1; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
        c = i < s.length() ? s.charAt(i) : 0;
        if (!http && c != '"' && c != '\\') {
          return -1;
        }
      }
      boolean text = (c >= ' ' && c < 0x7F) || (http && (c == '\t' || (c >= 0x80 && c <= 0xFF)));
      if (!text) {
        return -1;
      }
    }
    return -1;
  }

  private static int skipSpace(CharSequence s, int from) {
    int at = from;
    while (at < s.length() && (s.charAt(at) == ' ' || s.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int tokenEnd(CharSequence s, int from) {
    int at = from;
    while (at < s.length() && isTokenCharacter(s.charAt(at))) {
      at++;
    }
    return at;
  }

  /** {@code tchar} (RFC 9110, 5.6.2). */
  private static boolean isTokenCharacter(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private FieldFormats() {}
}
