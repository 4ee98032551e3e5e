package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.HandNanos;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Several limiters that one call must meet. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChargeTest {
  private final HandNanos nanos = new HandNanos(7);
  private final KeyedLimiter callers = limiter("caller", 5);
  private final KeyedLimiter operations = limiter("operation", 8);

  private KeyedLimiter limiter(String name, int permits) {
    return KeyedLimiter.builder(name)
        .limit(RateLimit.perMinute(permits))
        .maxKeys(2)
        .nanoTime(nanos)
        .build();
  }

  private List<LimitDecision> call(String who, int cost) {
    return Charge.tryAcquire(
        List.of(new Charge(callers.quota(), who), new Charge(operations.quota(), "orders")), cost);
  }

  private static boolean admitted(List<LimitDecision> answers) {
    return answers.stream().allMatch(LimitDecision::admitted);
  }

  @Test
  void a_call_takes_from_all() {
    assertEquals(List.of(3L, 6L), call("alice", 2).stream().map(LimitDecision::remaining).toList());
  }

  @Test
  void a_refusal_of_the_first_takes_nothing_from_the_second() {
    assertTrue(admitted(call("alice", 5)));
    for (int i = 0; i < 100; i++) {
      List<LimitDecision> answers = call("alice", 1);
      assertEquals(List.of(false, true), answers.stream().map(LimitDecision::admitted).toList());
      assertEquals(3, answers.get(1).remaining());
    }
    assertTrue(admitted(call("bob", 3)));
  }

  @Test
  void a_refusal_of_the_second_takes_nothing_from_the_first() {
    assertTrue(admitted(call("alice", 5)));
    for (int i = 0; i < 100; i++) {
      assertEquals(5, call("bob", 4).get(0).remaining());
    }
    assertTrue(admitted(call("bob", 3)), "and the three that are left go to whom they fit");
  }

  @Test
  void keys_without_room_share_the_bucket_of_their_quota() {
    KeyedLimiter.Quota strict = callers.quota(List.of(RateLimit.perMinute(1)));
    callers.tryAcquire("a");
    callers.tryAcquire("b");
    assertTrue(Charge.tryAcquire(List.of(new Charge(strict, "c")), 1).get(0).admitted());
    assertEquals(false, Charge.tryAcquire(List.of(new Charge(strict, "d")), 1).get(0).admitted());
    assertTrue(callers.tryAcquire("e").admitted(), "another kind of key has another bucket");
    assertEquals(3, callers.overflowed());
  }

  @Test
  void threads_get_together_exactly_what_the_narrowest_permits() throws Exception {
    KeyedLimiter wide = limiter("wide", 1_000);
    KeyedLimiter narrow = limiter("narrow", 700);
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String who = "caller-" + thread % 2;
      FutureTask<Integer> task =
          new FutureTask<>(
              () -> {
                int admitted = 0;
                for (int i = 0; i < 2_000; i++) {
                  List<Charge> charges =
                      List.of(new Charge(wide.quota(), who), new Charge(narrow.quota(), "all"));
                  admitted += admitted(Charge.tryAcquire(charges, 1)) ? 1 : 0;
                }
                return admitted;
              });
      tasks.add(task);
      new Thread(task).start();
    }
    int sum = 0;
    for (FutureTask<Integer> task : tasks) {
      sum += task.get();
    }
    assertEquals(700, sum);
    assertEquals(
        700, 2_000 - wide.peek("caller-0").remaining() - wide.peek("caller-1").remaining());
  }

  @Test
  void two_windows_of_one_period_are_refused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> callers.quota(List.of(RateLimit.perMinute(1), RateLimit.perMinute(2))));
    assertEquals(
        "limit 'caller' has two windows of the same period; keep the tighter one", e.getMessage());
  }
}
