package io.hauberk.schema;

import java.util.Arrays;

/** A set of code points, given as ascending ranges. */
final class CodePointRanges {
  private final int[] starts;
  private final int[] ends;

  /** Reads ranges such as {@code 622-625 627}, in hexadecimal. */
  static CodePointRanges of(String words) {
    String[] ranges = words.split(" ");
    int[] starts = new int[ranges.length];
    int[] ends = new int[ranges.length];
    for (int i = 0; i < ranges.length; i++) {
      int hyphen = ranges[i].indexOf('-');
      starts[i] = Integer.parseInt(hyphen < 0 ? ranges[i] : ranges[i].substring(0, hyphen), 16);
      ends[i] = hyphen < 0 ? starts[i] : Integer.parseInt(ranges[i].substring(hyphen + 1), 16);
    }
    return new CodePointRanges(starts, ends);
  }

  private CodePointRanges(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  boolean contains(int c) {
    int at = Arrays.binarySearch(starts, c);
    return at >= 0 || (at < -1 && c <= ends[-at - 2]);
  }
}
