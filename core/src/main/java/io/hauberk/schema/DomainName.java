package io.hauberk.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host name whose labels may be in Unicode or encode Unicode (IDNA 2008: RFC 5890 to 5893).
 *
 * <p>Labels are taken as they are: what is not in lower case or not in normal form C is refused, as
 * a U-label has to be in both (RFC 5890, 2.3.2.1). Only the dots that are typed for one another are
 * taken for one another (RFC 5895, 2).
 */
final class DomainName {
  static final int LONGEST = 253;
  static final int LONGEST_LABEL = 63;

  /** Whether a name is one; names in plain ASCII are, too. */
  static boolean isValid(CharSequence name) {
    if (name.length() > 2 * LONGEST) { // a code point takes at least an octet
      return false;
    }
    List<int[]> labels = new ArrayList<>();
    int octets = -1;
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || isDot(name.charAt(i))) {
        String label = name.subSequence(start, i).toString();
        int length = isAscii(label) ? label.length() : IdnaLabel.encodedLength(label);
        int[] points = length > LONGEST_LABEL ? null : read(label);
        if (points == null) {
          return false;
        }
        labels.add(points);
        octets += length + 1;
        start = i + 1;
      }
    }
    return octets <= LONGEST
        && (isLeftToRight(labels) || labels.stream().allMatch(BidiRule::holds));
  }

  private static int @Nullable [] read(String label) {
    if (label.isEmpty()) {
      return null;
    }
    if (!isAscii(label)) {
      return IdnaLabel.read(label);
    }
    if (label.startsWith("--", 2)) {
      return IdnaLabel.decode(label);
    }
    return isPlain(label) ? label.chars().toArray() : null;
  }

  /** Letters, digits and hyphens within (RFC 1123, 2.1). */
  private static boolean isPlain(String label) {
    boolean plain =
        label
            .chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-');
    return plain && !label.startsWith("-") && !label.endsWith("-");
  }

  private static boolean isLeftToRight(List<int[]> labels) {
    return labels.stream().noneMatch(BidiRule::isRightToLeft);
  }

  private static boolean isDot(char c) {
    return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61';
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private DomainName() {}
}
