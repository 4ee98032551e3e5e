package io.hauberk.contract;

import java.util.Locale;

/** The scheme and authority of an absolute-form target (RFC 9112, 3.2.2; RFC 3986, 3.2). */
final class TargetAuthority {

  /** Where the authority begins, or -1 if this is not the absolute form of http or https. */
  static int start(String target) {
    int colon = target.indexOf("://");
    if (colon < 0) {
      return -1;
    }
    String scheme = target.substring(0, colon).toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https") ? colon + 3 : -1;
  }

  /** Where the authority ends. */
  static int end(String target, int start) {
    int i = start;
    while (i < target.length() && "/?#".indexOf(target.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  /**
   * Whether this is a host with an optional port. Userinfo is refused (RFC 9110, 4.2.4), and so is
   * percent-encoding: two readers could see two hosts.
   */
  static boolean isLegal(String authority) {
    int hostEnd;
    if (authority.startsWith("[")) {
      hostEnd = authority.indexOf(']') + 1;
      if (hostEnd < 4 || !allIn(authority, 1, hostEnd - 1, "0123456789abcdefABCDEF:.")) {
        return false;
      }
    } else {
      int colon = authority.indexOf(':');
      hostEnd = colon < 0 ? authority.length() : colon;
      if (hostEnd == 0 || !isName(authority, hostEnd)) {
        return false;
      }
    }
    return hostEnd == authority.length() || isPort(authority, hostEnd);
  }

  private static boolean isName(String authority, int end) {
    for (int i = 0; i < end; i++) {
      char c = authority.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPort(String authority, int colon) {
    int digits = authority.length() - colon - 1;
    return authority.charAt(colon) == ':'
        && digits >= 1
        && digits <= 5
        && allIn(authority, colon + 1, authority.length(), "0123456789")
        && Integer.parseInt(authority.substring(colon + 1)) <= 65_535;
  }

  private static boolean allIn(String text, int from, int to, String allowed) {
    for (int i = from; i < to; i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private TargetAuthority() {}
}
