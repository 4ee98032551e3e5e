package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/**
 * A repetition in braces.
 *
 * @param max -1 if there is no upper end
 * @param length how many characters it takes in the expression
 */
record EcmaRepeat(int min, int max, int length) {
  private static final int MAX_DIGITS = 7;
  private static final int MAX_LENGTH = 2 * MAX_DIGITS + 3;

  /** The repetition at an opening brace, or null if the brace stands for itself. */
  static @Nullable EcmaRepeat read(String source, int open) {
    String part = source.substring(open, Math.min(source.length(), open + MAX_LENGTH));
    int close = part.indexOf('}');
    String inside = close < 0 ? "" : part.substring(1, close);
    if (!inside.matches("[0-9]{1," + MAX_DIGITS + "}(,[0-9]{0," + MAX_DIGITS + "})?")) {
      return null;
    }
    int comma = inside.indexOf(',');
    if (comma < 0) {
      int count = Integer.parseInt(inside);
      return new EcmaRepeat(count, count, close + 1);
    }
    int min = Integer.parseInt(inside.substring(0, comma));
    String last = inside.substring(comma + 1);
    return new EcmaRepeat(min, last.isEmpty() ? -1 : Integer.parseInt(last), close + 1);
  }

  @Override
  public String toString() {
    return max < 0 ? "{" + min + ",}" : "{" + min + "," + max + "}";
  }
}
