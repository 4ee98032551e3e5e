package io.hauberk.contract;

import io.hauberk.request.Reason;
import org.jspecify.annotations.Nullable;

/** The rules of characters in a path and in a query: what is malformed, and what is ambiguous. */
final class TargetRules {
  private static final String UNRESERVED_MARKS = "-._~";
  private static final String SUB_DELIMS = "!$&'()*+,;=";

  /** RFC 3986, 3.3: pchar without the percent sign, and the slash between segments. */
  private static final boolean[] PATH = table(UNRESERVED_MARKS + SUB_DELIMS + ":@/");

  /** RFC 3986, 3.4, and the brackets that most clients send raw for deepObject parameters. */
  private static final boolean[] QUERY = table(UNRESERVED_MARKS + SUB_DELIMS + ":@/?[]");

  /**
   * What Unicode compatibility or a best-fit mapping to a narrower charset turns into {@code /},
   * {@code \}, {@code .}, {@code ;} or {@code %}: full-width and small forms, fraction and division
   * slash, set minus, big solidus and reverse solidus, dot leaders.
   */
  private static final String LOOK_ALIKES =
      "\uFF0F\u2044\u2215\u29F8\uFF3C\uFE68\u2216\u29F5\u29F9\uFF0E\uFE52\u2024\u2025"
          + "\uFF1B\uFE54\uFF05\uFE6A";

  private static boolean[] table(String marks) {
    boolean[] table = new boolean[128];
    for (char c = 0; c < 128; c++) {
      table[c] = Character.isLetterOrDigit(c) || marks.indexOf(c) >= 0;
    }
    return table;
  }

  /** What is wrong with a raw path, segment by segment apart; null if nothing. */
  static @Nullable Reason pathFlaw(String path, boolean matrixParameters) {
    Reason flaw = null;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        int octet = Percent.octet(path, i);
        if (octet < 0) {
          return Reason.TARGET_MALFORMED;
        }
        if (isAmbiguousEncoded(octet, path, i)) {
          flaw = Reason.TARGET_AMBIGUOUS; // goes on: malformed text elsewhere weighs more
        }
      } else if (c >= 128 || !PATH[c]) {
        return Reason.TARGET_MALFORMED;
      } else if (c == ';' && !matrixParameters) {
        flaw = Reason.TARGET_AMBIGUOUS;
      }
    }
    return flaw;
  }

  private static boolean isAmbiguousEncoded(int octet, String path, int at) {
    if (octet < 0x20 || octet == 0x7F || octet == '/' || octet == '\\') {
      return true;
    }
    if (octet == '%') { // %25 and two digits: a second decoder would find another triple
      return Percent.octet(path, at + 2) >= 0;
    }
    // Unreserved characters need no encoding (RFC 3986, 2.3). The tilde is let through: encoders
    // that follow RFC 2396 or HTML forms write %7E.
    return octet < 0x80 && (Character.isLetterOrDigit(octet) || "-._".indexOf(octet) >= 0);
  }

  /** What is wrong with one segment; null if nothing. Only the last one may be empty. */
  static @Nullable Reason segmentFlaw(String raw, String decoded, boolean last) {
    if (decoded.isEmpty()) {
      return last ? null : Reason.TARGET_AMBIGUOUS;
    }
    int semicolon = raw.indexOf(';');
    String name = semicolon < 0 ? decoded : raw.substring(0, semicolon);
    if (name.equals(".") || name.equals("..")) {
      return Reason.TARGET_AMBIGUOUS;
    }
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if (c >= 0x80 && (c < 0xA0 || LOOK_ALIKES.indexOf(c) >= 0)) {
        return Reason.TARGET_AMBIGUOUS;
      }
    }
    return null;
  }

  /** What is wrong with a raw query; null if nothing. Path rules do not apply: it is data. */
  static @Nullable Reason queryFlaw(String query) {
    boolean nul = false;
    boolean encoded = false;
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '%') {
        int octet = Percent.octet(query, i);
        if (octet < 0) {
          return Reason.TARGET_MALFORMED;
        }
        nul |= octet == 0;
        encoded |= octet >= 0x80;
      } else if (c >= 128 || !QUERY[c]) {
        return Reason.TARGET_MALFORMED;
      }
    }
    if (encoded && Percent.decode(query, false) == null) {
      return Reason.TARGET_MALFORMED;
    }
    return nul ? Reason.TARGET_AMBIGUOUS : null;
  }

  private TargetRules() {}
}
