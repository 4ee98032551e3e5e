package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Decision;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import io.hauberk.request.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyedLimiterTest {
  private static final RateLimit THREE_A_MINUTE = RateLimit.perMinute(3);

  private final HandNanos nanos = new HandNanos(0);

  private KeyedLimiter.Builder builder() {
    return KeyedLimiter.builder("caller").nanoTime(nanos);
  }

  private KeyedLimiter limiter(RateLimit limit) {
    return builder().limit(limit).build();
  }

  private static int admitted(KeyedLimiter limiter, Object key, int calls) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += limiter.tryAcquire(key).admitted() ? 1 : 0;
    }
    return admitted;
  }

  @Nested
  class Admits {
    @Test
    void as_many_calls_as_permitted_and_says_what_is_left() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      for (long left = 2; left >= 0; left--) {
        assertEquals(
            new LimitDecision(true, THREE_A_MINUTE, left, Duration.ofMinutes(1)),
            limiter.tryAcquire("alice"));
      }
    }

    @Test
    void again_when_the_next_window_begins() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      admitted(limiter, "alice", 4);
      nanos.advance(Duration.ofMinutes(1));
      assertEquals(3, admitted(limiter, "alice", 4));
    }

    @Test
    void one_key_whatever_another_one_did() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      admitted(limiter, "alice", 100);
      assertEquals(3, admitted(limiter, "bob", 100));
    }

    @Test
    void no_more_after_a_long_silence_than_after_a_short_one() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      admitted(limiter, "alice", 3);
      nanos.advance(Duration.ofDays(300));
      assertEquals(3, admitted(limiter, "alice", 100));
    }
  }

  @Nested
  class Refuses {
    @Test
    void the_call_after_the_last_permit() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      admitted(limiter, "alice", 3);
      nanos.advance(Duration.ofSeconds(20));
      assertEquals(
          new LimitDecision(false, THREE_A_MINUTE, 0, Duration.ofSeconds(40)),
          limiter.tryAcquire("alice"));
    }

    @Test
    void until_the_last_nanosecond_of_the_window() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      admitted(limiter, "alice", 3);
      nanos.advance(Duration.ofMinutes(1).minusNanos(1));
      assertFalse(limiter.tryAcquire("alice").admitted());
      nanos.advance(Duration.ofNanos(1));
      assertTrue(limiter.tryAcquire("alice").admitted());
    }

    @Test
    void without_burning_what_comes_after() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      assertEquals(3, admitted(limiter, "alice", 1_000_000));
      nanos.advance(Duration.ofMinutes(1));
      assertEquals(3, admitted(limiter, "alice", 3), "a refusal owes nothing to the next window");
    }

    @Test
    void under_the_name_that_events_use() {
      KeyedLimiter limiter = limiter(RateLimit.perMinute(1));
      assertEquals(
          Decision.ADMITTED, limiter.tryAcquire("alice").toDecision(Reason.CALLER_RATE_EXCEEDED));
      nanos.advance(Duration.ofMillis(500));
      assertEquals(
          new Decision.Throttled(Reason.CALLER_RATE_EXCEEDED, Duration.ofSeconds(60)),
          limiter.tryAcquire("alice").toDecision(Reason.CALLER_RATE_EXCEEDED));
    }
  }

  @Nested
  class Several_limits {
    private final RateLimit tenASecond = RateLimit.perSecond(10);
    private final RateLimit fifteenAMinute = RateLimit.perMinute(15);
    private final KeyedLimiter limiter = builder().limit(tenASecond).limit(fifteenAMinute).build();

    @Test
    void hold_all_and_not_the_first_only() {
      assertEquals(10, admitted(limiter, "alice", 100));
      nanos.advance(Duration.ofSeconds(1));
      assertEquals(5, admitted(limiter, "alice", 100));
      nanos.advance(Duration.ofSeconds(1));
      assertEquals(0, admitted(limiter, "alice", 100));
      nanos.advance(Duration.ofSeconds(58));
      assertEquals(10, admitted(limiter, "alice", 100));
    }

    @Test
    void lose_nothing_when_one_of_them_refuses() {
      admitted(limiter, "alice", 10);
      admitted(limiter, "alice", 1_000); // the second refuses these: the minute keeps its five
      nanos.advance(Duration.ofSeconds(1));
      assertEquals(
          new LimitDecision(true, fifteenAMinute, 4, Duration.ofSeconds(59)),
          limiter.tryAcquire("alice"));
    }

    @Test
    void answer_with_the_one_that_binds() {
      assertEquals(tenASecond, limiter.tryAcquire("alice").limit());
      admitted(limiter, "alice", 9);
      assertEquals(
          new LimitDecision(false, tenASecond, 0, Duration.ofSeconds(1)),
          limiter.tryAcquire("alice"));
      nanos.advance(Duration.ofSeconds(1));
      admitted(limiter, "alice", 5);
      assertEquals(
          new LimitDecision(false, fifteenAMinute, 0, Duration.ofSeconds(59)),
          limiter.tryAcquire("alice"));
    }

    @Test
    void answer_with_the_longest_wait_if_several_refuse() {
      KeyedLimiter both =
          builder().limit(RateLimit.perSecond(1)).limit(RateLimit.perMinute(1)).build();
      both.tryAcquire("alice");
      assertEquals(Duration.ofMinutes(1), both.tryAcquire("alice").retryAfter());
    }
  }

  @Nested
  class A_cost {
    private final RateLimit tenAMinute = RateLimit.perMinute(10);

    @Test
    void is_taken_whole() {
      KeyedLimiter limiter = limiter(tenAMinute);
      assertEquals(6, limiter.tryAcquire("alice", 4).remaining());
      assertEquals(5, limiter.tryAcquire("alice").remaining());
    }

    @Test
    void that_is_not_left_is_refused_and_takes_nothing() {
      KeyedLimiter limiter = limiter(tenAMinute);
      limiter.tryAcquire("alice", 8);
      nanos.advance(Duration.ofSeconds(20));
      assertEquals(
          new LimitDecision(false, tenAMinute, 2, Duration.ofSeconds(40)),
          limiter.tryAcquire("alice", 3));
      assertEquals(0, limiter.tryAcquire("alice", 2).remaining(), "the two are still there");
    }

    @Test
    void is_taken_from_every_window_or_from_none() {
      RateLimit twentyAnHour = RateLimit.of(20, Duration.ofHours(1));
      KeyedLimiter limiter = builder().limit(tenAMinute).limit(twentyAnHour).build();
      assertTrue(limiter.tryAcquire("alice", 9).admitted());
      assertEquals(tenAMinute, limiter.tryAcquire("alice", 9).limit());
      nanos.advance(Duration.ofMinutes(1));
      assertEquals(
          new LimitDecision(true, tenAMinute, 1, Duration.ofMinutes(1)),
          limiter.tryAcquire("alice", 9));
      nanos.advance(Duration.ofMinutes(1));
      assertEquals(
          new LimitDecision(false, twentyAnHour, 2, Duration.ofMinutes(58)),
          limiter.tryAcquire("alice", 9));
      assertEquals(
          new LimitDecision(true, twentyAnHour, 0, Duration.ofMinutes(58)),
          limiter.tryAcquire("alice", 2),
          "the refusal took none from the minute, nor from the hour");
    }

    @Test
    void above_the_limit_is_never_admitted() {
      KeyedLimiter limiter = limiter(tenAMinute);
      for (int minute = 0; minute < 3; minute++) {
        assertFalse(limiter.tryAcquire("alice", 11).admitted());
        nanos.advance(Duration.ofMinutes(1));
      }
      assertEquals(10, admitted(limiter, "alice", 20));
    }

    @Test
    void counts_at_the_shared_bucket_too() {
      KeyedLimiter limiter = builder().limit(tenAMinute).maxKeys(1).build();
      limiter.tryAcquire("alice");
      assertTrue(limiter.tryAcquire("bob", 7).admitted());
      assertFalse(limiter.tryAcquire("carol", 7).admitted());
      assertTrue(limiter.tryAcquire("carol", 3).admitted());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
    void out_of_range_is_refused(int cost) {
      KeyedLimiter limiter = limiter(tenAMinute);
      var e = assertThrows(IllegalArgumentException.class, () -> limiter.tryAcquire("alice", cost));
      assertEquals("a cost must be from 1 to 1000, was " + cost, e.getMessage());
    }
  }

  @Nested
  class Peeking {
    @Test
    void takes_nothing() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      LimitDecision whole = new LimitDecision(true, THREE_A_MINUTE, 3, Duration.ofMinutes(1));
      for (int i = 0; i < 100; i++) {
        assertEquals(whole, limiter.peek("alice"));
      }
      assertEquals(0, limiter.trackedKeys(), "who is only looked at needs no bucket");
      assertEquals(3, admitted(limiter, "alice", 10));
    }

    @Test
    void refuses_once_all_failures_are_spent_and_again_admits_in_the_next_window() {
      KeyedLimiter failures = limiter(THREE_A_MINUTE);
      for (int i = 0; i < 3; i++) {
        assertTrue(failures.peek("198.51.100.7").admitted());
        failures.tryAcquire("198.51.100.7");
      }
      assertFalse(failures.peek("198.51.100.7").admitted());
      assertTrue(failures.peek("198.51.100.8").admitted());
      nanos.advance(Duration.ofMinutes(1));
      assertTrue(failures.peek("198.51.100.7").admitted());
    }

    @Test
    void at_a_key_without_a_bucket_sees_the_shared_one_when_the_limiter_is_full() {
      KeyedLimiter limiter = builder().limit(THREE_A_MINUTE).maxKeys(1).build();
      limiter.tryAcquire("alice");
      admitted(limiter, "bob", 3);
      assertFalse(limiter.peek("carol").admitted());
      assertTrue(limiter.peek("alice").admitted());
    }
  }

  @Nested
  class Memory {
    private final KeyedLimiter limiter = builder().limit(THREE_A_MINUTE).maxKeys(100).build();

    private void fill(String prefix, int keys) {
      for (int i = 0; i < keys; i++) {
        limiter.tryAcquire(prefix + i);
      }
    }

    @Test
    void is_bounded_by_the_cap() {
      fill("stranger-", 10_000);
      assertEquals(100, limiter.trackedKeys());
      assertEquals(9_900, limiter.overflowed());
    }

    @Test
    void pressure_refills_nobody() {
      assertEquals(3, admitted(limiter, "mallory", 4));
      fill("stranger-", 10_000);
      assertEquals(0, admitted(limiter, "mallory", 4));
    }

    @Test
    void pressure_takes_nothing_from_who_has_a_bucket() {
      limiter.tryAcquire("alice");
      fill("stranger-", 10_000);
      assertEquals(2, admitted(limiter, "alice", 4));
    }

    @Test
    void new_keys_share_one_bucket_at_the_cap() {
      fill("stranger-", 100);
      assertEquals(3, admitted(limiter, "newcomer-1", 2) + admitted(limiter, "newcomer-2", 2));
      assertFalse(limiter.tryAcquire("newcomer-3").admitted());
      nanos.advance(Duration.ofSeconds(59));
      assertFalse(limiter.tryAcquire("newcomer-4").admitted());
    }

    @Test
    void full_buckets_are_forgotten_as_new_keys_come() {
      fill("old-", 100);
      nanos.advance(Duration.ofMinutes(1));
      fill("new-", 100);
      assertEquals(100, limiter.trackedKeys());
      assertEquals(0, limiter.overflowed());
      for (int i = 0; i < 100; i++) {
        assertEquals(2, limiter.peek("new-" + i).remaining(), "each has a bucket of its own");
      }
    }

    @Test
    void full_buckets_are_forgotten_as_known_keys_open_windows() {
      fill("old-", 99);
      for (int minute = 0; minute < 30; minute++) {
        nanos.advance(Duration.ofMinutes(1));
        admitted(limiter, "alice", 4);
      }
      assertEquals(1, limiter.trackedKeys());
    }

    @Test
    void a_bucket_that_is_not_full_is_never_forgotten() {
      fill("old-", 50);
      nanos.advance(Duration.ofSeconds(30));
      assertEquals(3, admitted(limiter, "mallory", 4));
      nanos.advance(Duration.ofSeconds(59));
      fill("new-", 10_000);
      assertEquals(0, admitted(limiter, "mallory", 1));
      nanos.advance(Duration.ofSeconds(1));
      assertEquals(3, admitted(limiter, "mallory", 4));
    }

    @Test
    void is_told_about_once_until_there_is_room_again() {
      List<SecurityEvent> seen = new ArrayList<>();
      KeyedLimiter watched =
          builder()
              .limit(THREE_A_MINUTE)
              .maxKeys(10)
              .events(SecurityEvents.direct(seen::add, HandClock.at("2025-03-01T10:00:00Z")))
              .build();
      for (int i = 0; i < 1_000; i++) {
        watched.tryAcquire("stranger-" + i);
      }
      assertEquals(1, seen.size());
      assertEquals(Kind.LIMIT_KEYS_FULL, seen.get(0).kind());
      assertEquals(Map.of(Detail.LIMIT, "caller", Detail.COUNT, "10"), seen.get(0).details());

      nanos.advance(Duration.ofMinutes(1));
      for (int i = 0; i < 1_000; i++) {
        watched.tryAcquire("stranger-again-" + i);
      }
      assertEquals(2, seen.size());
    }
  }

  @Nested
  class Time {
    @Test
    void may_wrap_around() {
      HandNanos late = new HandNanos(Long.MAX_VALUE - Duration.ofSeconds(90).toNanos());
      KeyedLimiter limiter =
          KeyedLimiter.builder("caller").limit(THREE_A_MINUTE).nanoTime(late).build();
      assertEquals(3, admitted(limiter, "alice", 4));
      for (int minute = 0; minute < 4; minute++) {
        late.advance(Duration.ofMinutes(1));
        assertEquals(3, admitted(limiter, "alice", 4));
      }
      assertTrue(late.getAsLong() < 0, "it did wrap");
    }

    @Test
    void that_runs_backwards_is_not_followed() {
      KeyedLimiter limiter = limiter(THREE_A_MINUTE);
      nanos.advance(Duration.ofMinutes(10));
      assertEquals(1, admitted(limiter, "alice", 1));
      nanos.advance(Duration.ofMinutes(-5));
      assertEquals(2, admitted(limiter, "alice", 4), "neither refilled nor burnt");
      nanos.advance(Duration.ofMinutes(6));
      assertEquals(3, admitted(limiter, "alice", 4));
    }

    @ParameterizedTest
    @CsvSource({
      "PT0.000000001S, 60",
      "PT0.5S,         60",
      "PT1S,           59",
      "PT59S,           1",
      "PT59.5S,         1",
      "PT59.999999999S, 1"
    })
    void to_wait_is_told_in_whole_seconds_rounded_up(Duration later, long seconds) {
      KeyedLimiter limiter = limiter(RateLimit.perMinute(1));
      limiter.tryAcquire("alice");
      nanos.advance(later);
      assertEquals(Duration.ofSeconds(seconds), limiter.tryAcquire("alice").retryAfter());
    }

    @Test
    void to_wait_is_at_least_a_second() {
      KeyedLimiter limiter = limiter(RateLimit.of(1, Duration.ofMillis(1)));
      limiter.tryAcquire("alice");
      assertEquals(Duration.ofSeconds(1), limiter.tryAcquire("alice").retryAfter());
    }
  }

  @Nested
  class Refuses_a_wrong_set_up {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a\r\nb", "ä", "a;q=1"})
    void of_the_name(String name) {
      assertThrows(IllegalArgumentException.class, () -> KeyedLimiter.builder(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_000_001})
    void of_the_cap(int maxKeys) {
      var e = assertThrows(IllegalArgumentException.class, () -> builder().maxKeys(maxKeys));
      assertEquals(
          "rate-limit.max-keys must be from 1 to 10000000, was " + maxKeys, e.getMessage());
    }

    @Test
    void without_a_limit() {
      var e = assertThrows(IllegalArgumentException.class, () -> builder().build());
      assertEquals("limit 'caller' needs a rate-limit.permits", e.getMessage());
    }
  }

  @Test
  void runs_on_the_machines_monotonic_clock_unless_told_otherwise() {
    KeyedLimiter limiter = KeyedLimiter.of("caller", RateLimit.of(2, Duration.ofDays(366)));
    assertEquals(2, admitted(limiter, "alice", 5));
    assertEquals("caller", limiter.name());
    assertInstanceOf(
        Decision.Throttled.class,
        limiter.tryAcquire("alice").toDecision(Reason.CALLER_RATE_EXCEEDED));
  }
}
