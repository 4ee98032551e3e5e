package io.hauberk.event;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import io.hauberk.request.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120) // only so that a defect ends the run instead of hanging it
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecurityEventsTest {
  private final HandClock clock = HandClock.at("2025-03-01T10:00:00Z");
  private final List<SecurityEvent> seen = Collections.synchronizedList(new ArrayList<>());

  private static Draft draft() {
    return SecurityEvent.refused(Reason.EXPIRED);
  }

  /** Publishes every event by itself, so that equal ones can be counted. */
  private static SecurityEvents.Builder unfolded() {
    return SecurityEvents.builder().foldWindow(Duration.ZERO);
  }

  private static List<Long> numbers(List<SecurityEvent> events) {
    return events.stream().map(SecurityEvent::sequence).toList();
  }

  /** A sink that is stuck in its first call until it is released. */
  private final class StuckSink implements EventSink {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public void accept(SecurityEvent event) {
      seen.add(event);
      entered.countDown();
      awaitQuietly(release);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nested
  class Publishes {
    @Test
    void with_time_number_and_instance() {
      SecurityEvents events =
          unfolded().sink(seen::add).clock(clock).instanceId("orders-1").build();
      events.emit(draft());
      clock.advance(Duration.ofSeconds(1));
      events.emit(draft());
      events.close();
      assertEquals(List.of(1L, 2L), numbers(seen));
      assertEquals(Instant.parse("2025-03-01T10:00:00Z"), seen.get(0).at());
      assertEquals(Instant.parse("2025-03-01T10:00:01Z"), seen.get(1).at());
      assertEquals("orders-1", seen.get(1).instanceId());
      assertEquals("orders-1", events.instanceId());
    }

    @Test
    void under_another_instance_at_each_start() {
      try (SecurityEvents first = SecurityEvents.to(seen::add);
          SecurityEvents second = SecurityEvents.to(seen::add)) {
        assertEquals(36, first.instanceId().length());
        assertEquals(2, Set.of(first.instanceId(), second.instanceId()).size());
      }
    }

    @Test
    void all_that_waits_before_it_closes() {
      SecurityEvents events = unfolded().sink(seen::add).build();
      for (int i = 0; i < 5_000; i++) {
        events.emit(draft());
      }
      events.close();
      assertEquals(LongStream.rangeClosed(1, 5_000).boxed().toList(), numbers(seen));
      assertEquals(0, events.dropped());
      assertEquals(0, events.queued());
    }

    @Test
    void on_one_daemon_thread() {
      AtomicReference<Thread> thread = new AtomicReference<>();
      SecurityEvents events = SecurityEvents.to(event -> thread.set(Thread.currentThread()));
      events.emit(draft());
      events.close();
      assertEquals("hauberk-events", requireNonNull(thread.get()).getName());
      assertTrue(requireNonNull(thread.get()).isDaemon());
    }

    @Test
    void to_every_sink_even_if_one_fails() {
      List<SecurityEvent> others = Collections.synchronizedList(new ArrayList<>());
      SecurityEvents events =
          unfolded()
              .sink(
                  event -> {
                    throw new IllegalStateException("disk full");
                  })
              .sink(
                  event -> {
                    throw new StackOverflowError();
                  })
              .sink(others::add)
              .build();
      for (int i = 0; i < 10; i++) {
        events.emit(draft());
      }
      events.close();
      assertEquals(10, others.size());
      assertEquals(0, events.dropped());
    }

    @Test
    void directly_on_the_emitting_thread_for_tests() {
      SecurityEvents events = SecurityEvents.direct(seen::add, clock);
      events.emit(draft());
      assertEquals(List.of(1L), numbers(seen));
      assertEquals(0, events.queued());
      events.close();
    }
  }

  @Nested
  class A_stuck_sink {
    @Test
    void never_delays_a_request_and_drops_are_counted_exactly() {
      StuckSink sink = new StuckSink();
      SecurityEvents events = unfolded().sink(sink).clock(clock).queueCapacity(8).build();
      events.emit(draft()); // 1: the sink is stuck with it
      awaitQuietly(sink.entered);
      for (int i = 0; i < 8 + 5; i++) {
        events.emit(draft()); // 2 to 9 wait, 10 to 14 find no room
      }
      assertEquals(8, events.queued());
      assertEquals(5, events.dropped());

      sink.release.countDown();
      events.close();
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 15L), numbers(seen));
      SecurityEvent told = seen.get(9);
      assertEquals(Kind.EVENTS_DROPPED, told.kind());
      assertEquals("5", told.details().get(Detail.COUNT));
      assertEquals("10", told.details().get(Detail.FIRST_SEQUENCE));
      assertEquals("14", told.details().get(Detail.LAST_SEQUENCE));
      assertEquals("2025-03-01T10:00:00Z", told.details().get(Detail.FIRST_TIME));
      assertEquals("2025-03-01T10:00:00Z", told.details().get(Detail.LAST_TIME));
      assertEquals(5, events.dropped());
      assertEquals(10, events.delivered());
      assertEquals(15, events.emitted());
    }

    @Test
    void lets_no_information_stand_in_the_way_of_a_refusal() {
      StuckSink sink = new StuckSink();
      SecurityEvents events = unfolded().sink(sink).queueCapacity(2).build();
      events.emit(SecurityEvent.of(Kind.SERVICE_STARTED)); // 1: the sink is stuck with it
      awaitQuietly(sink.entered);
      events.emit(SecurityEvent.of(Kind.SECRET_ROTATED)); // 2
      events.emit(SecurityEvent.of(Kind.SECRET_ROTATED)); // 3
      events.emit(draft()); // 4 takes the place of 2
      sink.release.countDown();
      events.close();
      assertEquals(List.of(1L, 4L, 3L, 5L), numbers(seen));
      assertEquals("2", seen.get(3).details().get(Detail.FIRST_SEQUENCE));
      assertEquals("2", seen.get(3).details().get(Detail.LAST_SEQUENCE));
      assertEquals(1, events.dropped());
    }

    @Test
    void cannot_hold_up_the_end_and_what_waited_is_counted() {
      StuckSink sink = new StuckSink();
      SecurityEvents events = unfolded().sink(sink).closeTimeout(Duration.ofMillis(1)).build();
      events.emit(draft());
      awaitQuietly(sink.entered);
      events.emit(draft());
      events.emit(draft());
      events.close();
      assertEquals(List.of(1L), numbers(seen));
      assertEquals(2, events.dropped());
      assertEquals(0, events.queued());
    }
  }

  @Nested
  class Every_event_is_seen_or_counted {
    @Test
    void by_many_threads_and_a_small_queue() throws Exception {
      SecurityEvents events = unfolded().sink(seen::add).queueCapacity(16).build();
      runOnFourThreads(() -> emit(events, 20_000));
      events.close();
      assertAccounted(events, 80_000);
      assertEquals(events.dropped(), told(), "each drop was published");
    }

    @Test
    void while_it_is_being_closed() throws Exception {
      for (int round = 0; round < 200; round++) {
        seen.clear();
        SecurityEvents events = unfolded().sink(seen::add).queueCapacity(16).build();
        Thread closer = new Thread(events::close);
        closer.start();
        runOnFourThreads(() -> emit(events, 25));
        closer.join();
        assertAccounted(events, 100);
      }
    }

    @Test
    void after_it_was_closed() {
      SecurityEvents events = unfolded().sink(seen::add).build();
      events.close();
      events.emit(draft());
      events.close();
      assertEquals(List.of(), seen);
      assertEquals(1, events.dropped());
    }

    private void emit(SecurityEvents events, int count) {
      for (int i = 0; i < count; i++) {
        events.emit(draft());
      }
    }

    private long told() {
      return seen.stream()
          .filter(event -> event.kind() == Kind.EVENTS_DROPPED)
          .mapToLong(event -> Long.parseLong(event.details().get(Detail.COUNT)))
          .sum();
    }

    private void assertAccounted(SecurityEvents events, int emitted) {
      long requests = seen.stream().filter(e -> e.kind() == Kind.REQUEST_REFUSED).count();
      assertEquals(emitted, requests + events.dropped());
      assertEquals(events.emitted(), events.delivered() + events.dropped());
      assertEquals(seen.size(), new HashSet<>(numbers(seen)).size(), "numbers are unique");
      assertEquals(0, events.queued());
    }

    private void runOnFourThreads(Runnable work) throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Nested
  class A_storm {
    private final HandNanos nanos = new HandNanos(Long.MAX_VALUE - 1_000_000_000); // wraps soon
    private final LinkedBlockingQueue<SecurityEvent> out = new LinkedBlockingQueue<>();

    private SecurityEvents.Builder folding() {
      return SecurityEvents.builder().sink(out::add).clock(clock).nanoTime(nanos);
    }

    @Test
    void is_told_at_its_beginning_and_at_the_end_of_each_window() throws Exception {
      SecurityEvents events = folding().build();
      for (int i = 0; i < 10; i++) {
        events.emit(draft()); // 1 to 10
      }
      assertEquals(1, out.take().sequence());
      assertEquals(9, events.held());

      nanos.advance(Duration.ofSeconds(10));
      events.emit(SecurityEvent.of(Kind.SECRET_ROTATED)); // 11 wakes the thread
      Map<Long, String> told = new HashMap<>(); // it may have been awake still: in any order
      for (SecurityEvent event : List.of(out.take(), out.take())) {
        told.put(event.sequence(), event.details().getOrDefault(Detail.FOLDED, "none"));
      }
      assertEquals(Map.of(10L, "8", 11L, "none"), told);
      events.close();
      assertEquals(0, out.size());
      assertEquals(8, events.folded());
      assertEquals(3, events.delivered());
      assertEquals(11, events.emitted());
    }

    @Test
    void is_told_at_the_end_of_its_window_though_nothing_else_comes() throws Exception {
      SecurityEvents events = folding().foldWindow(Duration.ofMillis(1)).build();
      events.emit(draft());
      assertEquals(1, out.take().sequence());
      events.emit(draft()); // held, and wakes nobody
      nanos.advance(Duration.ofMillis(1));
      assertEquals(2, out.take().sequence());
      events.close();
      assertEquals(2, events.delivered());
    }

    @Test
    void is_told_before_the_publisher_closes() {
      SecurityEvents events = folding().build();
      for (int i = 0; i < 10; i++) {
        events.emit(draft());
      }
      events.close();
      assertEquals(List.of(1L, 10L), numbers(List.copyOf(out)));
      assertEquals(8, events.folded());
      assertEquals(0, events.held());
      assertEquals(events.emitted(), events.delivered() + events.folded());
    }

    @Test
    void is_dropped_with_the_event_that_stands_for_it() {
      AtomicInteger calls = new AtomicInteger();
      SecurityEvents events =
          SecurityEvents.builder()
              .sink(
                  event -> {
                    if (calls.incrementAndGet() == 2) {
                      throw new IllegalStateException("disk full");
                    }
                    seen.add(event);
                  })
              .clock(clock)
              .nanoTime(nanos)
              .build();
      for (int i = 0; i < 10; i++) {
        events.emit(draft());
      }
      events.close();
      assertEquals(List.of(1L, 11L), numbers(seen));
      assertEquals("9", seen.get(1).details().get(Detail.COUNT));
      assertEquals("2", seen.get(1).details().get(Detail.FIRST_SEQUENCE));
      assertEquals("10", seen.get(1).details().get(Detail.LAST_SEQUENCE));
      assertEquals(0, events.folded());
      assertEquals(9, events.dropped());
      assertEquals(events.emitted(), events.delivered() + events.dropped());
    }

    @Test
    void that_sinks_do_not_take_before_the_end_is_counted() {
      StuckSink sink = new StuckSink();
      SecurityEvents events =
          SecurityEvents.builder().sink(sink).closeTimeout(Duration.ofMillis(1)).build();
      for (int i = 0; i < 10; i++) {
        events.emit(draft());
      }
      awaitQuietly(sink.entered);
      assertEquals(9, events.held());
      events.close();
      assertEquals(0, events.held());
      assertEquals(9, events.dropped());
      assertEquals(0, events.folded());
    }

    @Test
    void hides_no_other() {
      SecurityEvents events = folding().build();
      for (int i = 0; i < 100; i++) {
        events.emit(draft().clientAddress("192.0.2.1"));
      }
      events.emit(draft().clientAddress("192.0.2.2"));
      events.emit(draft().callerId("main/payments"));
      events.close();
      assertEquals(Set.of(1L, 100L, 101L, 102L), new HashSet<>(numbers(List.copyOf(out))));
    }
  }

  @Test
  void what_every_sink_refuses_is_dropped_and_told_once_one_takes_events_again() {
    AtomicInteger calls = new AtomicInteger();
    SecurityEvents events =
        unfolded()
            .sink(
                event -> {
                  if (calls.incrementAndGet() <= 3) {
                    throw new IllegalStateException("disk full");
                  }
                  seen.add(event);
                })
            .build();
    for (int i = 0; i < 4; i++) {
      events.emit(draft());
    }
    events.close();
    assertEquals(List.of(4L, 5L), numbers(seen));
    assertEquals("3", seen.get(1).details().get(Detail.COUNT));
    assertEquals(3, events.dropped());
    assertEquals(3, events.sinkFailures());
    assertEquals(events.emitted(), events.delivered() + events.dropped());
  }

  @Test
  void a_sink_that_leaves_an_interrupt_behind_stops_nothing() {
    SecurityEvents events =
        unfolded()
            .sink(
                event -> {
                  seen.add(event);
                  Thread.currentThread().interrupt();
                })
            .build();
    for (int i = 0; i < 10; i++) {
      events.emit(draft());
    }
    events.close();
    assertEquals(10, seen.size());
    assertEquals(0, events.dropped());
  }

  @Test
  void a_sink_that_causes_events_does_not_keep_itself_busy() {
    AtomicReference<SecurityEvents> self = new AtomicReference<>();
    SecurityEvents events =
        SecurityEvents.to(
            event -> {
              seen.add(event);
              requireNonNull(self.get()).emit(SecurityEvent.refused(Reason.OPERATION_UNKNOWN));
            });
    self.set(events);
    events.emit(draft());
    events.close();
    assertEquals(
        List.of(Kind.REQUEST_REFUSED, Kind.EVENTS_DROPPED), // told at the end, and never before
        seen.stream().map(SecurityEvent::kind).toList());
    assertEquals("1", seen.get(1).details().get(Detail.COUNT));
    assertEquals(2, events.dropped());
  }

  @Nested
  class Refuses_a_wrong_set_up {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_000_001})
    void of_the_queue(int capacity) {
      assertMessage(
          "events.queue-capacity", () -> SecurityEvents.builder().queueCapacity(capacity));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT1H1S"})
    void of_the_window(Duration window) {
      assertMessage("events.fold-window", () -> SecurityEvents.builder().foldWindow(window));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT61S"})
    void of_the_end(Duration timeout) {
      assertMessage("events.close-timeout", () -> SecurityEvents.builder().closeTimeout(timeout));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void of_the_instance(String id) {
      assertMessage("events.instance-id", () -> SecurityEvents.builder().instanceId(id));
    }

    private void assertMessage(String name, Runnable wrong) {
      String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
      assertTrue(message != null && message.startsWith(name), message);
    }
  }
}
