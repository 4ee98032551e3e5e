package io.hauberk.benchmarks;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the event of a refusal costs the thread of the request that was refused. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class EventsBenchmark {
  private static final Operation OPERATION = new Operation("listOrders", "GET", "/orders");
  private static final int STRANGERS = 1 << 15;

  @Param public Way way;

  private final CountDownLatch release = new CountDownLatch(1);
  private final String[] strangers = new String[STRANGERS];
  private SecurityEvents events;
  private int next;

  /** What becomes of the events. */
  public enum Way {
    /** They are written and numbered, and that is all: the floor. */
    WRITTEN("written, numbered and forgotten"),
    /** Each is queued, and taken at once. */
    PLAIN("plain: queued for a sink that takes each"),
    /** All are equal, and held back. */
    STORM("folded: a storm of one stranger"),
    /** Each is a stranger's who was never seen; the table of strangers is full. */
    STRANGERS("a stranger each time, the table of storms full"),
    /** The sink is stuck, and the queue full: each is dropped. */
    FULL("the queue full behind a stuck sink, not folded");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** Opens what the events go to. */
  @Setup
  public void open() {
    for (int i = 0; i < STRANGERS; i++) {
      strangers[i] = "198.18." + (i >> 8) + "." + (i & 255);
    }
    events =
        switch (way) {
          case WRITTEN -> SecurityEvents.direct(event -> {}, Clock.systemUTC());
          case PLAIN -> unfolded().sink(event -> {}).build();
          case STORM, STRANGERS ->
              SecurityEvents.builder().foldWindow(Duration.ofHours(1)).sink(event -> {}).build();
          case FULL -> unfolded().sink(event -> awaitQuietly(release)).build();
        };
    for (int i = 0; i < STRANGERS; i++) { // until tables and queues are as they stay
      emit(way == Way.STRANGERS ? "198.19." + (i >> 8) + "." + (i & 255) : strangers[0]);
    }
  }

  private static SecurityEvents.Builder unfolded() {
    return SecurityEvents.builder().foldWindow(Duration.ZERO);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets go of the sink. */
  @TearDown
  public void close() {
    release.countDown();
    events.close();
  }

  /** The event of one refused request. */
  @Benchmark
  public void emit() {
    next = (next + 1) % STRANGERS;
    emit(way == Way.STRANGERS ? strangers[next] : strangers[0]);
  }

  private void emit(String address) {
    events.emit(
        SecurityEvent.refused(Reason.EXPIRED)
            .operation(OPERATION)
            .peerAddress(address)
            .clientAddress(address)
            .clientGroup(address));
  }
}
