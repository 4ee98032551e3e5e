package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvent.Severity;
import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FoldsTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Operation LIST = new Operation("listOrders", "GET", "/orders");

  private final HandClock clock = HandClock.at("2025-03-01T10:00:00Z");
  private final HandNanos nanos = new HandNanos(Long.MAX_VALUE - 1_000_000_000); // wraps soon
  private final Stamp stamp = new Stamp(clock, "orders-1");
  private final Folds folds = new Folds(WINDOW, 4, nanos);

  private static Draft stranger(String address) {
    return SecurityEvent.refused(Reason.EXPIRED).operation(LIST).clientAddress(address);
  }

  private static Draft caller(String id) {
    return SecurityEvent.refused(Reason.SCOPE_MISSING).operation(LIST).callerId(id);
  }

  private void advance(Duration duration) {
    clock.advance(duration);
    nanos.advance(duration);
  }

  /** Whether the event goes its way. */
  private boolean passes(Draft draft) {
    return folds.hold(stamp.on(draft)) == null;
  }

  private static void assertTells(
      @Nullable SecurityEvent summary, long sequence, Map<Detail, String> told) {
    assertNotNull(summary);
    assertEquals(sequence, summary.sequence());
    assertEquals(told, summary.details());
  }

  @Nested
  class A_storm {
    @Test
    void is_its_first_event_at_once_and_its_last_at_the_end_of_the_window() {
      assertEquals(true, passes(stranger("192.0.2.1"))); // 1
      for (int i = 0; i < 5; i++) {
        advance(Duration.ofSeconds(1));
        assertEquals(false, passes(stranger("192.0.2.1"))); // 2 to 6
      }
      assertEquals(5, folds.held());
      assertNull(folds.pollEnded());

      advance(Duration.ofSeconds(5));
      SecurityEvent summary = folds.pollEnded();
      assertTells(
          summary,
          6,
          Map.of(
              Detail.FOLDED, "4",
              Detail.FIRST_SEQUENCE, "2",
              Detail.LAST_SEQUENCE, "5",
              Detail.FIRST_TIME, "2025-03-01T10:00:01Z",
              Detail.LAST_TIME, "2025-03-01T10:00:04Z"));
      assertEquals(0, folds.held());
      assertNull(folds.pollEnded());
    }

    @Test
    void is_one_event_a_window_for_as_long_as_it_lasts() {
      assertEquals(true, passes(stranger("192.0.2.1")));
      for (int window = 1; window <= 100; window++) {
        assertEquals(false, passes(stranger("192.0.2.1")));
        assertEquals(false, passes(stranger("192.0.2.1")));
        advance(WINDOW);
        SecurityEvent summary = folds.pollEnded();
        assertNotNull(summary);
        assertEquals(1, summary.folded().count());
        assertEquals(2 * window + 1, summary.sequence());
      }
    }

    @Test
    void that_is_over_is_forgotten_after_a_window_in_which_nothing_came() {
      assertEquals(true, passes(stranger("192.0.2.1")));
      assertEquals(false, passes(stranger("192.0.2.1")));
      advance(WINDOW);
      assertNotNull(folds.pollEnded());
      assertEquals(WINDOW.toNanos(), folds.nanosToNextEnd());
      advance(WINDOW);
      assertNull(folds.pollEnded());
      assertNull(folds.nanosToNextEnd());
      assertEquals(true, passes(stranger("192.0.2.1")));
    }

    @Test
    void of_two_events_leaves_none_out() {
      assertEquals(true, passes(stranger("192.0.2.1")));
      assertEquals(false, passes(stranger("192.0.2.1")));
      advance(WINDOW);
      assertTells(folds.pollEnded(), 2, Map.of());
    }

    @Test
    void keeps_the_facts_of_its_last_event() {
      assertEquals(true, passes(stranger("2001:db8::1").clientGroup("2001:db8::/64")));
      for (int i = 2; i < 5; i++) {
        assertEquals(
            false,
            passes(
                stranger("2001:db8::" + i)
                    .clientGroup("2001:db8::/64")
                    .severity(Severity.CRITICAL)
                    .requestId("r-" + i)));
      }
      SecurityEvent summary = folds.pollAny();
      assertNotNull(summary);
      assertEquals("2001:db8::4", summary.clientAddress().orElseThrow());
      assertEquals("r-4", summary.requestId().orElseThrow());
      assertEquals(Severity.CRITICAL, summary.severity());
      assertEquals(Reason.EXPIRED, summary.reason().orElseThrow());
      assertEquals(LIST, summary.operation().orElseThrow());
      assertEquals("2", summary.details().get(Detail.FOLDED));
    }

    @Test
    void can_be_ended_before_its_time() {
      assertEquals(true, passes(stranger("192.0.2.1")));
      assertEquals(false, passes(stranger("192.0.2.1")));
      assertEquals(true, passes(stranger("192.0.2.2")));
      assertTells(folds.pollAny(), 2, Map.of());
      assertNull(folds.pollAny());
      assertEquals(true, passes(stranger("192.0.2.1")));
    }
  }

  @Nested
  class The_first_event_passes {
    static Stream<Draft> others() {
      return Stream.of(
          stranger("192.0.2.2"),
          stranger("192.0.2.1").operation(new Operation("addOrder", "POST", "/orders")),
          stranger("192.0.2.1").operation(new Operation("listOrders", "GET", "/shop/orders")),
          SecurityEvent.refused(Reason.TOO_OLD).operation(LIST).clientAddress("192.0.2.1"),
          SecurityEvent.reported(Reason.EXPIRED).operation(LIST).clientAddress("192.0.2.1"),
          stranger("192.0.2.1").control(Control.VALIDATION),
          stranger("192.0.2.1").callerId("main/payments"),
          stranger("192.0.2.9").callerId("192.0.2.1"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void of_every_other_fingerprint(Draft other) {
      assertEquals(true, passes(stranger("192.0.2.1")));
      assertEquals(false, passes(stranger("192.0.2.1")));
      assertEquals(true, passes(other));
    }

    @Test
    void of_every_destination_and_cause_of_our_own_calls() {
      assertEquals(true, passes(egress("https://stock.example", "unlisted")));
      assertEquals(false, passes(egress("https://stock.example", "unlisted")));
      assertEquals(true, passes(egress("https://mail.example", "unlisted")));
      assertEquals(true, passes(egress("https://stock.example", "address_forbidden")));
    }

    private Draft egress(String destination, String cause) {
      return SecurityEvent.of(Kind.EGRESS_REFUSED)
          .detail(Detail.DESTINATION, destination)
          .detail(Detail.CAUSE, cause);
    }

    @Test
    void of_a_caller_whatever_the_address_and_no_second_one() {
      assertEquals(true, passes(caller("main/payments").clientAddress("192.0.2.1")));
      assertEquals(false, passes(caller("main/payments").clientAddress("192.0.2.2")));
    }
  }

  @Nested
  class Is_never_held {
    @Test
    void what_an_instance_tells_of_itself_or_is_good_to_know() {
      for (Kind kind : List.of(Kind.SECRET_UNUSABLE, Kind.SECRET_ROTATED, Kind.LIMIT_KEYS_FULL)) {
        assertEquals(true, passes(SecurityEvent.of(kind)));
        assertEquals(true, passes(SecurityEvent.of(kind)));
      }
      assertNull(folds.nanosToNextEnd());
    }

    @Test
    void anything_if_the_window_is_zero() {
      Folds off = new Folds(Duration.ZERO, 4, nanos);
      assertNull(off.hold(stamp.on(stranger("192.0.2.1"))));
      assertNull(off.hold(stamp.on(stranger("192.0.2.1"))));
    }
  }

  @Nested
  class A_full_table {
    private void fill() {
      for (int i = 0; i < 4; i++) {
        assertEquals(true, passes(stranger("198.51.100." + i)));
      }
    }

    @Test
    void of_strangers_lets_others_pass_and_goes_on_folding_its_own() {
      fill();
      assertEquals(true, passes(stranger("192.0.2.1")));
      assertEquals(true, passes(stranger("192.0.2.1")));
      assertEquals(false, passes(stranger("198.51.100.2")));
      assertEquals(1, folds.held());
    }

    @Test
    void of_strangers_takes_no_place_of_a_caller() {
      fill();
      assertEquals(true, passes(caller("main/payments")));
      assertEquals(false, passes(caller("main/payments")));
    }

    @Test
    void has_room_again_once_storms_are_over() {
      fill();
      advance(WINDOW);
      assertNull(folds.pollEnded());
      fill();
      assertEquals(false, passes(stranger("198.51.100.2")));
    }
  }

  @Test
  void windows_end_in_the_order_in_which_they_began() {
    assertEquals(true, passes(stranger("192.0.2.1"))); // 1
    advance(Duration.ofSeconds(4));
    assertEquals(true, passes(stranger("192.0.2.2"))); // 2
    assertEquals(false, passes(stranger("192.0.2.2"))); // 3
    assertEquals(false, passes(stranger("192.0.2.1"))); // 4
    assertEquals(Duration.ofSeconds(6).toNanos(), folds.nanosToNextEnd());
    advance(Duration.ofSeconds(6));
    assertTells(folds.pollEnded(), 4, Map.of());
    assertNull(folds.pollEnded());
    assertEquals(Duration.ofSeconds(4).toNanos(), folds.nanosToNextEnd());
    advance(Duration.ofSeconds(4));
    assertTells(folds.pollEnded(), 3, Map.of());
  }

  @Test
  void a_fold_that_is_closed_holds_nothing_and_makes_way_for_another() {
    assertEquals(true, passes(stranger("192.0.2.1")));
    Fold fold = folds.hold(stamp.on(stranger("192.0.2.1")));
    assertNotNull(fold);
    assertNotNull(fold.close()); // and its table does not know yet
    assertEquals(true, passes(stranger("192.0.2.1")));
    Fold next = folds.hold(stamp.on(stranger("192.0.2.1")));
    assertNotNull(next);
    assertSame(next, folds.hold(stamp.on(stranger("192.0.2.1"))));
    assertEquals(2, folds.held());
  }
}
