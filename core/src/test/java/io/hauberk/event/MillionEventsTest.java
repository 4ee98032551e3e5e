package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
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

  /** Emits them all, and says how often an emitting thread waited meanwhile. */
  private static long emitAll(SecurityEvents events) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      events.emit(SecurityEvent.refused(Reason.EXPIRED)); // classes are loaded, which is a wait
      events.emit(SecurityEvent.of(Kind.SECRET_ROTATED));
    }
    AtomicLong waits = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                long before = waitsOfThisThread();
                for (int n = 0; n < EACH; n++) {
                  events.emit(
                      n % 4 == 0
                          ? SecurityEvent.of(Kind.SECRET_ROTATED)
                          : SecurityEvent.refused(Reason.EXPIRED));
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

  private static void assertAccounted(SecurityEvents events) {
    assertEquals(0, events.queued());
    assertTrue(events.emitted() >= (long) THREADS * EACH);
    assertEquals(events.emitted(), events.delivered() + events.dropped());
  }

  @Test
  void a_sink_that_blocks_until_all_are_emitted() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Ledger record = new Ledger();
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(
                event -> {
                  awaitQuietly(release);
                  record.accept(event);
                })
            .closeTimeout(Duration.ofMinutes(1))
            .build();
    long waits = emitAll(events); // returns while the sink still blocks
    release.countDown();
    events.close();
    assertEquals(0, waits);
    assertAccounted(events);
    assertEquals(events.delivered(), record.taken);
    record.assertNothingIsMissingUntold();
  }

  @Test
  void a_sink_that_throws_most_of_the_time() throws Exception {
    Ledger record = new Ledger();
    AtomicLong calls = new AtomicLong();
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(
                event -> {
                  if (calls.incrementAndGet() % 1_000 != 0) {
                    throw new IllegalStateException("broken");
                  }
                  record.accept(event);
                })
            .closeTimeout(Duration.ofMinutes(1))
            .build();
    long waits = emitAll(events);
    events.close();
    assertEquals(0, waits);
    assertAccounted(events);
    assertEquals(events.delivered(), record.taken);
    assertEquals(calls.get() - record.taken, events.sinkFailures());
  }

  @Test
  void a_full_disk() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "needs /dev/full, which Linux has");
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(event -> write(full, event))
            .closeTimeout(Duration.ofMinutes(1))
            .build();
    long waits = emitAll(events);
    events.close();
    assertEquals(0, waits);
    assertAccounted(events);
    assertEquals(0, events.delivered());
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
    }

    void assertNothingIsMissingUntold() {
      assertEquals(highest - taken, told);
    }
  }
}
