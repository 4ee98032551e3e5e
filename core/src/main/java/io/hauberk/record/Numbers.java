package io.hauberk.record;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which numbers of an instance arrived, kept as those that did not. */
final class Numbers {
  private final TreeMap<Long, Long> gaps = new TreeMap<>(); // first to last, disjoint
  private long lowest = Long.MAX_VALUE;
  private long highest;

  /**
   * Takes a number.
   *
   * @param number from 1 on
   * @return whether it is new
   */
  boolean add(long number) {
    lowest = Math.min(lowest, number);
    if (number > highest) {
      if (number > highest + 1) {
        gaps.put(highest + 1, number - 1);
      }
      highest = number;
      return true;
    }
    Map.Entry<Long, Long> gap = gaps.floorEntry(number);
    if (gap == null || gap.getValue() < number) {
      return false;
    }
    gaps.remove(gap.getKey());
    if (gap.getKey() < number) {
      gaps.put(gap.getKey(), number - 1);
    }
    if (number < gap.getValue()) {
      gaps.put(number + 1, gap.getValue());
    }
    return true;
  }

  /** Nothing is missed before the lowest number. */
  void beginAtLowest() {
    if (lowest > 1 && !gaps.isEmpty()) {
      gaps.remove(gaps.firstKey()); // up to the number before the lowest
    }
  }

  /** The numbers up to the highest that did not arrive: first to last. */
  SortedMap<Long, Long> gaps() {
    return gaps;
  }

  /** How many of these numbers, both included, did not arrive. */
  long missingBetween(long first, long last) {
    Long begin = gaps.floorKey(first);
    long missing = 0;
    for (Map.Entry<Long, Long> gap :
        gaps.subMap(begin == null ? first : begin, true, last, true).entrySet()) {
      long from = Math.max(gap.getKey(), first);
      long to = Math.min(gap.getValue(), last);
      missing += Math.max(0, to - from + 1);
    }
    return missing;
  }

  long lowest() {
    return lowest;
  }

  long highest() {
    return highest;
  }
}
