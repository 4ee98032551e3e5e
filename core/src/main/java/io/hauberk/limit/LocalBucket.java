package io.hauberk.limit;

import java.time.Duration;
import java.util.List;

/** Permits that this process alone counts. */
final class LocalBucket implements Bucket {
  /*
   * A bucket of each key is what limits weigh, so it is little: when it began, the latest time it was told, and
   * what was taken from each window that this time lies in. Every window of a key began with the bucket, and each
   * begins anew after its period; the one that a time lies in is found by division. What was taken is forgotten when a
   * window other than the last begins.
   *
   * Nanosecond clocks wrap around: times are compared by difference, never by `<`. A time that runs backwards is not
   * followed.
   */
  private final Plan plan;
  private final long startNanos;
  private final int[] taken;
  private long nowNanos;

  /** What all keys of a quota share. */
  static final class Plan {
    private final RateLimit[] limits;
    private final long[] periods;

    /** A plan for these limits, at least one. */
    Plan(List<RateLimit> limits) {
      this.limits = limits.toArray(RateLimit[]::new);
      this.periods = limits.stream().mapToLong(limit -> limit.period().toNanos()).toArray();
    }

    Bucket begin(long nowNanos) {
      return new LocalBucket(this, nowNanos);
    }
  }

  private LocalBucket(Plan plan, long nowNanos) {
    this.plan = plan;
    this.startNanos = nowNanos;
    this.nowNanos = nowNanos;
    this.taken = new int[plan.limits.length];
  }

  @Override
  public boolean isFull(long nanos) {
    moveTo(nanos);
    for (int permits : taken) {
      if (permits != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public LimitDecision peek(int cost, long nanos) {
    moveTo(nanos);
    LimitDecision binding = seen(0, cost);
    for (int i = 1; i < taken.length; i++) {
      binding = binding.tighter(seen(i, cost));
    }
    return binding;
  }

  @Override
  public LimitDecision take(int cost, long nanos) {
    LimitDecision seen = peek(cost, nanos);
    if (!seen.admitted()) {
      return seen;
    }
    LimitDecision binding = take(0, cost);
    for (int i = 1; i < taken.length; i++) {
      binding = binding.tighter(take(i, cost));
    }
    return binding;
  }

  private void moveTo(long nanos) {
    if (nanos - nowNanos <= 0) {
      return;
    }
    for (int i = 0; i < taken.length; i++) {
      long period = plan.periods[i];
      if ((nanos - startNanos) / period != (nowNanos - startNanos) / period) {
        taken[i] = 0;
      }
    }
    nowNanos = nanos;
  }

  private LimitDecision seen(int window, int cost) {
    return decision(window, plan.limits[window].permits() - taken[window] >= cost);
  }

  private LimitDecision take(int window, int cost) {
    taken[window] += cost;
    return decision(window, true);
  }

  private LimitDecision decision(int window, boolean admitted) {
    RateLimit limit = plan.limits[window];
    long period = plan.periods[window];
    long reset = period - (nowNanos - startNanos) % period;
    return new LimitDecision(
        admitted, limit, limit.permits() - taken[window], Duration.ofNanos(reset));
  }
}
