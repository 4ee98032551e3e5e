package io.hauberk.limit;

import java.util.concurrent.TimeUnit;

/**
 * The store's clock, seen from here: it goes on by the monotonic clock.
 *
 * @param millis what the store said, since 1970
 * @param atNanos the latest time at which it can have been asked before it said so; so this clock
 *     is never late, and ahead by a round trip at most
 */
record StoreTime(long millis, long atNanos) {

  long millis(long nowNanos) {
    return millis + TimeUnit.NANOSECONDS.toMillis(nowNanos - atNanos);
  }
}
