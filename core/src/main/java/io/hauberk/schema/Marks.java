package io.hauberk.schema;

import java.util.Arrays;

/**
 * The annotations of JSON Schema 2020-12, 10.3 and 11: which members or elements of the value at
 * hand some keyword has evaluated.
 */
final class Marks {
  /*
   * They exist only while a schema with an `unevaluated…` keyword runs, and only for the value that
   * this schema looks at. Whoever may have to drop what it found (a schema that fits or not) writes
   * on a sheet of its own and adds it to the one before. The sheets lie in one array, one bit a
   * member, and are used again.
   */
  private static final int OFF = -1;
  private static final int LARGEST_KEPT = 1 << 12;

  private long[] words = new long[8];
  private int sheet = OFF; // where the sheet at hand begins; it ends at `top`
  private int top;

  void reset() {
    if (words.length > LARGEST_KEPT) {
      words = new long[8];
    }
    sheet = OFF;
    top = 0;
  }

  /** Whether anyone wants to know what was evaluated. */
  boolean wanted() {
    return sheet != OFF;
  }

  /** Begins a sheet for a value of this many members; answers the one before, for its end. */
  int open(int size) {
    int before = sheet;
    int length = words(size);
    if (top + length > words.length) {
      words = Arrays.copyOf(words, Math.max(2 * words.length, top + length));
    }
    Arrays.fill(words, top, top + length, 0);
    sheet = top;
    top += length;
    return before;
  }

  /** Ends a sheet; what stands on it goes to the one before, if there is one and it is to stay. */
  void close(int before, boolean keep) {
    if (keep && before != OFF) {
      for (int i = sheet; i < top; i++) {
        words[before + i - sheet] |= words[i];
      }
    }
    top = sheet;
    sheet = before;
  }

  /** Puts the sheet at hand aside, because another value comes; answers it. */
  int suspend() {
    int before = sheet;
    sheet = OFF;
    return before;
  }

  void resume(int before) {
    sheet = before;
  }

  boolean has(int index) {
    return (words[sheet + (index >> 6)] & 1L << index) != 0;
  }

  void add(int index) {
    if (sheet != OFF) {
      words[sheet + (index >> 6)] |= 1L << index;
    }
  }

  /** Marks all members or elements before this one. */
  void addUpTo(int end) {
    if (sheet != OFF) {
      int full = sheet + (end >> 6);
      Arrays.fill(words, sheet, full, -1L);
      if ((end & 63) != 0) {
        words[full] |= (1L << end) - 1;
      }
    }
  }

  /** Copies the sheet at hand. */
  void copyTo(long[] target, int at) {
    System.arraycopy(words, sheet, target, at, top - sheet);
  }

  /** Adds what was copied to the sheet at hand. */
  void addFrom(long[] source, int at) {
    for (int i = sheet; i < top; i++) {
      words[i] |= source[at + i - sheet];
    }
  }

  /** How many longs a sheet takes for a value of this many members. */
  static int words(int size) {
    return (size + 63) >> 6;
  }
}
