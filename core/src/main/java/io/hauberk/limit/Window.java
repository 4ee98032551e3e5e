package io.hauberk.limit;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.function.Supplier;

/** One limit of one key: a Resilience4j limiter whose time stands still during a call. */
final class Window implements Supplier<Long> {
  /*
   * Resilience4j counts windows ("cycles") from the birth of the limiter and fills all permits at
   * the start of each. It asks for the time more than once per call; here it is told one time per
   * call, so that what is looked at, taken and answered belong to the same instant. Times are
   * compared by difference, because nanosecond clocks wrap around, and a time that would run
   * backwards is not followed: Resilience4j would answer it with a window of negative permits.
   */
  private final Plan plan;
  private final RateLimiter limiter;
  private final long startNanos;
  private long nowNanos;

  /** A limit with all that its windows share. */
  record Plan(String name, RateLimit limit, RateLimiterConfig config) {

    static Plan of(String name, RateLimit limit) {
      RateLimiterConfig config =
          RateLimiterConfig.custom()
              .limitForPeriod(Math.toIntExact(limit.permits()))
              .limitRefreshPeriod(limit.period())
              .timeoutDuration(Duration.ZERO)
              .build();
      return new Plan(name, limit, config);
    }
  }

  Window(Plan plan, long nowNanos) {
    this.plan = plan;
    this.startNanos = nowNanos;
    this.nowNanos = nowNanos;
    this.limiter = RateLimiter.of(plan.name(), plan.config(), this);
  }

  /** The time for Resilience4j. */
  @Override
  public Long get() {
    return nowNanos;
  }

  void moveTo(long nanos) {
    if (nanos - nowNanos > 0) {
      nowNanos = nanos;
    }
  }

  boolean isFull() {
    return remaining() == plan.limit().permits();
  }

  /** What a call of this cost would meet. */
  LimitDecision peek(int cost) {
    long remaining = remaining();
    return decision(remaining >= cost, remaining);
  }

  /** Takes permits that {@link #peek} has seen. */
  LimitDecision take(int cost) {
    if (limiter.reservePermission(cost) != 0) {
      throw new IllegalStateException("limit " + plan.name() + ": no permit where one was seen");
    }
    return decision(true, remaining());
  }

  private long remaining() {
    return limiter.getMetrics().getAvailablePermissions();
  }

  private LimitDecision decision(boolean admitted, long remaining) {
    long period = plan.limit().period().toNanos();
    long reset = period - (nowNanos - startNanos) % period;
    return new LimitDecision(admitted, plan.limit(), remaining, Duration.ofNanos(reset));
  }
}
