package io.hauberk.limit;

import io.hauberk.limit.LeasedWindow.Answer;
import io.hauberk.limit.LeasedWindow.Ask;
import io.hauberk.limit.LeasedWindow.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The permits of one key that all instances share, as far as this one has leased some. Nothing here
 * waits for the store: what is missing is asked for on a thread of the fleet's.
 */
final class LeasedBucket implements Bucket {
  /*
   * Two locks come together here: the limiter's, for the key, and this bucket's own, which the fleet's threads take to
   * write a question down and to read its answer, never while they wait for one.
   */

  /** How long an answer may be out until this instance goes on by itself. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long nothing is asked after an answer without permits, as a part of the window. */
  private static final int PAUSE_PART = 100;

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Fleet fleet;
  private final String storeKey;
  private final LeasedWindow[] windows;
  private final long pauseNanos;
  private boolean asking;
  private boolean failed;
  private long askedNanos;
  private long nextAskNanos;
  private int cost = 1;

  LeasedBucket(Fleet fleet, String storeKey, List<RateLimit> limits, long nowNanos) {
    this.fleet = fleet;
    this.storeKey = storeKey;
    this.nextAskNanos = nowNanos;
    this.windows =
        limits.stream()
            .map(limit -> new LeasedWindow(limit, fleet.time(), nowNanos))
            .toArray(LeasedWindow[]::new);
    long shortest =
        limits.stream().mapToLong(limit -> limit.period().toNanos()).min().orElseThrow();
    this.pauseNanos =
        Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, shortest / PAUSE_PART));
  }

  String storeKey() {
    return storeKey;
  }

  @Override
  public synchronized LimitDecision take(int cost, long nowNanos) {
    moveTo(nowNanos);
    Standing standing = standing(nowNanos);
    boolean admitted = admits(standing, cost, nowNanos);
    if (admitted) {
      for (LeasedWindow window : windows) {
        window.spend(cost);
      }
    }
    askIfLow(cost, nowNanos);
    return decision(standing, admitted, cost, nowNanos);
  }

  @Override
  public synchronized LimitDecision peek(int cost, long nowNanos) {
    moveTo(nowNanos);
    Standing standing = standing(nowNanos);
    boolean admitted = admits(standing, cost, nowNanos);
    if (!admitted) {
      askIfLow(cost, nowNanos); // what is refused is not taken, and must be asked for all the same
    }
    return decision(standing, admitted, cost, nowNanos);
  }

  @Override
  public synchronized boolean isFull(long nowNanos) {
    moveTo(nowNanos);
    boolean full = !asking;
    for (LeasedWindow window : windows) {
      full &= window.isUntouched();
    }
    return full;
  }

  private void moveTo(long nowNanos) {
    for (LeasedWindow window : windows) {
      window.moveTo(fleet.time(), nowNanos);
    }
  }

  private boolean admits(Standing standing, int cost, long nowNanos) {
    for (LeasedWindow window : windows) {
      if (window.available(standing, nowNanos) < cost) {
        return false;
      }
    }
    return true;
  }

  private Standing standing(long nowNanos) {
    boolean overdue = asking && nowNanos - askedNanos > PATIENCE_NANOS;
    return new Standing(fleet.instances(), overdue || failed || fleet.isAlone());
  }

  private LimitDecision decision(Standing standing, boolean admitted, int cost, long nowNanos) {
    LimitDecision binding = decision(windows[0], standing, admitted, cost, nowNanos);
    for (int i = 1; i < windows.length; i++) {
      binding = binding.tighter(decision(windows[i], standing, admitted, cost, nowNanos));
    }
    return binding;
  }

  private static LimitDecision decision(
      LeasedWindow window, Standing standing, boolean admitted, int cost, long nowNanos) {
    boolean here = admitted || window.available(standing, nowNanos) >= cost;
    return window.decision(here, cost, nowNanos);
  }

  private void askIfLow(int cost, long nowNanos) {
    if (asking || fleet.isAlone() || nowNanos - nextAskNanos < 0) {
      return;
    }
    boolean low = false;
    for (LeasedWindow window : windows) {
      if (window.isExhausted()) {
        return;
      }
      low |= window.isLow(cost);
    }
    if (low) {
      this.cost = cost;
      asking = true;
      askedNanos = nowNanos;
      if (!fleet.ask(this)) {
        asking = false;
        nextAskNanos = nowNanos + pauseNanos;
      }
    }
  }

  /** Writes down what is asked for. */
  synchronized List<Ask> question(long nowNanos) {
    moveTo(nowNanos);
    List<Ask> question = new ArrayList<>(windows.length);
    for (LeasedWindow window : windows) {
      question.add(window.ask(cost));
    }
    return question;
  }

  /** Takes the store's answer to it, one for each window. */
  synchronized void answered(
      List<Ask> question, List<Answer> answers, StoreTime time, long nowNanos) {
    asking = false;
    failed = false;
    boolean granted = false;
    for (int i = 0; i < windows.length; i++) {
      windows[i].moveTo(fleet.time(), nowNanos);
      windows[i].answered(question.get(i), answers.get(i), time, nowNanos);
      granted |= answers.get(i).granted() > 0;
    }
    nextAskNanos = granted ? nowNanos : nowNanos + pauseNanos;
  }

  /** Nobody knows what the store has counted: what was told to it will be told again. */
  synchronized void unanswered(long nowNanos) {
    asking = false;
    failed = true;
    nextAskNanos = nowNanos + LONGEST_PAUSE_NANOS;
  }
}
