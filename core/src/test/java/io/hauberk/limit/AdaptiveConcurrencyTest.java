package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.limit.AdaptiveConcurrency.Permit;
import io.hauberk.limit.AdaptiveConcurrency.Priority;
import io.hauberk.request.HandNanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdaptiveConcurrencyTest {
  private static final Duration USUAL = Duration.ofMillis(10);

  private final HandNanos nanos = new HandNanos(Long.MAX_VALUE - 1_000_000_000); // it wraps around
  private final AdaptiveConcurrency concurrency =
      new AdaptiveConcurrency(ConcurrencyOptions.upTo(100), nanos);

  /** As many requests of a class as are let in. */
  private List<Permit> fill(Priority priority) {
    List<Permit> permits = new ArrayList<>();
    while (concurrency.tryEnter("op", priority).map(permits::add).orElse(false)) {}
    return permits;
  }

  /** Rounds of as many requests at once as are let in, all answered after this time. */
  private void rounds(int rounds, Duration latency) {
    for (int i = 0; i < rounds; i++) {
      List<Permit> permits = fill(Priority.HIGH);
      permits.forEach(Permit::serving);
      nanos.advance(latency);
      permits.forEach(Permit::over);
    }
  }

  /** One request after the other. */
  private void oneByOne(int requests, String operation, Duration latency) {
    for (int i = 0; i < requests; i++) {
      Permit permit = concurrency.tryEnter(operation, Priority.HIGH).orElseThrow();
      permit.serving();
      nanos.advance(latency);
      permit.over();
    }
  }

  @Nested
  class Lets_in {
    @Test
    void as_many_as_the_limit_and_no_more_until_one_is_over() {
      List<Permit> permits = fill(Priority.HIGH);
      assertEquals(100, permits.size());
      permits.get(0).over();
      assertEquals(1, fill(Priority.HIGH).size());
      assertEquals(100, concurrency.used());
    }

    @Test
    void each_class_until_its_part_is_used_by_whomever() {
      assertEquals(50, fill(Priority.ANONYMOUS).size());
      assertEquals(20, fill(Priority.LOW).size());
      assertEquals(20, fill(Priority.NORMAL).size());
      assertEquals(10, fill(Priority.HIGH).size());
      assertEquals(0, fill(Priority.ANONYMOUS).size());
    }

    @Test
    void one_of_each_class_however_low_the_limit() {
      for (Priority priority : Priority.values()) {
        AdaptiveConcurrency one = new AdaptiveConcurrency(ConcurrencyOptions.upTo(1), nanos);
        assertTrue(one.tryEnter("op", priority).isPresent());
        assertTrue(one.tryEnter("op", priority).isEmpty());
      }
    }

    @Test
    void no_more_when_the_end_of_one_is_told_twice() {
      List<Permit> permits = fill(Priority.HIGH);
      permits.get(0).over();
      permits.get(0).over();
      permits.get(0).answering();
      assertEquals(99, concurrency.used());
    }
  }

  @Nested
  class The_limit {
    @Test
    void stays_where_it_is_while_latency_is_usual() {
      rounds(200, USUAL);
      assertEquals(100, concurrency.limit());
    }

    @Test
    void bears_latency_that_doubles() {
      rounds(200, USUAL);
      rounds(100, USUAL.multipliedBy(2));
      assertEquals(100, concurrency.limit());
    }

    @Test
    void sinks_when_the_service_becomes_slower_and_comes_back_when_it_recovers() {
      rounds(200, USUAL);
      rounds(5, USUAL.multipliedBy(40));
      assertTrue(concurrency.limit() < 80, () -> "it is " + concurrency.limit());
      rounds(50, USUAL.multipliedBy(40));
      assertEquals(20, concurrency.limit(), "and no lower than the least");
      rounds(2_000, USUAL);
      assertEquals(100, concurrency.limit());
    }

    @Test
    void sinks_for_the_lower_classes_too() {
      rounds(200, USUAL);
      rounds(50, USUAL.multipliedBy(40));
      assertEquals(10, fill(Priority.ANONYMOUS).size());
      assertEquals(20, concurrency.used() + fill(Priority.HIGH).size());
    }

    @Test
    void comes_back_when_slow_has_become_usual() {
      rounds(200, USUAL);
      rounds(50, USUAL.multipliedBy(10));
      assertEquals(20, concurrency.limit());
      rounds(10_000, USUAL.multipliedBy(10)); // some quarter of an hour
      assertEquals(100, concurrency.limit());
    }

    @Test
    void is_not_sunk_by_slow_operations_that_are_always_slow() {
      oneByOne(400, "fast", Duration.ofMillis(1));
      oneByOne(400, "slow", Duration.ofSeconds(3));
      oneByOne(400, "fast", Duration.ofMillis(1));
      assertEquals(100, concurrency.limit());
    }

    @Test
    void does_not_rise_while_nobody_needs_it() {
      rounds(200, USUAL);
      rounds(50, USUAL.multipliedBy(40));
      oneByOne(5_000, "op", USUAL);
      assertEquals(20, concurrency.limit());
    }

    @Test
    void is_not_sunk_by_callers_who_send_or_read_slowly() {
      rounds(200, USUAL);
      for (int i = 0; i < 50; i++) {
        List<Permit> permits = fill(Priority.HIGH);
        nanos.advance(Duration.ofSeconds(30)); // the bodies come in
        permits.forEach(Permit::serving);
        nanos.advance(USUAL);
        permits.forEach(Permit::answering);
        nanos.advance(Duration.ofSeconds(30)); // the answers are read
        permits.forEach(Permit::over);
      }
      assertEquals(100, concurrency.limit());
    }

    @Test
    void learns_nothing_from_requests_that_never_reached_the_service() {
      rounds(200, USUAL);
      for (int i = 0; i < 50; i++) {
        List<Permit> permits = fill(Priority.HIGH);
        nanos.advance(Duration.ofSeconds(30));
        permits.forEach(Permit::over);
      }
      assertEquals(100, concurrency.limit());
      assertEquals(0, concurrency.used());
    }

    @Test
    void holds_where_nothing_ends_at_all() {
      assertEquals(100, fill(Priority.HIGH).size());
      nanos.advance(Duration.ofHours(1));
      assertEquals(0, fill(Priority.HIGH).size());
    }
  }

  @Nested
  class Options {
    @ParameterizedTest
    @CsvSource({
      "0, 1, 'concurrency.max must be from 1 to 100000, was 0'",
      "100001, 1, 'concurrency.max must be from 1 to 100000, was 100001'",
      "10, 0, 'concurrency.min must be from 1 to concurrency.max (10), was 0'",
      "10, 11, 'concurrency.min must be from 1 to concurrency.max (10), was 11'",
    })
    void out_of_range_are_refused(int max, int min, String message) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new ConcurrencyOptions(max, min, Set.of(), Set.of()));
      assertEquals(message, e.getMessage());
    }

    @Test
    void with_somebody_in_both_classes_are_refused() {
      ConcurrencyOptions options = ConcurrencyOptions.upTo(10).withHigh(Set.of("main:shop"));
      var e =
          assertThrows(IllegalArgumentException.class, () -> options.withLow(Set.of("main:shop")));
      assertEquals(
          "concurrency.high and concurrency.low both name 'main:shop'; keep one", e.getMessage());
    }

    @Test
    void have_a_least_number_that_fits() {
      assertEquals(20, ConcurrencyOptions.upTo(200).min());
      assertEquals(7, ConcurrencyOptions.upTo(7).min());
    }
  }
}
