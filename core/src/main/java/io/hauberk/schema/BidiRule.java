package io.hauberk.schema;

import static java.lang.Character.DIRECTIONALITY_ARABIC_NUMBER;
import static java.lang.Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
import static java.lang.Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR;
import static java.lang.Character.DIRECTIONALITY_LEFT_TO_RIGHT;
import static java.lang.Character.DIRECTIONALITY_NONSPACING_MARK;
import static java.lang.Character.DIRECTIONALITY_OTHER_NEUTRALS;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;

/** The Bidi rule: what keeps labels with right-to-left letters readable (RFC 5893, 2). */
final class BidiRule {
  private static final int LEFT = 1 << DIRECTIONALITY_LEFT_TO_RIGHT;
  private static final int RIGHT =
      1 << DIRECTIONALITY_RIGHT_TO_LEFT | 1 << DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  private static final int EUROPEAN = 1 << DIRECTIONALITY_EUROPEAN_NUMBER;
  private static final int ARABIC = 1 << DIRECTIONALITY_ARABIC_NUMBER;
  private static final int MARK = 1 << DIRECTIONALITY_NONSPACING_MARK;
  private static final int EITHER_WAY =
      EUROPEAN
          | MARK
          | 1 << DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR
          | 1 << DIRECTIONALITY_COMMON_NUMBER_SEPARATOR
          | 1 << DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR
          | 1 << DIRECTIONALITY_OTHER_NEUTRALS
          | 1 << DIRECTIONALITY_BOUNDARY_NEUTRAL;

  /** Whether a label makes its whole name one to which the rule applies (RFC 5893, 1.4). */
  static boolean isRightToLeft(int[] label) {
    for (int c : label) {
      if ((direction(c) & (RIGHT | ARABIC)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a label obeys the rule; it has at least one code point. */
  static boolean holds(int[] label) {
    int first = direction(label[0]);
    if ((first & (LEFT | RIGHT)) == 0) { // 1
      return false;
    }
    boolean rightToLeft = (first & RIGHT) != 0;
    int seen = 0;
    int last = 0;
    for (int c : label) {
      int direction = direction(c);
      seen |= direction;
      last = direction == MARK ? last : direction;
    }
    return rightToLeft
        ? isWithin(seen, RIGHT | ARABIC | EITHER_WAY) // 2
            && isWithin(last, RIGHT | ARABIC | EUROPEAN) // 3
            && ((seen & EUROPEAN) == 0 || (seen & ARABIC) == 0) // 4
        : isWithin(seen, LEFT | EITHER_WAY) // 5
            && isWithin(last, LEFT | EUROPEAN); // 6
  }

  private static boolean isWithin(int set, int allowed) {
    return (set & ~allowed) == 0;
  }

  private static int direction(int c) {
    byte direction = Character.getDirectionality(c);
    return direction < 0 ? 1 << 31 : 1 << direction;
  }

  private BidiRule() {}
}
