package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.ReplayStore.Answer;
import io.hauberk.identity.ReplayStore.Use;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundedReplaysTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final HandNanos nanos =
      new HandNanos(Long.MAX_VALUE - 1_000_000_000); // wraps around soon
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> limits = new ConcurrentLinkedQueue<>();

  private BoundedReplays around(ReplayStore shared, @Nullable LocalReplays own, Executor workers) {
    return new BoundedReplays(
        shared, own, workers, limits::add, SecurityEvents.direct(events::add, clock), nanos);
  }

  private BoundedReplays around(ReplayStore shared) {
    return around(shared, null, Runnable::run);
  }

  private LocalReplays memory(int capacity) {
    return new LocalReplays(capacity, WINDOW, clock, nanos);
  }

  private CompletableFuture<Answer> enter(ReplayStore store, String id) {
    return store.enter(new Use(id, "c1", clock.instant().plus(WINDOW))).toCompletableFuture();
  }

  private Answer answer(ReplayStore store, String id) {
    return enter(store, id).join();
  }

  /** Lets time pass by both clocks. */
  private void pass(Duration duration) {
    clock.advance(duration);
    nanos.advance(duration);
  }

  /** Lets the limit of every call be over. */
  private void reachLimits() {
    for (Runnable limit = limits.poll(); limit != null; limit = limits.poll()) {
      limit.run();
    }
  }

  private List<Kind> kinds() {
    return events.stream().map(SecurityEvent::kind).toList();
  }

  /** Answers as its memory does while it is well. */
  private final class Shared implements ReplayStore {
    private final LocalReplays memory = memory(10_000);
    private boolean isWell = true;

    @Override
    public CompletableFuture<Answer> enter(Use use) {
      return isWell
          ? memory.enter(use).toCompletableFuture()
          : CompletableFuture.failedFuture(new IllegalStateException("text of others"));
    }
  }

  @Test
  void a_store_that_is_well_is_believed() {
    BoundedReplays replays = around(new Shared());
    assertEquals(Answer.FIRST, answer(replays, "a"));
    assertEquals(Answer.REPEATED, answer(replays, "a"));
    assertEquals(Answer.FIRST, answer(replays, "b"));
    assertEquals(List.of(), kinds());
  }

  @Test
  void a_store_that_answers_later_is_waited_for_until_the_limit() {
    List<CompletableFuture<Answer>> told = new ArrayList<>();
    BoundedReplays replays =
        around(
            use -> {
              told.add(new CompletableFuture<>());
              return told.get(told.size() - 1);
            });
    CompletableFuture<Answer> inTime = enter(replays, "a");
    assertFalse(inTime.isDone());
    told.get(0).complete(Answer.FIRST);
    assertEquals(Answer.FIRST, inTime.join());
    reachLimits();
    assertEquals(List.of(), kinds());

    CompletableFuture<Answer> late = enter(replays, "b");
    reachLimits();
    assertEquals(Answer.UNKNOWN, late.join());
    told.get(1).complete(Answer.FIRST);
    assertEquals(Answer.UNKNOWN, late.join());
    assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds());
    assertEquals(Map.of(Detail.CAUSE, "no answer in time"), events.get(0).details());
  }

  @Test
  void a_store_that_fails_cannot_tell_whichever_way_it_fails() {
    Map<ReplayStore, String> causes =
        Map.of(
            use -> {
              throw new IllegalStateException("text of others");
            },
            "IllegalStateException",
            use -> {
              throw new StackOverflowError();
            },
            "StackOverflowError",
            use -> CompletableFuture.failedFuture(new IllegalArgumentException("text of others")),
            "IllegalArgumentException",
            use ->
                CompletableFuture.failedFuture(
                    new CompletionException(new UnsupportedOperationException())),
            "UnsupportedOperationException",
            use -> CompletableFuture.completedFuture(Answer.UNKNOWN),
            "it cannot tell");
    causes.forEach(
        (store, cause) -> {
          events.clear();
          assertEquals(Answer.UNKNOWN, answer(around(store), "a"), cause);
          assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds(), cause);
          assertEquals(Map.of(Detail.CAUSE, cause), events.get(0).details());
        });
  }

  @Test
  void each_change_of_state_is_told_once() {
    Shared shared = new Shared();
    BoundedReplays replays = around(shared);
    shared.isWell = false;
    for (int i = 0; i < 100; i++) {
      assertEquals(Answer.UNKNOWN, answer(replays, "a"));
    }
    assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds());

    shared.isWell = true;
    assertEquals(Answer.FIRST, answer(replays, "a"));
    nanos.advance(Duration.ofMillis(9_999));
    assertEquals(Answer.FIRST, answer(replays, "b"));
    assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds());
    nanos.advance(Duration.ofMillis(1));
    assertEquals(Answer.FIRST, answer(replays, "c"));
    assertEquals(Answer.FIRST, answer(replays, "d"));
    List<Kind> both = List.of(Kind.REPLAY_STORE_UNAVAILABLE, Kind.REPLAY_STORE_RESTORED);
    assertEquals(both, kinds());

    shared.isWell = false;
    events.clear();
    assertEquals(Answer.UNKNOWN, answer(replays, "e"));
    assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds());
  }

  @Test
  void what_follows_when_the_limit_is_over_is_not_done_by_the_timer_of_the_whole_process() {
    CompletableFuture<String> teller = new CompletableFuture<>();
    BoundedReplays replays =
        BoundedReplays.around(
            use -> new CompletableFuture<>(),
            null,
            Duration.ofMillis(50),
            SecurityEvents.direct(
                event -> teller.complete(Thread.currentThread().getName()), clock));
    assertEquals(Answer.UNKNOWN, answer(replays, "a"));
    assertNotEquals("CompletableFutureDelayScheduler", teller.join());
  }

  @Nested
  class A_store_that_blocks {
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(BoundedReplays.THREADS);
    private final AtomicInteger asked = new AtomicInteger();
    private final ThreadPoolExecutor workers = BoundedReplays.workers();

    /** Blocks on proofs that are called so. */
    private CompletableFuture<Answer> ask(Use use) {
      asked.incrementAndGet();
      if (use.id().startsWith("block")) {
        held.countDown();
        boolean interrupted = false;
        while (release.getCount() > 0) { // whatever is done to its thread
          try {
            release.await();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      return CompletableFuture.completedFuture(Answer.FIRST);
    }

    private void end() throws InterruptedException {
      release.countDown();
      workers.shutdown();
      assertTrue(workers.awaitTermination(60, TimeUnit.SECONDS));
    }

    @Test
    void holds_no_request_and_is_asked_for_others() throws InterruptedException {
      BoundedReplays replays = around(this::ask, null, workers);
      try {
        CompletableFuture<Answer> blocked = enter(replays, "block");
        assertEquals(Answer.FIRST, answer(replays, "other"));
        assertFalse(blocked.isDone());
        reachLimits();
        assertEquals(Answer.UNKNOWN, blocked.join());
        assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds());
      } finally {
        end();
      }
    }

    @Test
    void with_all_threads_is_asked_no_more_and_never_for_who_has_left() throws Exception {
      BoundedReplays replays = around(this::ask, null, workers);
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      try {
        for (int i = 0; i < BoundedReplays.THREADS + BoundedReplays.WAITING; i++) {
          answers.add(enter(replays, "block" + i));
        }
        held.await();
        assertEquals(BoundedReplays.THREADS, workers.getPoolSize());
        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone));
        CompletableFuture<Answer> over = enter(replays, "over");
        assertTrue(over.isDone(), "waits for nothing");
        assertEquals(Answer.UNKNOWN, over.join());
        assertEquals(Map.of(Detail.CAUSE, "too many calls wait for it"), events.get(0).details());
        reachLimits();
        for (CompletableFuture<Answer> answer : answers) {
          assertEquals(Answer.UNKNOWN, answer.join());
        }
        assertEquals(1, events.size());
      } finally {
        end();
      }
      assertEquals(BoundedReplays.THREADS, asked.get());
    }
  }

  @Nested
  class Where_an_instance_goes_on_by_itself {
    private final Shared shared = new Shared();
    private final BoundedReplays replays = around(shared, memory(1_000), Runnable::run);

    @Test
    void a_proof_is_good_once_while_the_store_fails() {
      shared.isWell = false;
      assertEquals(Answer.FIRST, answer(replays, "a"));
      assertEquals(Answer.REPEATED, answer(replays, "a"));
      assertEquals(Answer.FIRST, answer(replays, "b"));
      assertEquals(List.of(Kind.REPLAY_STORE_UNAVAILABLE), kinds());
    }

    @Test
    void a_proof_that_was_used_before_the_store_failed_is_not_good_again() {
      assertEquals(Answer.FIRST, answer(replays, "a"));
      shared.isWell = false;
      assertEquals(Answer.REPEATED, answer(replays, "a"));
    }

    private Answer use(String id, String caller, Instant until) {
      return replays.enter(new Use(id, caller, until)).toCompletableFuture().join();
    }

    /** Lets a caller have as many uses here as it may, for 20 seconds. */
    private void fill(String caller) {
      Instant soon = clock.instant().plusSeconds(20);
      for (int i = 0; i < 500; i++) {
        assertEquals(Answer.FIRST, use(caller + i, caller, soon));
      }
    }

    @Test
    void a_proof_that_found_no_place_here_is_not_good_again_when_the_store_fails() {
      fill("greedy");
      Instant until = clock.instant().plus(WINDOW);
      assertEquals(Answer.FIRST, use("x", "greedy", until), "the store has room");
      pass(Duration.ofSeconds(40));
      shared.isWell = false;
      assertEquals(Answer.UNKNOWN, use("x", "greedy", until));
      assertEquals(Answer.UNKNOWN, use("x", "greedy", until));
      shared.isWell = true;
      assertEquals(Answer.REPEATED, use("x", "greedy", until));
    }

    @Test
    void what_found_no_place_here_binds_its_caller_alone_and_no_longer_than_its_time() {
      fill("greedy");
      Instant until = clock.instant().plus(WINDOW);
      assertEquals(Answer.FIRST, use("x", "greedy", until));
      pass(Duration.ofSeconds(40));
      shared.isWell = false;
      assertEquals(Answer.FIRST, use("y", "honest", until));
      assertEquals(Answer.FIRST, use("z", "greedy", clock.instant().plus(WINDOW)));
      assertEquals(Answer.REPEATED, use("z", "greedy", clock.instant().plus(WINDOW)));
    }

    @Test
    void what_found_no_place_here_is_not_new_when_the_clock_is_set_back() {
      fill("greedy");
      Instant until = clock.instant().plus(WINDOW);
      assertEquals(Answer.FIRST, use("x", "greedy", until));
      pass(Duration.ofMinutes(10));
      assertEquals(Answer.FIRST, use("later", "greedy", clock.instant().plus(WINDOW)));
      clock.advance(Duration.ofMinutes(-10));
      shared.isWell = false;
      assertEquals(Answer.UNKNOWN, use("x", "greedy", until));
    }

    @Test
    void the_store_knows_better_while_it_is_well() {
      assertEquals(Answer.FIRST, answer(shared, "used with another replica"));
      assertEquals(Answer.REPEATED, answer(replays, "used with another replica"));
      assertEquals(Answer.FIRST, answer(replays, "a"));
    }
  }
}
