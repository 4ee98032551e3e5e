package io.hauberk.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue without a lock: what ranks higher goes out first, and takes the place of what
 * ranks lower when all places are taken. Within a rank the order is kept.
 */
class RankedQueue {
  /*
   * A place is taken before an event goes in, and given back after one went out; so there are never
   * more events than places, and who finds one in the queue may take it. An event that takes the
   * place of another leaves the count alone.
   */
  private final int capacity;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<Rank, Queue<SecurityEvent>> waiting = new EnumMap<>(Rank.class);

  RankedQueue(int capacity) {
    this.capacity = capacity;
    for (Rank rank : Rank.values()) {
      waiting.put(rank, new ConcurrentLinkedQueue<>());
    }
  }

  /** Takes an event in; gives back the one that has no place: a lower one, itself, or none. */
  @Nullable SecurityEvent offer(SecurityEvent event) {
    Rank rank = Rank.of(event);
    SecurityEvent loser = null;
    if (!takePlace()) {
      loser = pollBelow(rank);
      if (loser == null) {
        return event;
      }
    }
    queue(rank).add(event);
    return loser;
  }

  private boolean takePlace() {
    int count = taken.get();
    while (count < capacity) {
      if (taken.compareAndSet(count, count + 1)) {
        return true;
      }
      count = taken.get();
    }
    return false;
  }

  /** The oldest event of the lowest rank below this one. */
  private @Nullable SecurityEvent pollBelow(Rank rank) {
    Rank[] ranks = Rank.values();
    for (int i = ranks.length - 1; i >= 0 && ranks[i] != rank; i--) {
      SecurityEvent event = queue(ranks[i]).poll();
      if (event != null) {
        return event;
      }
    }
    return null;
  }

  /** The oldest event of the highest rank, if any waits. */
  @Nullable SecurityEvent poll() {
    for (Queue<SecurityEvent> queue : waiting.values()) {
      SecurityEvent event = queue.poll();
      if (event != null) {
        taken.decrementAndGet();
        return event;
      }
    }
    return null;
  }

  /** Takes this event out again; false if somebody else did. */
  boolean remove(SecurityEvent event) {
    boolean removed = queue(Rank.of(event)).remove(event);
    if (removed) {
      taken.decrementAndGet();
    }
    return removed;
  }

  int size() {
    return taken.get();
  }

  private Queue<SecurityEvent> queue(Rank rank) {
    Queue<SecurityEvent> queue = waiting.get(rank);
    if (queue == null) {
      throw new IllegalStateException("no queue for " + rank);
    }
    return queue;
  }
}
