package io.hauberk.identity;

import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of slots whose content was forgotten, in a fixed amount of memory. Not for use by
 * several threads.
 */
final class GoneSlots {
  /*
   * Ranges, at most so many. When there are more, the two with the least between them become one, and what is between
   * them counts as gone, too: no number is ever lost. Those that are past are joined first, since nobody asks about them
   * unless the clock is set back; where it was ahead for a while, what lies between then and now stays free.
   */
  static final int MOST_RANGES = 16;

  /** The last number of each range, by its first. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Whether this slot is gone, or may be. */
  boolean contains(long slot) {
    Map.Entry<Long, Long> range = ranges.floorEntry(slot);
    return range != null && slot <= range.getValue();
  }

  /**
   * Notes that a slot is gone.
   *
   * @param now the slot of this time
   */
  void add(long slot, long now) {
    if (contains(slot)) {
      return;
    }
    Map.Entry<Long, Long> before = ranges.floorEntry(slot);
    long first = before != null && before.getValue() == slot - 1 ? before.getKey() : slot;
    Long next = ranges.remove(slot + 1);
    ranges.put(first, next == null ? slot : next);
    if (ranges.size() > MOST_RANGES) {
      joinClosest(now);
    }
  }

  private void joinClosest(long now) {
    Pair closest = null;
    Map.Entry<Long, Long> before = null;
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      if (before != null) {
        Pair pair = new Pair(before.getKey(), before.getValue(), range.getKey(), range.getValue());
        if (closest != null && closest.isPast(now) && !pair.isPast(now)) {
          break;
        }
        if (closest == null || pair.gap() < closest.gap()) {
          closest = pair;
        }
      }
      before = range;
    }
    if (closest != null) {
      ranges.remove(closest.upperFirst);
      ranges.put(closest.lowerFirst, closest.upperLast);
    }
  }

  /** Two ranges with none between them. */
  private record Pair(long lowerFirst, long lowerLast, long upperFirst, long upperLast) {

    long gap() {
      return upperFirst - lowerLast;
    }

    boolean isPast(long now) {
      return upperLast < now;
    }
  }

  /** How many ranges there are. */
  int size() {
    return ranges.size();
  }
}
