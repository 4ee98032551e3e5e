package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/** Punycode: Unicode in letters, digits and hyphens (RFC 3492). */
final class Punycode {
  /*
   * The basic code points stand first, up to the last hyphen. What follows are numbers of variable
   * length: each says how far on, in the code space and around the label, the next code point goes
   * in. The names and parameters are those of RFC 3492, 5 and 6.
   */
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  /**
   * The text in Unicode, or null if it is no Punycode. The text has no more than a label's length.
   */
  static @Nullable String decode(String text) {
    int hyphen = text.lastIndexOf('-');
    StringBuilder label = new StringBuilder(text.substring(0, Math.max(hyphen, 0)));
    int count = label.length();
    int n = INITIAL_N;
    int i = 0;
    int bias = INITIAL_BIAS;
    int at = hyphen + 1;
    while (at < text.length()) {
      int before = i;
      long place = i;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = at < text.length() ? value(text.charAt(at++)) : -1;
        place += digit * weight;
        if (digit < 0 || place > Integer.MAX_VALUE) {
          return null;
        }
        int threshold = threshold(k, bias);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (weight > Integer.MAX_VALUE) {
          return null;
        }
      }
      count++;
      bias = adapt((int) place - before, count, before == 0);
      n += (int) place / count;
      if (n < 0 || n > Character.MAX_CODE_POINT || Character.getType(n) == Character.SURROGATE) {
        return null;
      }
      i = (int) place % count;
      label.insert(label.offsetByCodePoints(0, i), Character.toChars(n));
      i++;
    }
    return label.toString();
  }

  /** The text in Punycode. The text has no more characters than a few labels. */
  static String encode(String text) {
    int[] points = text.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int c : points) {
      if (c < INITIAL_N) {
        out.append((char) c);
      }
    }
    int basic = out.length();
    if (basic > 0) {
      out.append('-');
    }
    int n = INITIAL_N;
    int bias = INITIAL_BIAS;
    int delta = 0;
    for (int handled = basic; handled < points.length; ) {
      int next = Integer.MAX_VALUE;
      for (int c : points) {
        next = c >= n && c < next ? c : next;
      }
      delta += (next - n) * (handled + 1);
      n = next;
      for (int c : points) {
        if (c < n) {
          delta++;
        } else if (c == n) {
          write(delta, bias, out);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return out.toString();
  }

  private static void write(int delta, int bias, StringBuilder out) {
    int rest = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = threshold(k, bias);
      if (rest < threshold) {
        out.append(digit(rest));
        return;
      }
      out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static int threshold(int k, int bias) {
    return Math.min(Math.max(k - bias, T_MIN), T_MAX);
  }

  private static int adapt(int delta, int count, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / count;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
  }

  private static int value(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private Punycode() {}
}
