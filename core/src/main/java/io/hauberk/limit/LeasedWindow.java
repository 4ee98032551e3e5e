package io.hauberk.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One window of a key whose permits all instances share. Its bucket holds a lock while it calls.
 */
final class LeasedWindow {
  /*
   * The window is the store's: number = server time / period. `leased` is what the store has counted for this instance
   * in it, `spent` what was admitted here, `used` the store's last word on all instances. A call is admitted while
   * spent < leased. Two allowances go beyond that, and are told to the store with the next ask:
   *
   * - Credit: (held back + a twentieth) / n, as long as the store's last word is below what it leases. What is held
   *   back is there for that, so all credits together go over the limit by a twentieth at most, or by one call an
   *   instance. It bridges the time until an answer is there, also at the beginning of a window.
   * - Share: while the store does not answer, what was left at its last word, divided by n.
   */
  private static final double CREDIT_BEYOND = 0.05;

  private final RateLimit limit;
  private final long periodMillis;
  private long number = Long.MIN_VALUE;
  private long endNanos;
  private long spent;
  private long leased;
  private long used;
  private boolean answered;
  private long lowWater;

  LeasedWindow(RateLimit limit, StoreTime time, long nowNanos) {
    this.limit = limit;
    this.periodMillis = limit.period().toMillis();
    begin(time, nowNanos);
  }

  private void begin(StoreTime time, long nowNanos) {
    long millis = time.millis(nowNanos);
    long current = Math.floorDiv(millis, periodMillis);
    if (current != number) {
      number = current;
      spent = 0;
      leased = 0;
      used = 0;
      answered = false;
      lowWater = 0;
    }
    long left = periodMillis - Math.floorMod(millis, periodMillis);
    endNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(left);
  }

  void moveTo(StoreTime time, long nowNanos) {
    if (nowNanos - endNanos >= 0) {
      begin(time, nowNanos);
    }
  }

  /** Whether a new window would answer the same. */
  boolean isUntouched() {
    return spent == 0 && leased == 0;
  }

  /** How much may be admitted here now. */
  long available(Standing standing, long nowNanos) {
    return allowed(standing, nowNanos) - spent;
  }

  private long allowed(Standing standing, long nowNanos) {
    if (standing.isAlone()) {
      return leased + ceilDiv(limit.permits() - Math.max(used, leased), standing.instances());
    }
    return leased + credit(standing.instances(), nowNanos);
  }

  private long credit(int instances, long nowNanos) {
    double left = (double) (endNanos - nowNanos) / TimeUnit.MILLISECONDS.toNanos(periodMillis);
    double held = LeaseScripts.HELD_AT_FIRST * Math.max(0, Math.min(1, left));
    return used < limit.permits() * (1 - held)
        ? Math.max(1, (long) (limit.permits() * (held + CREDIT_BEYOND) / instances))
        : 0;
  }

  private static long ceilDiv(long of, int by) {
    return of <= 0 ? 0 : (of + by - 1) / by;
  }

  void spend(int cost) {
    spent += cost;
  }

  /** Whether the store should be asked, if the next call costs as much. */
  boolean isLow(int cost) {
    return !answered || (leased - spent < Math.max(cost, lowWater) && used < limit.permits());
  }

  /** Whether the fleet has used everything, as far as the store has told. */
  boolean isExhausted() {
    return answered && used >= limit.permits();
  }

  LimitDecision decision(boolean admitted, int cost, long nowNanos) {
    long left = Math.max(0, limit.permits() - Math.max(used, leased)) + Math.max(0, leased - spent);
    long told = answered ? left : Math.max(0, limit.permits() - spent);
    long toEnd = Math.max(1, endNanos - nowNanos);
    boolean soon = !admitted && !isExhausted();
    return new LimitDecision(
        admitted,
        limit,
        Math.min(admitted ? limit.permits() : Math.min(cost - 1, limit.permits()), told),
        Duration.ofNanos(soon ? Math.min(toEnd, TimeUnit.SECONDS.toNanos(1)) : toEnd));
  }

  /** What the store is asked for. */
  Ask ask(int cost) {
    long balance = leased - spent;
    long wanted = Math.min(limit.permits(), Math.max(spent, cost));
    return new Ask(
        periodMillis,
        limit.permits(),
        number,
        leased,
        Math.max(0, -balance),
        Math.max(0, wanted - Math.max(0, balance)));
  }

  /**
   * One window's part of a question to the store.
   *
   * @param number the window that leased and owed belong to
   * @param leased what the store has counted for this instance
   * @param owed what was admitted beyond that
   * @param wanted what it would like more
   */
  record Ask(long periodMillis, long permits, long number, long leased, long owed, long wanted) {}

  /**
   * Takes an answer; the window has been moved to now.
   *
   * @param time what the store said of the time with it
   */
  void answered(Ask ask, Answer answer, StoreTime time, long nowNanos) {
    long current = Math.floorDiv(time.millis(nowNanos), periodMillis);
    if (answer.number() != current || answer.number() == number - 1) {
      return; // it took its time, and its window is over
    }
    begin(time, nowNanos); // another one, if the store's clock went elsewhere
    leased += answer.granted() + (ask.number() == number ? ask.owed() : 0);
    used = answer.used();
    lowWater = answer.granted() / 2;
    answered = true;
  }

  /** The store's answer: the number of its window, permits used in it, permits granted now. */
  record Answer(long number, long used, long granted) {}

  /** How it stands with the fleet: how many instances, and whether this one is on its own. */
  record Standing(int instances, boolean isAlone) {}
}
