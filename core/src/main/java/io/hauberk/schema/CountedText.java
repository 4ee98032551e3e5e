package io.hauberk.schema;

/** A text that counts how often it is asked for a character, and stops answering at a limit. */
final class CountedText implements CharSequence {

  /** The limit is reached. Without a stack trace, because it happens on the way of a request. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Exhausted() {
      super("the step budget of a regular expression is used up", null, false, false);
    }
  }

  private final CharSequence text;
  private long steps;

  CountedText(CharSequence text, long steps) {
    this.text = text;
    this.steps = steps;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--steps < 0) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
