package io.hauberk.event;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps storms from the sinks: of equal refusals the first passes, and then one a window. */
class Folds {
  /*
   * The first event of a fingerprint opens a window and passes. Those that follow are held: the
   * last one itself, the others as a count. At the window's end the last one stands for them all,
   * and the next window begins at once; one in which nothing came closes the fold. So a storm
   * costs one event a window, however long it lasts.
   *
   * Whoever holds an event needs no clock and no lock, and wakes nobody. Windows are ended by the
   * thread that carries events, in the order in which they began, which is that of their ends
   * since all are equally long.
   *
   * Memory: two tables of so many fingerprints each, one for verified callers, one for everybody
   * else: a flood of strangers takes no place of a caller. Where a table is full, events pass as
   * they are. A fingerprint leaves its table only by the end of a window in which nothing came.
   */
  static final int CAPACITY = 4096;

  private final long windowNanos;
  private final LongSupplier nanoTime;
  private final Table callers;
  private final Table strangers;
  private final Queue<Fold> open = new ConcurrentLinkedQueue<>();

  /**
   * Folds nothing yet.
   *
   * @param window how long equal events are held; zero holds none
   * @param capacity of fingerprints of callers, and of all others
   */
  Folds(Duration window, int capacity, LongSupplier nanoTime) {
    this.windowNanos = window.toNanos();
    this.nanoTime = nanoTime;
    this.callers = new Table(capacity);
    this.strangers = new Table(capacity);
  }

  /** Where this event is held back now; null if it is to go its way. */
  @Nullable Fold hold(SecurityEvent event) {
    if (windowNanos == 0 || Rank.of(event) != Rank.REFUSAL) {
      return null;
    }
    Fingerprint fingerprint = Fingerprint.of(event);
    Table table = table(fingerprint);
    while (true) {
      Fold fold = table.find(fingerprint);
      if (fold == null) {
        Fold opened = new Fold(fingerprint, nanoTime.getAsLong());
        fold = table.add(opened);
        if (fold == null) {
          return null; // no place
        }
        if (fold == opened) {
          open.add(opened);
          return null;
        }
      }
      if (fold.hold(event)) {
        return fold;
      }
      table.remove(fold); // closed, and who closed it may not have come to that
    }
  }

  private Table table(Fingerprint fingerprint) {
    return fingerprint.known() ? callers : strangers;
  }

  /** The event that stands for those of a window that has ended; null if there is none. */
  @Nullable SecurityEvent pollEnded() {
    for (Fold fold = open.peek(); fold != null; fold = open.peek()) {
      long now = nanoTime.getAsLong();
      if (fold.ageNanos(now) < windowNanos) {
        return null;
      }
      if (open.remove(fold)) { // else another thread was first
        SecurityEvent summary = fold.turn(now);
        if (summary != null) {
          open.add(fold);
          return summary;
        }
        table(fold.fingerprint()).remove(fold);
      }
    }
    return null;
  }

  /** The same, whether or not the window has ended: nothing more is held in it. */
  @Nullable SecurityEvent pollAny() {
    for (Fold fold = open.poll(); fold != null; fold = open.poll()) {
      table(fold.fingerprint()).remove(fold);
      SecurityEvent summary = fold.close();
      if (summary != null) {
        return summary;
      }
    }
    return null;
  }

  /** How long until a window ends, at most zero if one has; null if none is open. */
  @Nullable Long nanosToNextEnd() {
    Fold fold = open.peek();
    return fold == null ? null : windowNanos - fold.ageNanos(nanoTime.getAsLong());
  }

  /** How many events are held back. */
  long held() {
    return callers.held() + strangers.held();
  }

  /** Folds by their fingerprints, so many at most. */
  private static final class Table {
    private final int capacity;
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentNavigableMap<Fingerprint, Fold> folds = new ConcurrentSkipListMap<>();

    private Table(int capacity) {
      this.capacity = capacity;
    }

    private @Nullable Fold find(Fingerprint fingerprint) {
      return folds.get(fingerprint);
    }

    /** Adds a fold; gives back the one that is there now, or null if there was no place. */
    private @Nullable Fold add(Fold fold) {
      if (taken.incrementAndGet() > capacity) {
        taken.decrementAndGet();
        return null;
      }
      Fold other = folds.putIfAbsent(fold.fingerprint(), fold);
      if (other != null) {
        taken.decrementAndGet();
        return other;
      }
      return fold;
    }

    private void remove(Fold fold) {
      if (folds.remove(fold.fingerprint(), fold)) {
        taken.decrementAndGet();
      }
    }

    private long held() {
      long held = 0;
      for (Fold fold : folds.values()) {
        held += fold.count();
      }
      return held;
    }
  }
}
