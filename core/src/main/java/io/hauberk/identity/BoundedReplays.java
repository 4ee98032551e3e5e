package io.hauberk.identity;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a replay store that others wrote, and answers within a limit of time, whatever that store
 * does. Safe for use by any thread.
 */
final class BoundedReplays implements ReplayStore {
  /*
   * The store is asked on threads of ours, at most so many, so a store that blocks, and cannot be interrupted, holds
   * those and no request. Calls wait in a bounded queue, and stay in it when their limit is over: so when all threads
   * are held for long, the queue is full, and further calls fail at once instead of waiting for nothing.
   *
   * Where an instance goes on by itself while the store fails, each use is entered with its own memory first, also while
   * the store answers: else a proof that was used just before the store failed could be used again here.
   *
   * What follows when a limit is over is done on a few threads of ours, too: neither on the one timer that the whole
   * process shares, nor behind calls that block. No more waits for them than there are requests, so nothing is rejected.
   *
   * That the store is there again is told once it has answered for a while with no failure, so that a store that fails
   * now and then brings two events in that time and not two for each request.
   */
  static final int THREADS = 16;
  static final int WAITING = 256;
  private static final int LATE_THREADS = 4;
  private static final int IDLE_SECONDS = 10;
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * What came of a call.
   *
   * @param trouble why it told nothing, or null
   */
  private record Told(Answer answer, @Nullable String trouble) {

    static Told nothing(String trouble) {
      return new Told(Answer.UNKNOWN, trouble);
    }
  }

  private final ReplayStore shared;
  private final @Nullable LocalReplays own;
  private final Executor workers;
  private final Executor atLimit;
  private final SecurityEvents events;
  private final LongSupplier nanoTime;
  private final AtomicBoolean isTroubled = new AtomicBoolean();
  private volatile long failedAtNanos;

  /**
   * Asks a store for at most so long.
   *
   * @param own who is believed while the store fails, or null if nobody is
   */
  static BoundedReplays around(
      ReplayStore shared, @Nullable LocalReplays own, Duration limit, SecurityEvents events) {
    return new BoundedReplays(
        shared,
        own,
        workers(),
        CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS, late()),
        events,
        System::nanoTime);
  }

  /**
   * Likewise.
   *
   * @param atLimit runs what it is given when the limit is over
   * @param nanoTime the monotonic clock
   */
  BoundedReplays(
      ReplayStore shared,
      @Nullable LocalReplays own,
      Executor workers,
      Executor atLimit,
      SecurityEvents events,
      LongSupplier nanoTime) {
    this.shared = shared;
    this.own = own;
    this.workers = workers;
    this.atLimit = atLimit;
    this.events = events;
    this.nanoTime = nanoTime;
  }

  static ThreadPoolExecutor workers() {
    return threads("hauberk-replays", THREADS, new ArrayBlockingQueue<>(WAITING));
  }

  private static ThreadPoolExecutor late() {
    return threads("hauberk-replays-late", LATE_THREADS, new LinkedBlockingQueue<>());
  }

  private static ThreadPoolExecutor threads(
      String name, int atMost, BlockingQueue<Runnable> waiting) {
    return DaemonThreads.upTo(atMost, IDLE_SECONDS, waiting, DaemonThreads.named(name));
  }

  @Override
  public CompletionStage<Answer> enter(Use use) {
    Answer here = own == null ? Answer.UNKNOWN : own.answerBesideAnother(use);
    return here == Answer.REPEATED
        ? CompletableFuture.completedStage(here)
        : ask(use).thenApply(told -> settle(told, here));
  }

  private CompletableFuture<Told> ask(Use use) {
    CompletableFuture<Told> told = new CompletableFuture<>();
    try {
      workers.execute(() -> call(use, told));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(Told.nothing("too many calls wait for it"));
    }
    if (!told.isDone()) {
      atLimit.execute(() -> told.complete(Told.nothing("no answer in time")));
    }
    return told;
  }

  private void call(Use use, CompletableFuture<Told> told) {
    if (told.isDone()) {
      return; // nobody waits for it any more
    }
    try {
      shared.enter(use).whenComplete((answer, failure) -> told.complete(told(answer, failure)));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      told.complete(told(null, e));
    }
  }

  private static Told told(@Nullable Answer answer, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return Told.nothing((cause == null ? failure : cause).getClass().getSimpleName());
    }
    return answer == null || answer == Answer.UNKNOWN
        ? Told.nothing("it cannot tell")
        : new Told(answer, null);
  }

  private Answer settle(Told told, Answer here) {
    if (told.trouble == null) {
      if (isTroubled.get()
          && nanoTime.getAsLong() - failedAtNanos >= CALM_NANOS
          && isTroubled.compareAndSet(true, false)) {
        events.emit(SecurityEvent.of(Kind.REPLAY_STORE_RESTORED));
      }
      return told.answer;
    }
    failedAtNanos = nanoTime.getAsLong();
    if (isTroubled.compareAndSet(false, true)) {
      events.emit(
          SecurityEvent.of(Kind.REPLAY_STORE_UNAVAILABLE).detail(Detail.CAUSE, told.trouble));
    }
    return here;
  }
}
