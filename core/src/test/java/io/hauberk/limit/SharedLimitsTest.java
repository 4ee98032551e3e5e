package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.SharedLimits.State;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import io.hauberk.store.JedisStore;
import io.hauberk.store.Namespace;
import io.hauberk.store.SharedStore;
import io.hauberk.store.TestRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/**
 * Instances that share limits over a real Redis. Their own clocks stand still until they are moved;
 * windows are long, so that Redis' clock does not end them.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedLimitsTest {
  private static final Duration LONG = Duration.ofDays(366);
  private static final HandClock CLOCK = HandClock.at("2026-01-01T00:00:00Z");
  private static final TestRedis REDIS = TestRedis.own();
  private static final RedisClient CLIENT = REDIS.client();

  private final List<Instance> instances = new ArrayList<>();

  @AfterAll
  static void stop() {
    CLIENT.close();
    REDIS.close();
  }

  @AfterEach
  void forget() {
    CLIENT.flushAll();
  }

  /** One instance of the service, whose questions are put when a test says so. */
  private static final class Instance {
    private final HandNanos nanos = new HandNanos(7);
    private final Queue<Runnable> questions = new ArrayDeque<>();
    private final List<SecurityEvent> events = new ArrayList<>();
    private final SharedLimits shared;
    private final KeyedLimiter limiter;
    private Runnable meanwhile = () -> {};

    Instance(RedisClient client, int assumed, RateLimit... limits) {
      SharedStore jedis = JedisStore.by(client);
      SharedStore store =
          (script, keys, args) -> {
            meanwhile.run();
            return jedis.run(script, keys, args);
          };
      shared =
          new SharedLimits(
              new SharedLimitOptions(store, new Namespace("orders"), assumed),
              SecurityEvents.direct(events::add, CLOCK),
              Clock.systemUTC(), // as Redis has it
              nanos,
              questions::add);
      limiter =
          KeyedLimiter.builder("caller")
              .limits(List.of(limits))
              .nanoTime(nanos)
              .shared(shared)
              .build();
    }

    List<Kind> kinds() {
      return events.stream().map(SecurityEvent::kind).toList();
    }

    boolean call() {
      return limiter.tryAcquire("alice").admitted();
    }

    void ask() {
      for (Runnable next = questions.poll(); next != null; next = questions.poll()) {
        next.run();
      }
    }

    void beat() {
      shared.beat();
      ask();
    }

    /** Calls as often as it may, asking whenever there is a question. */
    int callUntilRefused() {
      int admitted = 0;
      int refused = 0;
      while (refused < 3) {
        boolean good = call();
        admitted += good ? 1 : 0;
        refused = good ? 0 : refused + 1;
        ask();
        nanos.advance(Duration.ofMillis(100)); // past every pause
      }
      return admitted;
    }
  }

  private Instance instance(int assumed, RateLimit... limits) {
    Instance instance = new Instance(CLIENT, assumed, limits);
    instances.add(instance);
    return instance;
  }

  private void fleet(int size, RateLimit... limits) {
    for (int i = 0; i < size; i++) {
      instance(size, limits).beat();
    }
    instances.forEach(Instance::beat);
  }

  /** How much the script holds back now of a long window. */
  private static long held(long permits) {
    double gone = (double) (System.currentTimeMillis() % LONG.toMillis()) / LONG.toMillis();
    return (long) (permits * 0.4 * (1 - gone)) + 1;
  }

  @Test
  void instances_that_ask_in_time_share_one_limit() {
    fleet(4, RateLimit.of(1000, LONG));
    int admitted = 0;
    for (int round = 0; round < 400; round++) {
      for (Instance one : instances) {
        for (int call = 0; call < 5; call++) {
          admitted += one.call() ? 1 : 0;
        }
        one.ask();
        one.nanos.advance(Duration.ofMillis(100));
      }
    }
    assertTrue(admitted >= 1000 - held(1000), () -> "too few");
    assertTrue(admitted <= 1000, () -> "too many");
  }

  @Test
  void what_is_admitted_before_the_first_answer_stays_in_the_bound() {
    fleet(4, RateLimit.of(1000, LONG));
    int admitted = 0;
    for (Instance one : instances) { // each with all its credit, while the store has not been asked
      while (one.call()) {
        admitted++;
      }
    }
    assertTrue(admitted >= 100 && admitted <= 500, admitted + " by credit");
    for (Instance one : instances) {
      admitted += one.callUntilRefused();
    }
    assertTrue(admitted <= 1100, admitted + " in all");
    assertTrue(admitted >= 1000 - held(1000), admitted + " in all");
  }

  @Test
  void one_that_has_no_calls_leaves_the_permits_to_the_others() {
    fleet(4, RateLimit.of(1000, LONG));
    assertTrue(instances.get(0).call());
    instances.get(0).ask();
    int admitted = instances.get(1).callUntilRefused();
    assertTrue(admitted >= 1000 - held(1000) - 2, admitted + " by one alone");
  }

  @Test
  void every_window_holds() {
    RateLimit day = RateLimit.of(1000, Duration.ofDays(365));
    fleet(2, RateLimit.of(100, LONG), day);
    int admitted = instances.get(0).callUntilRefused() + instances.get(1).callUntilRefused();
    assertTrue(admitted <= 110, admitted + " of 100");
    assertTrue(admitted >= 100 - held(100), admitted + " of 100");
  }

  @Test
  void no_call_enters_the_store() {
    Instance one = instance(1, RateLimit.of(10, LONG));
    for (int i = 0; i < 100; i++) {
      one.call();
    }
    assertEquals(1, one.questions.size(), "one question at a time");
    assertTrue(CLIENT.keys("*").isEmpty());
  }

  @Test
  void every_key_expires_and_none_shows_a_name() {
    String hostile = "alice}:{*\r\n' redis.call('FLUSHALL')" + "x".repeat(10_000);
    Instance one = instance(1, RateLimit.of(10, LONG));
    one.beat();
    one.limiter.tryAcquire(hostile);
    one.limiter.tryAcquire(hostile + "2");
    one.ask();
    Set<String> keys = CLIENT.keys("*");
    assertEquals(3, keys.size());
    for (String key : keys) {
      assertTrue(key.matches("hauberk:orders:(instances|caller:\\{[A-Za-z0-9_-]{22}\\})"), key);
      assertTrue(CLIENT.pttl(key) > 0, key);
    }
  }

  @Test
  void services_and_limiters_of_other_names_share_nothing() {
    Instance one = instance(1, RateLimit.of(10, LONG));
    one.callUntilRefused();
    KeyedLimiter other =
        KeyedLimiter.builder("operation")
            .limit(RateLimit.of(10, LONG))
            .nanoTime(one.nanos)
            .shared(one.shared)
            .build();
    assertTrue(other.tryAcquire("alice").admitted());
    one.ask();
    assertEquals(2, CLIENT.keys("hauberk:orders:*").size());
  }

  @Test
  void an_instance_counts_while_it_beats() {
    fleet(3, RateLimit.of(10, LONG));
    assertEquals(
        Set.of(3),
        instances.stream().map(one -> one.shared.state().instances()).collect(Collectors.toSet()));
    CLIENT.zadd("hauberk:orders:instances", 1.0, "silent-since-1970");
    CLIENT.zadd("hauberk:orders:instances", 9.0e15, "of-a-time-to-come");
    instances.get(0).beat();
    assertEquals(3, instances.get(0).shared.state().instances());
  }

  @Test
  void a_store_that_forgets_is_told_again() {
    fleet(2, RateLimit.of(1000, LONG));
    Instance one = instances.get(0);
    int admitted = one.callUntilRefused();
    CLIENT.flushAll();
    one.beat();
    admitted += one.callUntilRefused();
    assertTrue(admitted <= 1000, admitted + " in all");
  }

  @Test
  void a_clock_that_jumps_begins_another_window_and_blocks_nobody() {
    fleet(1, RateLimit.of(100, LONG));
    Instance one = instances.get(0);
    assertTrue(one.callUntilRefused() > 0);
    String key = CLIENT.keys("hauberk:orders:caller:*").iterator().next();
    String field = LONG.toMillis() + ":window";
    long number = Long.parseLong(CLIENT.hget(key, field));
    for (long other : new long[] {number - 1, number + 1, number + 1_000, 0}) {
      CLIENT.hset(key, field, Long.toString(other));
      Instance fresh = instance(1, RateLimit.of(100, LONG));
      assertTrue(fresh.call());
      fresh.ask();
      assertEquals(Long.toString(number), CLIENT.hget(key, field));
      assertTrue(Long.parseLong(CLIENT.hget(key, LONG.toMillis() + ":used")) < 100);
    }
  }

  @Test
  void without_a_store_each_goes_on_with_its_share() {
    TestRedis mortal = TestRedis.own();
    try (RedisClient client = mortal.client()) {
      Instance one = new Instance(client, 4, RateLimit.of(1000, LONG));
      mortal.kill();
      int admitted = one.callUntilRefused();
      assertEquals(250, admitted, "a fourth of 1000");
      assertTrue(one.shared.state().isAlone());
      assertEquals(List.of(Kind.SHARED_STORE_UNAVAILABLE), one.kinds());
      String cause = one.events.get(0).details().get(Detail.CAUSE);
      assertEquals("it cannot be reached", cause);

      mortal.start();
      one.nanos.advance(Duration.ofSeconds(1));
      one.beat();
      one.beat();
      assertFalse(one.shared.state().isAlone());
      assertEquals(List.of(Kind.SHARED_STORE_UNAVAILABLE, Kind.SHARED_STORE_RESTORED), one.kinds());
      admitted += one.callUntilRefused();
      assertTrue(admitted <= 1000 && admitted >= 1000 - held(1000), admitted + " in all");
    } finally {
      mortal.close();
    }
  }

  @Test
  void a_store_that_is_lost_in_the_middle_leaves_each_the_share_of_what_was_left() {
    TestRedis mortal = TestRedis.own();
    try (RedisClient client = mortal.client()) {
      Instance one = new Instance(client, 2, RateLimit.of(1000, LONG));
      Instance other = new Instance(client, 2, RateLimit.of(1000, LONG));
      one.beat();
      other.beat();
      one.beat();
      int admitted = 0;
      for (int i = 0; i < 200; i++) {
        admitted += one.call() ? 1 : 0;
        admitted += other.call() ? 1 : 0;
        one.ask();
        other.ask();
        one.nanos.advance(Duration.ofMillis(100));
        other.nanos.advance(Duration.ofMillis(100));
      }
      assertEquals(400, admitted, "the honest load meets no refusal");
      mortal.kill();
      int alone = one.callUntilRefused() + other.callUntilRefused();
      assertTrue(alone > 0);
      int all = admitted + alone;
      assertTrue(all <= 1100 && all >= 900, all + " in all");
    } finally {
      mortal.close();
    }
  }

  @Test
  void an_answer_that_is_overdue_is_not_waited_for() {
    Instance one = instance(4, RateLimit.of(1000, LONG));
    assertTrue(one.call());
    one.ask();
    int leased = 0;
    while (one.call()) {
      leased++;
    }
    assertFalse(one.call(), "while the answer may come");
    one.nanos.advance(Duration.ofMillis(21));
    assertTrue(one.call(), "once it should have come");
    assertEquals(1, one.questions.size());
    assertFalse(one.shared.state().isAlone());
    assertNotEquals(1000, leased);
  }

  @Test
  void a_call_that_finds_nothing_left_has_more_asked_for() {
    Instance one = instance(4, RateLimit.of(1000, LONG));
    assertTrue(one.call());
    one.meanwhile =
        () -> { // the answer is overdue, and the share is more than it will grant
          one.nanos.advance(Duration.ofMillis(21));
          while (one.call()) {}
        };
    one.ask();
    one.meanwhile = () -> {};
    assertFalse(one.call());
    assertEquals(1, one.questions.size());
    one.ask();
    assertTrue(one.call());
  }

  @Test
  void a_store_that_hangs_is_left_alone_while_its_client_still_waits() {
    Instance one = instance(4, RateLimit.of(1000, LONG));
    one.shared.beat(); // and the question stays out
    one.shared.beat();
    one.shared.beat();
    assertFalse(one.shared.state().isAlone());
    one.shared.beat();
    assertTrue(one.shared.state().isAlone());
    assertEquals(List.of(Kind.SHARED_STORE_UNAVAILABLE), one.kinds());
    assertEquals("it does not answer in time", one.events.get(0).details().get(Detail.CAUSE));
    one.nanos.advance(Duration.ofSeconds(2));
    one.ask();
    one.beat();
    one.beat();
    assertFalse(one.shared.state().isAlone());
  }

  @Test
  void a_caller_that_is_refused_for_a_moment_is_not_sent_away_for_the_window() {
    Instance one = instance(4, RateLimit.of(1000, LONG));
    while (one.call()) {}
    LimitDecision refused = one.limiter.tryAcquire("alice");
    assertFalse(refused.admitted());
    assertEquals(Duration.ofSeconds(1), refused.retryAfter());
  }

  @Test
  void a_caller_that_has_used_all_is_sent_away_for_the_window() {
    Instance one = instance(1, RateLimit.of(1, LONG));
    one.beat();
    assertTrue(one.call());
    one.ask();
    one.nanos.advance(Duration.ofMillis(100));
    LimitDecision refused = one.limiter.tryAcquire("alice");
    assertFalse(refused.admitted());
    assertEquals(0, refused.remaining());
    assertTrue(refused.retryAfter().compareTo(Duration.ofSeconds(1)) > 0);
  }

  @Test
  void a_window_that_ends_here_before_the_store_has_answered_begins_with_credit_alone() {
    Instance one = instance(1, RateLimit.of(10, Duration.ofDays(1)));
    while (one.call()) {}
    one.nanos.advance(Duration.ofDays(1));
    assertTrue(one.call());
  }

  @Test
  void windows_that_cannot_be_shared_are_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> instance(1, RateLimit.of(10, Duration.ofMillis(99))));
    assertThrows(
        IllegalArgumentException.class,
        () -> instance(1, RateLimit.of(10, Duration.ofNanos(1_000_000_001))));
    assertTrue(instance(1, RateLimit.of(10, Duration.ofMillis(100))).call());
  }

  @Test
  void crowded_questions_are_counted_and_put_later() {
    HandNanos nanos = new HandNanos(0);
    SharedLimits shared =
        new SharedLimits(
            new SharedLimitOptions(JedisStore.by(CLIENT), new Namespace("orders"), 1),
            SecurityEvents.direct(event -> {}, CLOCK),
            Clock.systemUTC(),
            nanos,
            work -> {
              throw new RejectedExecutionException();
            });
    KeyedLimiter limiter =
        KeyedLimiter.builder("caller")
            .limit(RateLimit.of(1000, LONG))
            .nanoTime(nanos)
            .shared(shared)
            .build();
    for (int i = 0; i < 10; i++) {
      assertTrue(limiter.tryAcquire("alice").admitted());
    }
    State state = shared.state();
    assertEquals(1, state.crowded());
    nanos.advance(Duration.ofMillis(100));
    limiter.tryAcquire("alice");
    assertEquals(2, shared.state().crowded());
  }
}
