package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.HandNanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many keys, and many threads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyedLimiterLoadTest {
  private static final int THREADS = 8;

  private final HandNanos nanos = new HandNanos(42);

  private KeyedLimiter limiter(RateLimit limit, int maxKeys) {
    return KeyedLimiter.builder("address").limit(limit).maxKeys(maxKeys).nanoTime(nanos).build();
  }

  /** The sum of what the work returns on each of several threads that begin together. */
  private static long sumOfThreads(IntToLongFunction work)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      FutureTask<Long> task =
          new FutureTask<>(
              () -> {
                start.await();
                return work.applyAsLong(thread);
              });
      tasks.add(task);
      new Thread(task).start();
    }
    start.countDown();
    long sum = 0;
    for (FutureTask<Long> task : tasks) {
      sum += task.get();
    }
    return sum;
  }

  private static long admitted(KeyedLimiter limiter, Object key, int calls) {
    long admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += limiter.tryAcquire(key).admitted() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void threads_at_one_key_get_exactly_what_is_permitted() throws Exception {
    KeyedLimiter limiter = limiter(RateLimit.perMinute(10_000), 10);
    for (int window = 0; window < 5; window++) {
      assertEquals(10_000, sumOfThreads(thread -> admitted(limiter, "alice", 5_000)));
      nanos.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void threads_at_the_shared_bucket_get_exactly_what_is_permitted() throws Exception {
    KeyedLimiter limiter = limiter(RateLimit.perMinute(1_000), 1);
    limiter.tryAcquire("alice");
    assertEquals(1_000, sumOfThreads(thread -> admitted(limiter, "new-" + thread, 5_000)));
  }

  @Test
  void forgetting_and_taking_at_once_make_no_second_bucket() throws Exception {
    KeyedLimiter limiter = limiter(RateLimit.perMinute(100), 64);
    for (int window = 0; window < 200; window++) {
      // All threads call the same 32 keys, full again since the last window: each call may meet
      // the walk that forgets them.
      long sum =
          sumOfThreads(
              thread -> {
                long admitted = 0;
                for (int call = 0; call < 20; call++) {
                  for (int key = 0; key < 32; key++) {
                    admitted += admitted(limiter, "key-" + key, 1);
                  }
                }
                return admitted;
              });
      assertEquals(32 * 100, sum);
      assertTrue(limiter.trackedKeys() <= 64);
      nanos.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void time_that_moves_during_calls_burns_and_grants_nothing() throws Exception {
    KeyedLimiter limiter = limiter(RateLimit.of(10, Duration.ofSeconds(1)), 16);
    AtomicLong windows = new AtomicLong(1);
    long sum =
        sumOfThreads(
            thread -> {
              long admitted = 0;
              for (int i = 0; i < 2_000; i++) {
                if (thread == 0) {
                  nanos.advance(Duration.ofSeconds(1));
                  windows.incrementAndGet();
                }
                admitted += admitted(limiter, "alice", 20);
              }
              return admitted;
            });
    assertTrue(sum <= windows.get() * 10, "never more than each window holds");
    assertTrue(
        sum >= 2_000 * 10, "the mover alone finds ten in each window, taken by it or others");
  }

  @ParameterizedTest
  @ValueSource(ints = 1_000_000)
  void a_million_keys_stay_within_the_cap_and_refill_nobody(int keys) {
    flood(keys);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = 10_000_000)
  void ten_million_keys_stay_within_the_cap_and_refill_nobody(int keys) {
    flood(keys);
  }

  private void flood(int keys) {
    int maxKeys = 10_000;
    KeyedLimiter limiter = limiter(RateLimit.of(5, Duration.ofSeconds(60)), maxKeys);
    assertEquals(5, admitted(limiter, "mallory", 6));
    for (int i = 0; i < keys; i++) {
      limiter.tryAcquire(i);
      if (i % 1_000 == 0) {
        assertTrue(limiter.trackedKeys() <= maxKeys);
        assertFalse(limiter.tryAcquire("mallory").admitted());
      }
    }
    assertEquals(maxKeys, limiter.trackedKeys());
    assertEquals(keys - maxKeys + 1, limiter.overflowed());
    nanos.advance(Duration.ofSeconds(60));
    assertEquals(5, admitted(limiter, "mallory", 6), "and who waited is served");
  }
}
