package io.hauberk.limit;

import io.hauberk.limit.LeasedWindow.Answer;
import io.hauberk.limit.LeasedWindow.Ask;
import io.hauberk.store.SharedStoreException;
import io.hauberk.store.SharedStoreException.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The instances of a service, seen from this one, and the way to the store between them. Safe for
 * use by any thread; only the executor's threads wait for the store.
 */
final class Fleet {
  static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** An answer that took longer does not move the clock: it says too little of the time. */
  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final int PARTS = 3; // of an answer, for each window

  private final StoreCircuit store;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final String id;
  private final String instancesKey;
  private final AtomicLong asks = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong crowded = new AtomicLong();
  private volatile int instances;
  private volatile StoreTime time;

  /**
   * A fleet.
   *
   * @param id of this instance
   * @param instancesKey where the store knows all of them
   * @param assumed how many there are until the store tells
   * @param time until the store tells
   */
  Fleet(
      StoreCircuit store,
      Executor executor,
      LongSupplier nanoTime,
      String id,
      String instancesKey,
      int assumed,
      StoreTime time) {
    this.store = store;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.id = id;
    this.instancesKey = instancesKey;
    this.instances = assumed;
    this.time = time;
  }

  /** How many instances there are, at the store's last word. */
  int instances() {
    return instances;
  }

  /** Whether the store is left alone, so that this instance goes on with its share. */
  boolean isAlone() {
    return !store.isClosed();
  }

  StoreTime time() {
    return time;
  }

  long asks() {
    return asks.get();
  }

  long failures() {
    return failures.get();
  }

  /** How many questions found the threads and the queue before them full. */
  long crowded() {
    return crowded.get();
  }

  /** Has a bucket's question answered soon; never waits. False if there are too many questions. */
  boolean ask(LeasedBucket bucket) {
    try {
      executor.execute(() -> lease(bucket));
      return true;
    } catch (RejectedExecutionException e) {
      crowded.incrementAndGet();
      return false;
    }
  }

  private void lease(LeasedBucket bucket) {
    long began = nanoTime.getAsLong();
    List<Ask> question = bucket.question(began);
    List<String> args = new ArrayList<>();
    args.add(Integer.toString(instances));
    for (Ask ask : question) {
      args.add(Long.toString(ask.periodMillis()));
      args.add(Long.toString(ask.permits()));
      args.add(Long.toString(ask.number()));
      args.add(Long.toString(ask.leased()));
      args.add(Long.toString(ask.owed()));
      args.add(Long.toString(ask.wanted()));
    }
    asks.incrementAndGet();
    try {
      List<Long> reply = store.run(LeaseScripts.LEASES, List.of(bucket.storeKey()), args);
      List<Answer> answers = answers(reply, question.size());
      StoreTime told = told(reply, began);
      bucket.answered(question, answers, told, nanoTime.getAsLong());
    } catch (SharedStoreException e) {
      failures.incrementAndGet();
      bucket.unanswered(nanoTime.getAsLong());
    }
  }

  private static List<Answer> answers(List<Long> reply, int windows) {
    if (reply.size() != 1 + PARTS * windows) {
      throw new SharedStoreException(Trouble.FAILED);
    }
    List<Answer> answers = new ArrayList<>(windows);
    for (int at = 1; at < reply.size(); at += PARTS) {
      answers.add(new Answer(reply.get(at), reply.get(at + 1), reply.get(at + 2)));
    }
    return answers;
  }

  /** Tells the store that this instance is there, and learns who else is. */
  void beat() {
    long began = nanoTime.getAsLong();
    try {
      List<Long> reply =
          store.run(
              LeaseScripts.BEATS,
              List.of(instancesKey),
              List.of(id, Long.toString(SILENCE.toMillis())));
      if (reply.size() != 2) {
        throw new SharedStoreException(Trouble.FAILED);
      }
      told(reply, began);
      instances = Math.toIntExact(Math.max(1, Math.min(Integer.MAX_VALUE, reply.get(1))));
    } catch (SharedStoreException e) {
      failures.incrementAndGet();
    }
  }

  /** The store has not answered since the last beat. */
  void late() {
    failures.incrementAndGet();
    store.late(BEAT);
  }

  private StoreTime told(List<Long> reply, long began) {
    StoreTime told = new StoreTime(reply.get(0), began);
    if (nanoTime.getAsLong() - began <= PROMPT_NANOS) {
      time = told;
    }
    return told;
  }
}
