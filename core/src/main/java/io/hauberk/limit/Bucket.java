package io.hauberk.limit;

/**
 * The permits of one key, in every window of its limits. Not thread-safe: its limiter holds a lock
 * while it calls, so nothing in it may wait.
 *
 * <p>Times are of the limiter's monotonic clock. One that runs backwards is not followed.
 */
interface Bucket {

  /**
   * Takes so many permits from every window, or none from any.
   *
   * @param cost at least one
   */
  LimitDecision take(int cost, long nowNanos);

  /** What {@link #take} would meet, with nothing taken. */
  LimitDecision peek(int cost, long nowNanos);

  /** Whether a new bucket would answer the same, so that this one may be forgotten. */
  boolean isFull(long nowNanos);

  /** Makes the bucket of a key that has none; called under the lock of the key, too. */
  @FunctionalInterface
  interface Maker {

    /** A full bucket, whose windows begin now. */
    Bucket make(Object key, long nowNanos);
  }
}
