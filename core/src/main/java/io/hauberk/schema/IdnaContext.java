package io.hauberk.schema;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/** The rules for code points that a label may have in some company only (RFC 5892, appendix A). */
final class IdnaContext {
  private static final int KATAKANA_MIDDLE_DOT = 0x30FB;

  /** Whether the rule of the code point at a place in a label holds. */
  static boolean holds(int[] label, int at) {
    int c = label[at];
    int before = at > 0 ? label[at - 1] : -1;
    int after = at + 1 < label.length ? label[at + 1] : -1;
    return switch (c) {
      case 0x200C -> isVirama(before) || joins(label, at); // A.1
      case 0x200D -> isVirama(before); // A.2
      case 0xB7 -> before == 'l' && after == 'l'; // A.3
      case 0x375 -> isScript(after, UnicodeScript.GREEK); // A.4
      case 0x5F3, 0x5F4 -> isScript(before, UnicodeScript.HEBREW); // A.5, A.6
      case KATAKANA_MIDDLE_DOT -> hasJapanese(label); // A.7
      default -> !mixesDigits(label); // A.8, A.9
    };
  }

  /** A letter that joins on, marks, this, marks, a letter that joins back. */
  private static boolean joins(int[] label, int at) {
    JoiningType before = neighbour(label, at, -1);
    JoiningType after = neighbour(label, at, 1);
    return (before == JoiningType.LEFT || before == JoiningType.DUAL)
        && (after == JoiningType.RIGHT || after == JoiningType.DUAL);
  }

  private static JoiningType neighbour(int[] label, int at, int step) {
    for (int i = at + step; i >= 0 && i < label.length; i += step) {
      JoiningType type = JoiningType.of(label[i]);
      if (type != JoiningType.TRANSPARENT) {
        return type;
      }
    }
    return JoiningType.NONE;
  }

  /**
   * Whether a code point has the canonical combining class 9. Java does not tell the class, but
   * normalising sorts marks by it: the marks here have the classes 8 and 10.
   */
  private static boolean isVirama(int c) {
    if (c < 0x80) {
      return false;
    }
    String virama = Character.toString(c);
    return isSorted("a\u3099" + virama)
        && !isSorted("a" + virama + "\u3099")
        && isSorted("a" + virama + "\u05B0")
        && !isSorted("a\u05B0" + virama);
  }

  private static boolean isSorted(String text) {
    return Normalizer.isNormalized(text, Form.NFD);
  }

  private static boolean isScript(int c, UnicodeScript script) {
    return c >= 0 && UnicodeScript.of(c) == script;
  }

  private static boolean hasJapanese(int[] label) {
    for (int c : label) {
      if (isScript(c, UnicodeScript.HIRAGANA)
          || isScript(c, UnicodeScript.KATAKANA)
          || isScript(c, UnicodeScript.HAN)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mixesDigits(int[] label) {
    boolean arabic = false;
    boolean extended = false;
    for (int c : label) {
      arabic |= IdnaProperty.isArabicDigit(c);
      extended |= IdnaProperty.isExtendedArabicDigit(c);
    }
    return arabic && extended;
  }

  private IdnaContext() {}
}
