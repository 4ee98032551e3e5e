package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RankedQueueTest {
  private final Stamp stamp = new Stamp(HandClock.at("2025-03-01T10:00:00Z"), "orders-1");
  private final RankedQueue queue = new RankedQueue(2);

  private SecurityEvent information() {
    return stamp.on(SecurityEvent.of(Kind.SECRET_ROTATED));
  }

  private SecurityEvent refusal() {
    return stamp.on(SecurityEvent.refused(Reason.SIGNATURE_INVALID));
  }

  private SecurityEvent degradation() {
    return stamp.on(SecurityEvent.of(Kind.SECRET_FROZEN)); // low, and still no request's doing
  }

  @Test
  void lets_degradation_out_before_refusals_and_these_before_information() {
    RankedQueue wide = new RankedQueue(3);
    SecurityEvent information = information();
    SecurityEvent refusal = refusal();
    SecurityEvent degradation = degradation();
    assertNull(wide.offer(information));
    assertNull(wide.offer(refusal));
    assertNull(wide.offer(degradation));
    assertSame(degradation, wide.poll());
    assertSame(refusal, wide.poll());
    assertSame(information, wide.poll());
    assertNull(wide.poll());
    assertEquals(0, wide.size());
  }

  @Test
  void keeps_the_order_within_a_rank() {
    SecurityEvent first = refusal();
    SecurityEvent second = refusal();
    assertNull(queue.offer(first));
    assertNull(queue.offer(second));
    assertSame(first, queue.poll());
    assertSame(second, queue.poll());
  }

  @Test
  void gives_the_place_of_the_oldest_information_to_a_refusal() {
    SecurityEvent oldest = information();
    SecurityEvent newer = information();
    SecurityEvent refusal = refusal();
    assertNull(queue.offer(oldest));
    assertNull(queue.offer(newer));
    assertSame(oldest, queue.offer(refusal));
    assertEquals(2, queue.size());
    assertSame(refusal, queue.poll());
    assertSame(newer, queue.poll());
  }

  @Test
  void lets_no_flood_of_refusals_push_degradation_out() {
    SecurityEvent degradation = degradation();
    assertNull(queue.offer(degradation));
    for (int i = 0; i < 100; i++) {
      SecurityEvent refusal = refusal();
      SecurityEvent loser = queue.offer(refusal);
      assertSame(i == 0 ? null : refusal, loser);
    }
    assertSame(degradation, queue.poll());
  }

  @Test
  void gives_degradation_the_place_of_lower_events_before_that_of_refusals() {
    SecurityEvent refusal = refusal();
    SecurityEvent information = information();
    assertNull(queue.offer(refusal));
    assertNull(queue.offer(information));
    assertSame(information, queue.offer(degradation()));
    assertSame(refusal, queue.offer(degradation()));
  }

  @Test
  void has_no_room_for_information_where_only_others_wait() {
    assertNull(queue.offer(refusal()));
    assertNull(queue.offer(refusal()));
    SecurityEvent information = information();
    assertSame(information, queue.offer(information));
  }

  @Test
  void lets_only_one_take_an_event_back() {
    SecurityEvent event = refusal();
    assertNull(queue.offer(event));
    assertEquals(true, queue.remove(event));
    assertEquals(false, queue.remove(event));
    assertEquals(0, queue.size());
  }
}
