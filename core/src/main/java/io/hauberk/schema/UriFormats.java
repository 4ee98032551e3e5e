package io.hauberk.schema;

/** URIs and their references (RFC 3986, appendix A), and the same with Unicode (RFC 3987, 2.2). */
final class UriFormats {
  private static final String UNRESERVED_AND_SUB_DELIMS = "-._~!$&'()*+,;=";

  static boolean isUri(CharSequence s) {
    return schemeEnd(s) > 0 && isReference(s, false);
  }

  static boolean isUriReference(CharSequence s) {
    return isReference(s, false);
  }

  static boolean isIri(CharSequence s) {
    return schemeEnd(s) > 0 && isReference(s, true);
  }

  static boolean isIriReference(CharSequence s) {
    return isReference(s, true);
  }

  /** The offset of the colon after a scheme, or -1. */
  private static int schemeEnd(CharSequence s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == ':') {
        return i > 0 ? i : -1;
      }
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!isLetter(c) && (i == 0 || !other)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isReference(CharSequence s, boolean international) {
    int scheme = schemeEnd(s);
    int at = scheme < 0 ? 0 : scheme + 1;
    int fragment = indexOf(s, '#', at, s.length());
    int beforeFragment = fragment < 0 ? s.length() : fragment;
    int query = indexOf(s, '?', at, beforeFragment);
    int end = query < 0 ? beforeFragment : query;
    if (fragment >= 0 && !isText(s, fragment + 1, s.length(), ":@/?", international)) {
      return false;
    }
    if (query >= 0 && !isText(s, query + 1, beforeFragment, ":@/?", international)) {
      return false;
    }
    if (end - at >= 2 && s.charAt(at) == '/' && s.charAt(at + 1) == '/') {
      int path = indexOf(s, '/', at + 2, end);
      int authorityEnd = path < 0 ? end : path;
      return isAuthority(s, at + 2, authorityEnd, international)
          && isText(s, authorityEnd, end, ":@/", international);
    }
    if (scheme < 0) { // a first segment with a colon would look like a scheme
      int slash = indexOf(s, '/', at, end);
      int colon = indexOf(s, ':', at, slash < 0 ? end : slash);
      if (colon >= 0) {
        return false;
      }
    }
    return isText(s, at, end, ":@/", international);
  }

  private static boolean isAuthority(CharSequence s, int from, int to, boolean international) {
    int host = from;
    for (int i = from; i < to; i++) {
      if (s.charAt(i) == '@') {
        if (!isText(s, from, i, ":", international)) {
          return false;
        }
        host = i + 1;
        break;
      }
    }
    int port;
    if (host < to && s.charAt(host) == '[') {
      int close = indexOf(s, ']', host, to);
      if (close < 0 || !isIpLiteral(s, host + 1, close)) {
        return false;
      }
      port = close + 1;
      if (port < to && s.charAt(port) != ':') {
        return false;
      }
    } else {
      int colon = indexOf(s, ':', host, to);
      port = colon < 0 ? to : colon;
      if (!isText(s, host, port, "", international)) {
        return false;
      }
    }
    for (int i = port + 1; i < to; i++) {
      if (s.charAt(i) < '0' || s.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpLiteral(CharSequence s, int from, int to) {
    if (from < to && (s.charAt(from) | 0x20) == 'v') {
      int dot = indexOf(s, '.', from, to);
      if (dot <= from + 1 || dot + 1 >= to) {
        return false;
      }
      for (int i = from + 1; i < dot; i++) {
        if (!isHex(s.charAt(i))) {
          return false;
        }
      }
      return indexOf(s, '%', dot, to) < 0 && isText(s, dot + 1, to, ":", false);
    }
    return HostFormats.isIpv6(s, from, to);
  }

  /** Whether all characters are unreserved, sub-delims, percent-encoded or among the extra ones. */
  private static boolean isText(
      CharSequence s, int from, int to, String extra, boolean international) {
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (c == '%') {
        if (i + 2 >= to || !isHex(s.charAt(i + 1)) || !isHex(s.charAt(i + 2))) {
          return false;
        }
        i += 2;
        continue;
      }
      boolean plain =
          isLetter(c)
              || (c >= '0' && c <= '9')
              || UNRESERVED_AND_SUB_DELIMS.indexOf(c) >= 0
              || extra.indexOf(c) >= 0;
      if (!plain && !(international && c >= 0xA0)) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(CharSequence s, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (s.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private UriFormats() {}
}
