package io.hauberk.schema;

/**
 * What is easily told of labels with Unicode (RFC 5892); the tables of IDNA 2008 are not shipped.
 */
final class InternationalLabel {

  /** The contextual rules and the plain classes of RFC 5892 on one label. */
  static boolean isValid(String label) {
    int first = label.codePointAt(0);
    if (isMark(first)) {
      return false;
    }
    for (int i = 0; i < label.length(); ) {
      int c = label.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean letter = Character.isLetterOrDigit(c) || isMark(c) || c == '-';
      if (!letter && !isAllowedHere(label, c, i, next)) {
        return false;
      }
      i = next;
    }
    return label.charAt(label.length() - 1) != '-' && label.charAt(0) != '-';
  }

  /** Enough for the domain of a mail address: no ASCII that a host name cannot have. */
  static boolean isPlausibleDomain(CharSequence domain) {
    boolean dot = true;
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      boolean plain = c >= 0x80 || Character.isLetterOrDigit(c) || c == '-';
      if (c == '.' ? dot : !plain) {
        return false;
      }
      dot = c == '.';
    }
    return !dot;
  }

  private static boolean isAllowedHere(String label, int c, int at, int next) {
    return switch (c) {
      case 0xB7 ->
          at > 0
              && label.charAt(at - 1) == 'l'
              && next < label.length()
              && label.charAt(next) == 'l';
      case 0x375 ->
          next < label.length() && isScript(label.codePointAt(next), Character.UnicodeScript.GREEK);
      case 0x5F3, 0x5F4 ->
          at > 0 && isScript(label.codePointBefore(at), Character.UnicodeScript.HEBREW);
      case 0x200D, 0x200C ->
          at > 0 && Character.getType(label.codePointBefore(at)) == Character.NON_SPACING_MARK;
      case 0x30FB -> label.codePoints().anyMatch(InternationalLabel::isJapanese);
      default -> false;
    };
  }

  private static boolean isJapanese(int c) {
    return isScript(c, Character.UnicodeScript.HIRAGANA)
        || isScript(c, Character.UnicodeScript.KATAKANA)
        || isScript(c, Character.UnicodeScript.HAN);
  }

  private static boolean isScript(int c, Character.UnicodeScript script) {
    return c != 0x30FB && Character.UnicodeScript.of(c) == script;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private InternationalLabel() {}
}
