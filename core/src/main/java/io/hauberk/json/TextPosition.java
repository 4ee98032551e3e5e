package io.hauberk.json;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column in code points, from 1
 */
public record TextPosition(int line, int column) {

  /** Checks that both count from one. */
  public TextPosition {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1");
    }
  }
}
