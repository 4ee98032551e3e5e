package io.hauberk.schema;

import java.text.Normalizer;

/** Mail addresses: the Mailbox of RFC 5321, 4.1.2, and of RFC 6531, 3.3. */
final class MailFormats {
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~";

  static boolean isEmail(CharSequence s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) >= 0x80) {
        return false;
      }
    }
    return isMailbox(s, false);
  }

  static boolean isInternationalEmail(CharSequence s) {
    return isMailbox(s, true);
  }

  private static boolean isMailbox(CharSequence s, boolean international) {
    int end = s.length() > 0 && s.charAt(0) == '"' ? quotedEnd(s) : dotAtomEnd(s);
    return end > 0
        && end < s.length() - 1
        && s.charAt(end) == '@'
        && isDomain(s.subSequence(end + 1, s.length()), international);
  }

  private static int quotedEnd(CharSequence s) {
    for (int i = 1; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
      } else if (c < 0x20 || c == 0x7F) {
        return -1;
      }
    }
    return -1;
  }

  private static int dotAtomEnd(CharSequence s) {
    int i = 0;
    boolean dot = true; // the first character must not be one
    for (; i < s.length() && s.charAt(i) != '@'; i++) {
      char c = s.charAt(i);
      if (c == '.') {
        if (dot) {
          return -1;
        }
        dot = true;
      } else if (isAtom(c)) {
        dot = false;
      } else {
        return -1;
      }
    }
    return dot ? -1 : i;
  }

  private static boolean isAtom(char c) {
    return c >= 0x80
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ATOM.indexOf(c) >= 0;
  }

  private static boolean isDomain(CharSequence domain, boolean international) {
    int length = domain.length();
    if (domain.charAt(0) == '[' && domain.charAt(length - 1) == ']') {
      CharSequence literal = domain.subSequence(1, length - 1);
      String text = literal.toString();
      return text.regionMatches(true, 0, "IPv6:", 0, 5)
          ? HostFormats.isIpv6(text.substring(5))
          : HostFormats.isIpv4(literal);
    }
    return international
        ? DomainName.isValid(Normalizer.normalize(domain, Normalizer.Form.NFC))
        : HostFormats.isHostname(domain);
  }

  private MailFormats() {}
}
