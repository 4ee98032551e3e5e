package io.hauberk.limit;

import static java.util.Objects.requireNonNull;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.time.Duration;

/**
 * What a limiter answers.
 *
 * <p>Where a limiter has several windows, the parts tell of the one that binds: the one that
 * refuses and lasts longest, or the one with the fewest permits left.
 *
 * @param admitted whether the call may go on
 * @param limit the limit that binds
 * @param remaining permits that are left in the window after this call; when it is refused, fewer
 *     than it costs
 * @param resetAfter time until the next window begins; always positive
 */
public record LimitDecision(
    boolean admitted, RateLimit limit, long remaining, Duration resetAfter) {

  /** Checks the parts against each other. */
  public LimitDecision {
    requireNonNull(limit, "limit");
    if (remaining < 0 || remaining > limit.permits()) {
      throw new IllegalArgumentException("remaining does not fit the limit, was " + remaining);
    }
    if (resetAfter.isNegative() || resetAfter.isZero()) {
      throw new IllegalArgumentException("resetAfter must be positive, was " + resetAfter);
    }
  }

  /**
   * Time until the same call would be admitted, in whole seconds: rounded up, at least one. What
   * {@code Retry-After} tells (RFC 9110, 10.2.3). A call that costs more than the limit permits is
   * never admitted.
   */
  public Duration retryAfter() {
    return Duration.ofSeconds(ceilSeconds(resetAfter));
  }

  /** Admits, or throttles for this reason. */
  public Decision toDecision(Reason reason) {
    return admitted ? Decision.ADMITTED : new Decision.Throttled(reason, retryAfter());
  }

  boolean isFirstOfWindow(int cost) {
    return admitted && remaining == limit.permits() - cost;
  }

  /** Which of the two binds a caller: the one that refuses, waits longer or has less left. */
  LimitDecision tighter(LimitDecision other) {
    if (admitted != other.admitted) {
      return admitted ? other : this;
    }
    if (admitted && remaining != other.remaining) {
      return remaining < other.remaining ? this : other;
    }
    return resetAfter.compareTo(other.resetAfter) >= 0 ? this : other;
  }

  static long ceilSeconds(Duration duration) {
    return duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
  }
}
