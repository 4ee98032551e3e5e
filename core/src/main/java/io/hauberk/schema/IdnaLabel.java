package io.hauberk.schema;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One label of a host name that is, or encodes, Unicode (RFC 5890, 2.3.2.1; RFC 5891, 4.2). */
final class IdnaLabel {
  static final String PREFIX = "xn--";
  private static final int LONGEST = 63;
  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK;

  /**
   * The code points that an A-label stands for, or null if it is none: it must be the one encoding
   * of a label that is valid in Unicode (RFC 5891, 5.4).
   */
  static int @Nullable [] decode(String label) {
    String lower = label.toLowerCase(Locale.ROOT); // A-labels know no case
    if (!lower.startsWith(PREFIX) || lower.length() > LONGEST) {
      return null;
    }
    String encoded = lower.substring(PREFIX.length());
    String text = Punycode.decode(encoded);
    if (text == null || isAscii(text) || !Punycode.encode(text).equals(encoded)) {
      return null;
    }
    return read(text);
  }

  /**
   * The code points of a label in Unicode, or null if IDNA 2008 refuses it.
   *
   * @param label not empty, and not all ASCII
   */
  static int @Nullable [] read(String label) {
    int[] points = label.codePoints().toArray();
    boolean wellFormed =
        points.length <= LONGEST
            && points[0] != '-'
            && points[points.length - 1] != '-'
            && !(points.length >= 4 && points[2] == '-' && points[3] == '-')
            && (1 << Character.getType(points[0]) & MARKS) == 0
            && Normalizer.isNormalized(label, Form.NFC);
    if (!wellFormed) {
      return null;
    }
    for (int i = 0; i < points.length; i++) {
      IdnaProperty property = IdnaProperty.of(points[i]);
      boolean allowed =
          property == IdnaProperty.VALID
              || (property != IdnaProperty.DISALLOWED && IdnaContext.holds(points, i));
      if (!allowed) {
        return null;
      }
    }
    return points;
  }

  /** How many octets a label takes as an A-label; more than 63 are too many. */
  static int encodedLength(String label) {
    return PREFIX.length() + Punycode.encode(label).length();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private IdnaLabel() {}
}
