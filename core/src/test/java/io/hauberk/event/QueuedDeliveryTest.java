package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The races that would lose an event unseen, each brought about by a part that waits. */
@Timeout(60) // only so that a defect ends the run instead of hanging it
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuedDeliveryTest {
  private static final Folds NO_FOLDS = new Folds(Duration.ZERO, 1, System::nanoTime);

  private final Stamp stamp = new Stamp(HandClock.at("2025-03-01T10:00:00Z"), "orders-1");
  private final LinkedBlockingQueue<SecurityEvent> seen = new LinkedBlockingQueue<>();

  private QueuedDelivery delivery(EventSink sink, Folds folds, RankedQueue queue) {
    return new QueuedDelivery(
        new Outlets(List.of(sink)), stamp, folds, queue, Duration.ofSeconds(60));
  }

  private SecurityEvent event() {
    return stamp.on(SecurityEvent.refused(Reason.EXPIRED));
  }

  @Test
  void a_drop_is_told_even_if_the_carrier_went_to_sleep_before_it_was_counted() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    EventSink stuck =
        event -> {
          seen.add(event);
          entered.countDown();
          await(release);
        };
    SleepyQueue queue = new SleepyQueue(release);
    QueuedDelivery delivery = delivery(stuck, NO_FOLDS, queue);
    delivery.start();
    delivery.deliver(event());
    await(entered);
    delivery.deliver(event()); // fills the queue
    delivery.deliver(event()); // finds no room, and the carrier asleep before it can say so
    assertEquals(Kind.REQUEST_REFUSED, seen.take().kind());
    assertEquals(Kind.REQUEST_REFUSED, seen.take().kind());
    SecurityEvent told = seen.take();
    assertEquals(Kind.EVENTS_DROPPED, told.kind());
    assertEquals("1", told.details().get(Detail.COUNT));
    delivery.close();
    assertEquals(1, delivery.dropped());
  }

  /** When it has no room it lets the carrier empty it and fall asleep, and only then says no. */
  private static final class SleepyQueue extends RankedQueue {
    private final CountDownLatch release;
    private final CountDownLatch asleep = new CountDownLatch(1);

    SleepyQueue(CountDownLatch release) {
      super(1);
      this.release = release;
    }

    @Override
    @Nullable SecurityEvent offer(SecurityEvent event) {
      SecurityEvent loser = super.offer(event);
      if (loser != null) {
        release.countDown();
        await(asleep);
      }
      return loser;
    }

    @Override
    @Nullable SecurityEvent poll() {
      SecurityEvent event = super.poll();
      if (event == null && release.getCount() == 0) {
        asleep.countDown();
      }
      return event;
    }
  }

  @Test
  void an_event_that_comes_in_while_the_door_closes_is_counted() throws Exception {
    LateQueue queue = new LateQueue();
    QueuedDelivery delivery = delivery(seen::add, NO_FOLDS, queue);
    delivery.start();
    Thread emitter = new Thread(() -> delivery.deliver(event()));
    emitter.start();
    await(queue.offering);
    delivery.close();
    queue.closed.countDown();
    emitter.join();
    assertEquals(1, delivery.dropped());
    assertEquals(0, queue.size());
    assertTrue(seen.isEmpty());
  }

  /** Takes an event only after the delivery was closed. */
  private static final class LateQueue extends RankedQueue {
    private final CountDownLatch offering = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    LateQueue() {
      super(16);
    }

    @Override
    @Nullable SecurityEvent offer(SecurityEvent event) {
      offering.countDown();
      await(closed);
      return super.offer(event);
    }
  }

  @Test
  void an_event_that_is_held_while_the_door_closes_is_counted() throws Exception {
    LateFolds folds = new LateFolds();
    QueuedDelivery delivery = delivery(seen::add, folds, new RankedQueue(16));
    delivery.start();
    Thread emitter = new Thread(() -> delivery.deliver(event()));
    emitter.start();
    await(folds.holding);
    delivery.close();
    folds.closed.countDown();
    emitter.join();
    assertEquals(1, delivery.dropped());
    assertEquals(0, delivery.held());
    assertTrue(seen.isEmpty());
  }

  /** Holds an event only after the delivery was closed. */
  private static final class LateFolds extends Folds {
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    LateFolds() {
      super(Duration.ofSeconds(10), 1, System::nanoTime);
    }

    @Override
    @Nullable Fold hold(SecurityEvent event) {
      holding.countDown();
      await(closed);
      super.hold(event); // opens the window, in which the same event is held
      return super.hold(event);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
