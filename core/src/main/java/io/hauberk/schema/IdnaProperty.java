package io.hauberk.schema;

import static java.lang.Character.COMBINING_SPACING_MARK;
import static java.lang.Character.DECIMAL_DIGIT_NUMBER;
import static java.lang.Character.LOWERCASE_LETTER;
import static java.lang.Character.MODIFIER_LETTER;
import static java.lang.Character.NON_SPACING_MARK;
import static java.lang.Character.OTHER_LETTER;
import static java.lang.Character.UPPERCASE_LETTER;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a code point may do in a label: the derived property of IDNA 2008 (RFC 5892, 3), computed
 * from the Unicode data of the running Java.
 */
enum IdnaProperty {
  /** PVALID: anywhere. */
  VALID,
  /** CONTEXTJ: a zero-width joiner or non-joiner, under a rule. */
  JOINER,
  /** CONTEXTO: under another rule. */
  CONTEXT,
  /** DISALLOWED, or UNASSIGNED in this Unicode version. */
  DISALLOWED;

  /*
   * The categories of RFC 5892, 2, in the order of section 3. Java has all of them but four, which
   * are short and stable lists: the exceptions (2.6), the blocks to be ignored (2.7), old Hangul
   * Jamo (2.9), and the ignorable code points among letters and marks (2.5); ignorables of other
   * categories are no letters or digits and fall out at the end.
   */
  private static final int LETTERS_AND_DIGITS =
      1 << LOWERCASE_LETTER
          | 1 << UPPERCASE_LETTER
          | 1 << OTHER_LETTER
          | 1 << DECIMAL_DIGIT_NUMBER
          | 1 << MODIFIER_LETTER
          | 1 << NON_SPACING_MARK
          | 1 << COMBINING_SPACING_MARK;

  static IdnaProperty of(int c) {
    IdnaProperty exception = exception(c);
    if (exception != null) {
      return exception;
    }
    if (c < 0x80) {
      boolean plain = c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
      return plain ? VALID : DISALLOWED;
    }
    if (c == 0x200C || c == 0x200D) {
      return JOINER;
    }
    boolean letter = (1 << Character.getType(c) & LETTERS_AND_DIGITS) != 0;
    return letter && !isIgnored(c) && !isOldHangul(c) && isStable(c) ? VALID : DISALLOWED;
  }

  private static @Nullable IdnaProperty exception(int c) {
    return switch (c) {
      case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007 -> VALID;
      case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB -> CONTEXT;
      case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B ->
          DISALLOWED;
      default -> isArabicDigit(c) || isExtendedArabicDigit(c) ? CONTEXT : null;
    };
  }

  static boolean isArabicDigit(int c) {
    return c >= 0x660 && c <= 0x669;
  }

  static boolean isExtendedArabicDigit(int c) {
    return c >= 0x6F0 && c <= 0x6F9;
  }

  private static boolean isIgnored(int c) {
    boolean symbols = in(c, 0x20D0, 0x20FF) || in(c, 0x1D100, 0x1D24F);
    boolean joiner = c == 0x34F || in(c, 0x17B4, 0x17B5) || in(c, 0x180B, 0x180F);
    return symbols || joiner || in(c, 0xFE00, 0xFE0F) || in(c, 0xE0000, 0xE0FFF);
  }

  private static boolean isOldHangul(int c) {
    return in(c, 0x1100, 0x11FF) || in(c, 0xA960, 0xA97F) || in(c, 0xD7B0, 0xD7FF);
  }

  /** Whether normalisation and case folding leave it alone (RFC 5892, 2.2). */
  private static boolean isStable(int c) {
    String text = Character.toString(c);
    String folded = Normalizer.normalize(fold(Normalizer.normalize(text, Form.NFKC)), Form.NFKC);
    return text.equals(folded);
  }

  /**
   * Full case folding. Java has none; upper case and back again is the same, but for Cherokee,
   * which folds to upper case, and the dotless i, which folds to itself.
   */
  private static String fold(String text) {
    int first = text.codePointAt(0);
    if (Character.UnicodeScript.of(first) == Character.UnicodeScript.CHEROKEE) {
      return text.toUpperCase(Locale.ROOT);
    }
    return first == 0x131 ? text : text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean in(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
