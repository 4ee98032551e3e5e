package io.hauberk.record;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers that a record itself says are missing: how many, and between which. */
final class Told {
  /**
   * Some events.
   *
   * @param first the lowest number that they may have
   * @param last the highest number that they may have
   * @param count how many they are
   */
  record Span(long first, long last, long count) {

    /** Whether so many numbers, of those that there are, lie between the two. */
    boolean isPossible() {
      return first >= 1 && first <= last && count >= 1 && count - 1 <= last - first;
    }

    private Span with(Span other) {
      return new Span(
          Math.min(first, other.first), Math.max(last, other.last), sum(count, other.count));
    }
  }

  private final TreeMap<Long, Span> spans = new TreeMap<>(); // by first, disjoint

  /** Takes what one event tells. Of spans that overlap only the sum is known. */
  void add(Span told) {
    Span joined = told;
    for (Map.Entry<Long, Span> other = spans.floorEntry(joined.last());
        other != null && other.getValue().last() >= joined.first();
        other = spans.floorEntry(joined.last())) {
      joined = joined.with(other.getValue());
      spans.remove(other.getKey());
    }
    spans.put(joined.first(), joined);
  }

  /** All that was told, in spans that do not overlap, by their first number. */
  SortedMap<Long, Span> spans() {
    return spans;
  }

  /** The span that this number lies in, if one does. */
  @Nullable Span around(long number) {
    Map.Entry<Long, Span> before = spans.floorEntry(number);
    return before != null && before.getValue().last() >= number ? before.getValue() : null;
  }

  /** The first number of the span after this number, or the highest number that there is. */
  long nextAfter(long number) {
    Long next = spans.higherKey(number);
    return next == null ? Long.MAX_VALUE : next;
  }

  /** The sum, or the highest number that there is. */
  static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
