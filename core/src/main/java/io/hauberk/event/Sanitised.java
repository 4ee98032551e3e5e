package io.hauberk.event;

/** Text from outside, made fit for a log line. */
final class Sanitised {
  /** What stands in the place of a character that could change how a line is read. */
  static final char REPLACEMENT = '\uFFFD';

  private static final int MAX_CODE_POINTS = 128;
  private static final int MAX_CODE_POINTS_OF_OURS = 512;
  private static final char CUT = '…';

  /**
   * The text with every character replaced that a terminal, a log parser or a reader's eye could
   * obey instead of show: controls (line ends, NUL, escape sequences), line and paragraph
   * separators, format characters (bidirectional overrides and isolates, zero-width characters,
   * tags), lone surrogates, and code points without a meaning. A double quote becomes a single one,
   * so that {@code key="value"} layouts cannot be broken out of.
   *
   * <p>After 128 code points the text is cut, and the cut marked with an ellipsis.
   */
  static String text(String text) {
    return text(text, MAX_CODE_POINTS);
  }

  /** The same of a sentence of ours, which is cut after 512 code points only. */
  static String sentence(String text) {
    return text(text, MAX_CODE_POINTS_OF_OURS);
  }

  private static String text(String text, int maxCodePoints) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxCodePoints + 1));
    int at = 0;
    for (int count = 0; at < text.length() && count < maxCodePoints; count++) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      if (codePoint == '"') {
        out.append('\'');
      } else if (isHarmless(codePoint)) {
        out.appendCodePoint(codePoint);
      } else {
        out.append(REPLACEMENT);
      }
    }
    return at < text.length() ? out.append(CUT).toString() : out.toString();
  }

  private static boolean isHarmless(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint >= 0x20;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private Sanitised() {}
}
