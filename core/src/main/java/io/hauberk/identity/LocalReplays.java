package io.hauberk.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The replay store of one instance, in memory. */
final class LocalReplays implements ReplayStore {
  /*
   * Uses lie in slots by the time at which they may be forgotten, and are forgotten slot by slot: nothing is searched
   * or sorted, and a use costs one look into each of at most ten slots.
   *
   * What is remembered is never pushed out by what is new, or whoever can make many proofs could use an old one again
   * (CVE-2026-41707). So the store can be full, and then refuses. A use takes 32 octets at most, whoever's it is, and of
   * callers nothing is kept but counts in a fixed table: so what a full store takes depends on its capacity alone.
   *
   * That nobody fills it for the others is seen to by the dynamic threshold of shared buffers [1]: a caller may hold as
   * many uses as there are places left. Alone, it can have half of the store, which binds nobody who is honest; the next
   * one has half of what is left, and so on, so that it takes some twenty credentials to fill a store of a million.
   * Callers are told apart by who they are, not by their keys: one credential may have tokens issued for any number of
   * keys.
   *
   * A clock can jump. So a slot goes when its time is past by the clock, or so far ahead that no proof of it would be
   * taken, and when, by the monotonic clock, the life of each of its uses is over: a clock that jumps ahead and soon
   * back has nothing forgotten. When it is set back, proofs can come to life again whose uses are forgotten, and so can
   * proofs of a time to which it was ahead once that comes. They are not taken for new: what would have been in a slot
   * that is gone is answered with UNKNOWN. Nothing else is: in a slot that never was, nothing can have been forgotten.
   *
   * Beside a store that replicas share, a use that finds no place here can be admitted all the same, since that store
   * remembers it. So the slot notes whose it was, before the store is asked, and when that fails, no proof of this caller
   * and slot is taken for new. Of others nothing is refused for it: a proof is for one token, and so for one caller.
   *
   * [1] A. K. Choudhury, E. L. Hahne: Dynamic queue length thresholds for shared-memory packet switches. IEEE/ACM
   *     Transactions on Networking 6(2), 1998
   */
  private static final int SLOTS_IN_WINDOW = 4;

  /** The uses that may be forgotten at one time, and how many of them each caller has. */
  private static final class Slot {
    private final DigestSet uses = new DigestSet();
    private final UseCounts byCaller = new UseCounts();
    private @Nullable UseCounts withoutPlace;
    private long neededUntilNanos;

    Slot(long nanos) {
      this.neededUntilNanos = nanos;
    }

    void add(TokenDigest use, TokenDigest caller, long untilNanos) {
      uses.add(use);
      byCaller.add(caller);
      keep(untilNanos);
    }

    /** Notes that a use of this caller is remembered elsewhere, if at all. */
    void addWithoutPlace(TokenDigest caller, long untilNanos) {
      if (withoutPlace == null) {
        withoutPlace = new UseCounts();
      }
      if (!mayLackUseOf(caller)) {
        withoutPlace.add(caller);
      }
      keep(untilNanos);
    }

    boolean mayLackUseOf(TokenDigest caller) {
      return withoutPlace != null && withoutPlace.of(caller) > 0;
    }

    private void keep(long untilNanos) {
      if (untilNanos - neededUntilNanos > 0) {
        neededUntilNanos = untilNanos;
      }
    }

    long octets() {
      return uses.octets() + byCaller.octets() + (withoutPlace == null ? 0 : withoutPlace.octets());
    }
  }

  private final int capacity;
  private final long slotMillis;
  private final long longestLifeMillis;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** Guards what is below it. */
  private final ReentrantLock entering = new ReentrantLock();

  private final TreeMap<Long, Slot> slots = new TreeMap<>();
  private final UseCounts byCaller = new UseCounts();
  private final GoneSlots gone = new GoneSlots();
  private int size;

  /**
   * An empty store.
   *
   * @param capacity how many uses it can hold
   * @param window how long before and after their time proofs are taken
   * @param nanoTime the monotonic clock
   */
  LocalReplays(int capacity, Duration window, Clock clock, LongSupplier nanoTime) {
    this.capacity = capacity;
    this.slotMillis = Math.max(1, window.toMillis() / SLOTS_IN_WINDOW);
    this.longestLifeMillis = 2 * window.toMillis();
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletionStage<Answer> enter(Use use) {
    return CompletableFuture.completedStage(answer(use));
  }

  /** As {@link #enter}, at once. */
  Answer answer(Use use) {
    return answer(use, false);
  }

  /**
   * Likewise, beside a store that may admit a use that has no place here: that use, too, is never
   * answered with {@link Answer#FIRST} later.
   */
  Answer answerBesideAnother(Use use) {
    return answer(use, true);
  }

  private Answer answer(Use use, boolean isBesideAnother) {
    TokenDigest digest = TokenDigest.of(use.id());
    TokenDigest caller = TokenDigest.of(use.caller());
    long until = use.until().toEpochMilli();
    long slot = Math.floorDiv(until, slotMillis);
    entering.lock();
    try {
      long now = clock.millis();
      long nanos = nanoTime.getAsLong();
      forget(now, nanos);
      if (slots.values().stream().anyMatch(each -> each.uses.contains(digest))) {
        return Answer.REPEATED;
      }
      if (gone.contains(slot)) {
        return Answer.UNKNOWN;
      }
      long life = Math.max(0, Math.min(until - now, longestLifeMillis));
      long untilNanos = nanos + TimeUnit.MILLISECONDS.toNanos(life);
      Slot its = slots.get(slot);
      boolean mayLackIt = its != null && its.mayLackUseOf(caller);
      if (mayLackIt || byCaller.of(caller) >= capacity - size) {
        if (isBesideAnother) {
          slots.computeIfAbsent(slot, first -> new Slot(nanos)).addWithoutPlace(caller, untilNanos);
        }
        return Answer.UNKNOWN;
      }
      slots.computeIfAbsent(slot, first -> new Slot(nanos)).add(digest, caller, untilNanos);
      byCaller.add(caller);
      size++;
      return Answer.FIRST;
    } finally {
      entering.unlock();
    }
  }

  private void forget(long now, long nanos) {
    long first = Math.floorDiv(now, slotMillis);
    long last = Math.floorDiv(now + longestLifeMillis, slotMillis);
    slots
        .entrySet()
        .removeIf(
            entry -> {
              long number = entry.getKey();
              Slot slot = entry.getValue();
              boolean isOutOfTime = number < first || number > last;
              if (!isOutOfTime || nanos - slot.neededUntilNanos < 0) {
                return false;
              }
              size -= slot.uses.size();
              byCaller.subtract(slot.byCaller);
              gone.add(number, first);
              return true;
            });
  }

  /** How many uses are remembered. */
  int size() {
    entering.lock();
    try {
      return size;
    } finally {
      entering.unlock();
    }
  }

  /** How many uses the caller has at most. */
  int heldBy(String caller) {
    entering.lock();
    try {
      return byCaller.of(TokenDigest.of(caller));
    } finally {
      entering.unlock();
    }
  }

  /** How many octets the uses and the counts take. */
  long octets() {
    entering.lock();
    try {
      return byCaller.octets() + slots.values().stream().mapToLong(Slot::octets).sum();
    } finally {
      entering.unlock();
    }
  }
}
