package io.hauberk.limit;

import java.util.Set;

/**
 * How many requests a service works on at once, and whose go first where there are too many.
 *
 * @param max never more than this, from 1 to 100 000; also what holds at the start
 * @param min never fewer than this, however slow the service becomes, from 1 to {@code max}
 * @param high whose requests are shed last: ids of callers ({@code profile:subject}), or names of
 *     profiles for all of their callers
 * @param low whose requests are shed before those of the callers that are named nowhere; likewise
 */
public record ConcurrencyOptions(int max, int min, Set<String> high, Set<String> low) {
  private static final int MOST = 100_000;
  private static final int USUAL_MIN = 20;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a number is out of range, or somebody is in both classes
   */
  public ConcurrencyOptions {
    if (max < 1 || max > MOST) {
      throw new IllegalArgumentException(
          "concurrency.max must be from 1 to " + MOST + ", was " + max);
    }
    if (min < 1 || min > max) {
      throw new IllegalArgumentException(
          "concurrency.min must be from 1 to concurrency.max (" + max + "), was " + min);
    }
    high = Set.copyOf(high);
    low = Set.copyOf(low);
    for (String name : high) {
      if (low.contains(name)) {
        throw new IllegalArgumentException(
            "concurrency.high and concurrency.low both name '" + name + "'; keep one");
      }
    }
  }

  /** At most so many, and at least 20 (or as many as are the most), with all callers alike. */
  public static ConcurrencyOptions upTo(int max) {
    return new ConcurrencyOptions(max, Math.max(1, Math.min(USUAL_MIN, max)), Set.of(), Set.of());
  }

  /** With another least number. */
  public ConcurrencyOptions withMin(int least) {
    return new ConcurrencyOptions(max, least, high, low);
  }

  /** With these in the class that is shed last. */
  public ConcurrencyOptions withHigh(Set<String> names) {
    return new ConcurrencyOptions(max, min, names, low);
  }

  /** With these in the class that is shed before others. */
  public ConcurrencyOptions withLow(Set<String> names) {
    return new ConcurrencyOptions(max, min, high, names);
  }
}
