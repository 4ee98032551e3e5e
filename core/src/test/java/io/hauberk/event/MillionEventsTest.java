package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.HandNanos;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million events of eight threads against sinks that do not do their work. How often an emitter
 * waited is what the JVM counts for its thread: blocked on a monitor, or parked.
 */
@Timeout(300) // only so that a defect ends the run instead of hanging it
@DisplayNameGeneration(ReplaceUnderscores.class)
class MillionEventsTest {
  private static final int THREADS = 8;
  private static final int EACH = 125_000;

  private static SecurityEvents.Builder unfolded() {
    return SecurityEvents.builder().foldWindow(Duration.ZERO).closeTimeout(Duration.ofMinutes(1));
  }

  /** Emits them all, and says how often an emitting thread waited meanwhile. */
  private static long emitAll(SecurityEvents events) throws InterruptedException {
    return emitAll(
        events,
        n ->
            n % 4 == 0
                ? SecurityEvent.of(Kind.SECRET_ROTATED)
                : SecurityEvent.refused(Reason.EXPIRED));
  }

  /** The same with the nth draft of each thread. */
  private static long emitAll(SecurityEvents events, IntFunction<Draft> nth)
      throws InterruptedException {
    for (int n = 0; n < 1_000; n++) {
      events.emit(nth.apply(n)); // classes are loaded, which is a wait
    }
    AtomicLong waits = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                long before = waitsOfThisThread();
                for (int n = 0; n < EACH; n++) {
                  events.emit(nth.apply(n));
                }
                waits.addAndGet(waitsOfThisThread() - before);
              });
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return waits.get();
  }

  private static long waitsOfThisThread() {
    ThreadInfo info =
        ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
    return info.getBlockedCount() + info.getWaitedCount();
  }

  /**
   * The JVM may have a thread wait once for a class that is loaded in the middle, as when two
   * threads first meet at a counter; a way that waits would do so thousands of times.
   */
  private static void assertNoneWaits(long waits) {
    assertTrue(waits < THREADS, () -> waits + " waits");
  }

  private static void assertAccounted(SecurityEvents events) {
    assertEquals(0, events.queued());
    assertTrue(events.emitted() >= (long) THREADS * EACH);
    assertEquals(0, events.held());
    assertEquals(events.emitted(), events.delivered() + events.folded() + events.dropped());
  }

  @Test
  void a_sink_that_blocks_until_all_are_emitted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Ledger record = new Ledger();
    SecurityEvents events =
        unfolded()
            .sink(
                event -> {
                  awaitQuietly(release);
                  record.accept(event);
                })
            .build();
    long waits = emitAll(events); // returns while the sink still blocks
    release.countDown();
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    assertEquals(events.delivered(), record.taken);
    record.assertNothingIsMissingUntold();
  }

  @Test
  void a_sink_that_throws_most_of_the_time() throws Exception {
    Ledger record = new Ledger();
    AtomicLong calls = new AtomicLong();
    SecurityEvents events =
        unfolded()
            .sink(
                event -> {
                  if (calls.incrementAndGet() % 1_000 != 0) {
                    throw new IllegalStateException("broken");
                  }
                  record.accept(event);
                })
            .build();
    long waits = emitAll(events);
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    assertEquals(events.delivered(), record.taken);
    assertEquals(calls.get() - record.taken, events.sinkFailures());
  }

  @Test
  void a_full_disk() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "needs /dev/full, which Linux has");
    SecurityEvents events = unfolded().sink(event -> write(full, event)).build();
    long waits = emitAll(events);
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    assertEquals(0, events.delivered());
  }

  @Test
  void storms_while_a_sink_blocks_until_all_are_emitted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Ledger record = new Ledger();
    Storms storms = new Storms();
    SecurityEvents events =
        storms.folded(
            event -> {
              awaitQuietly(release);
              record.accept(event);
            });
    long waits = emitAll(events, storms::nth);
    release.countDown();
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    assertEquals(events.delivered(), record.taken);
    assertTrue(events.folded() > 0);
    assertTrue(events.dropped() > 0); // strangers beyond the table, and information
    record.assertNothingIsMissingUntold();
  }

  @Test
  void storms_while_windows_end_and_a_sink_throws_most_of_the_time() throws Exception {
    AtomicLong calls = new AtomicLong();
    Storms storms = new Storms();
    SecurityEvents events =
        storms.folded(
            event -> {
              if (calls.incrementAndGet() % 10 != 0) {
                throw new IllegalStateException("broken");
              }
            });
    long waits = emitAll(events, storms::nth);
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    assertEquals(calls.get() / 10, events.delivered());
  }

  @Test
  void storms_while_windows_end_and_the_sink_works() throws Exception {
    Ledger record = new Ledger();
    Storms storms = new Storms();
    SecurityEvents events = storms.folded(record);
    long waits = emitAll(events, storms::nth);
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    assertEquals(events.delivered(), record.taken);
    assertTrue(events.folded() > 0);
    record.assertNothingIsMissingUntold();
  }

  /** The same as with a latch, and as it would be: it takes ten seconds by the clock. */
  @Tag("long")
  @Test
  void a_sink_that_blocks_for_ten_seconds() throws Exception {
    Ledger record = new Ledger();
    CountDownLatch never = new CountDownLatch(1);
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(
                event -> {
                  if (record.taken == 0) {
                    awaitTenSeconds(never);
                  }
                  record.accept(event);
                })
            .closeTimeout(Duration.ofMinutes(1))
            .build();
    long waits = emitAll(events);
    events.close();
    assertNoneWaits(waits);
    assertAccounted(events);
    record.assertNothingIsMissingUntold();
  }

  /**
   * Refusals of fifty callers and two hundred strangers in turn, one in sixteen of somebody who
   * comes only once; and information. A second passes with every thousand.
   */
  private static final class Storms {
    private final HandNanos nanos = new HandNanos(Long.MAX_VALUE - 1_000_000_000); // wraps soon
    private final AtomicLong once = new AtomicLong();

    SecurityEvents folded(EventSink sink) {
      return SecurityEvents.builder()
          .sink(sink)
          .nanoTime(nanos)
          .closeTimeout(Duration.ofMinutes(1))
          .build();
    }

    Draft nth(int n) {
      if (n % 1_000 == 0) {
        nanos.advance(Duration.ofSeconds(1));
      }
      Draft refused = SecurityEvent.refused(Reason.EXPIRED);
      if (n % 16 == 0) {
        return refused.clientAddress("once-" + once.incrementAndGet());
      }
      return switch (n % 4) {
        case 0 -> SecurityEvent.of(Kind.SECRET_ROTATED);
        case 1 -> refused.callerId("main/" + n % 50);
        default -> refused.clientAddress("often-" + n % 200);
      };
    }
  }

  private static void write(Path file, SecurityEvent event) {
    StringBuilder line = new StringBuilder();
    JsonLineSink.to(line).accept(event);
    try {
      Files.writeString(file, line, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitTenSeconds(CountDownLatch never) {
    try {
      assertFalse(never.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a reader of the record can tell from it alone. */
  private static final class Ledger implements EventSink {
    private long taken; // by the carrier, and after it has ended by the test
    private long told;
    private long highest;

    @Override
    public void accept(SecurityEvent event) {
      taken++;
      highest = Math.max(highest, event.sequence());
      if (event.kind() == Kind.EVENTS_DROPPED) {
        told += Long.parseLong(event.details().get(Detail.COUNT));
      }
      told += Long.parseLong(event.details().getOrDefault(Detail.FOLDED, "0"));
    }

    void assertNothingIsMissingUntold() {
      assertEquals(highest - taken, told);
    }
  }
}
