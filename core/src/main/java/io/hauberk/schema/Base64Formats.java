package io.hauberk.schema;

/** Octets as text (RFC 4648). */
final class Base64Formats {

  /** The standard alphabet, with its padding, and nothing between (RFC 4648, 4). */
  static boolean isBase64(CharSequence s) {
    return s.length() % 4 == 0 && isEncoded(s, '+', '/');
  }

  /** The alphabet for URLs; the padding may be left out (RFC 4648, 5 and 3.2). */
  static boolean isBase64Url(CharSequence s) {
    int length = s.length();
    boolean padded = length > 0 && s.charAt(length - 1) == '=';
    return (padded ? length % 4 == 0 : length % 4 != 1) && isEncoded(s, '-', '_');
  }

  /** The alphabet for both cases of letters, with its padding (RFC 4648, 6). */
  static boolean isBase32(CharSequence s) {
    int length = s.length();
    int end = length;
    while (end > 0 && length - end < 6 && s.charAt(end - 1) == '=') {
      end--;
    }
    int rest = end % 8;
    if (length % 8 != 0 || rest == 1 || rest == 3 || rest == 6) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = s.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'))) {
        return false;
      }
    }
    return true;
  }

  /** Pairs of hexadecimal digits in either case (RFC 4648, 8). */
  static boolean isBase16(CharSequence s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return s.length() % 2 == 0;
  }

  private static boolean isEncoded(CharSequence s, char plus, char slash) {
    int length = s.length();
    int padding = 0;
    while (padding < 2 && padding < length && s.charAt(length - 1 - padding) == '=') {
      padding++;
    }
    for (int i = 0; i < length - padding; i++) {
      char c = s.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != plus && c != slash) {
        return false;
      }
    }
    return true;
  }

  private Base64Formats() {}
}
