package io.hauberk;

import java.util.concurrent.atomic.AtomicLong;

/** Takes a part of what comes, spread evenly, always in the same rhythm. */
final class Sampling {
  private final double rate;
  private final AtomicLong seen = new AtomicLong();

  /**
   * @param rate the part that is taken, from 0 to 1
   */
  Sampling(double rate) {
    this.rate = rate;
  }

  /** Whether the next one is taken: wherever the taken part passes a whole number. */
  boolean takesNext() {
    if (rate == 0 || rate == 1) {
      return rate == 1;
    }
    long number = seen.incrementAndGet();
    return Math.floor(number * rate) > Math.floor((number - 1) * rate);
  }
}
