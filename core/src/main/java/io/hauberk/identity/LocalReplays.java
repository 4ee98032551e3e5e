package io.hauberk.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

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
   * one has half of what is left, and so on, so that it takes some twenty credentials to fill a store of a million. Callers are told apart by who they are, not by their
   * keys: one credential may have tokens issued for any number of keys.
   *
   * If the clock is set back, proofs come to life again whose uses are forgotten. They are not taken for new: what would
   * have been in a slot that is gone is answered with UNKNOWN.
   *
   * [1] A. K. Choudhury, E. L. Hahne: Dynamic queue length thresholds for shared-memory packet switches. IEEE/ACM
   *     Transactions on Networking 6(2), 1998
   */
  private static final int SLOTS_IN_WINDOW = 4;
  private static final CompletionStage<Answer> FIRST =
      CompletableFuture.completedStage(Answer.FIRST);
  private static final CompletionStage<Answer> REPEATED =
      CompletableFuture.completedStage(Answer.REPEATED);
  private static final CompletionStage<Answer> UNKNOWN =
      CompletableFuture.completedStage(Answer.UNKNOWN);

  /** The uses that may be forgotten at one time, and how many of them each caller has. */
  private static final class Slot {
    private final DigestSet uses = new DigestSet();
    private final UseCounts byCaller = new UseCounts();
  }

  private final int capacity;
  private final long slotMillis;
  private final Clock clock;

  /** Guards what is below it. */
  private final ReentrantLock entering = new ReentrantLock();

  private final TreeMap<Long, Slot> slots = new TreeMap<>();
  private final UseCounts byCaller = new UseCounts();
  private int size;
  private long firstSlot = Long.MIN_VALUE;

  /**
   * An empty store.
   *
   * @param capacity how many uses it can hold
   * @param window how long before and after their time proofs are taken
   */
  LocalReplays(int capacity, Duration window, Clock clock) {
    this.capacity = capacity;
    this.slotMillis = Math.max(1, window.toMillis() / SLOTS_IN_WINDOW);
    this.clock = clock;
  }

  @Override
  public CompletionStage<Answer> enter(Use use) {
    TokenDigest digest = TokenDigest.of(use.id());
    TokenDigest caller = TokenDigest.of(use.caller());
    long slot = use.until().toEpochMilli() / slotMillis;
    long now = clock.millis();
    entering.lock();
    try {
      forgetBefore(now / slotMillis);
      if (slots.values().stream().anyMatch(each -> each.uses.contains(digest))) {
        return REPEATED;
      }
      if (slot < firstSlot || byCaller.of(caller) >= capacity - size) {
        return UNKNOWN;
      }
      Slot mine = slots.computeIfAbsent(slot, first -> new Slot());
      mine.uses.add(digest);
      mine.byCaller.add(caller);
      byCaller.add(caller);
      size++;
      return FIRST;
    } finally {
      entering.unlock();
    }
  }

  private void forgetBefore(long slot) {
    if (slot <= firstSlot) {
      return;
    }
    firstSlot = slot;
    Map<Long, Slot> past = slots.headMap(slot);
    for (Slot each : past.values()) {
      size -= each.uses.size();
      byCaller.subtract(each.byCaller);
    }
    past.clear();
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
      return byCaller.octets()
          + slots.values().stream()
              .mapToLong(slot -> slot.uses.octets() + slot.byCaller.octets())
              .sum();
    } finally {
      entering.unlock();
    }
  }
}
