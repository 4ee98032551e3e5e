package io.hauberk.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that carries events from the queue to the sinks, and the account of them. */
final class QueuedDelivery implements Delivery {
  /*
   * Every event ends in exactly one of three ways: a sink took it, or one that stands for it, or it
   * is counted as dropped. Who emits only adds to queues, tables and counts that need no lock, and
   * wakes the carrier; so no emitter ever waits, neither for a sink nor for another emitter.
   *
   * Sleep: the carrier says that it sleeps, looks once more, and then parks, no longer than to the
   * end of the next window; an emitter adds its event and then looks whether the carrier sleeps.
   * One of the two sees the other. An event that is held wakes nobody: the one before it, which
   * opened the window, did.
   *
   * What stands for a storm goes to the sinks past the queue, so a full one cannot drop it. Each
   * turn hands on one event of the queue and one such at most: neither keeps the other waiting.
   *
   * The carrier itself tells of dropped events, past the queue: as soon as nothing waits, and while
   * the queue never empties after each TELL_EVERY events. It does so only after a sink took
   * something: while all fail each attempt would be one more event lost. Events that are dropped
   * are untold until then, and an attempt that fails leaves them so.
   *
   * A sink that logs through a guarded client emits events of its own while it is called. Taken
   * into the queue they would keep the carrier busy for ever, and so would the count of them; they
   * are dropped, and told of along with others or at the end, but are no reason to tell.
   *
   * Closing: the carrier ends when it finds the queue empty after `closing` was set. Who offers in
   * that moment would leave an event behind, so after `closed` was set the closing thread empties
   * the queue, and an emitter who finds `closed` set takes its own event back; whichever of the
   * two removes it counts it. It is the same with events that are held.
   */
  private static final Logger LOG = LoggerFactory.getLogger(QueuedDelivery.class);
  private static final int TELL_EVERY = 64;

  private final Outlets outlets;
  private final Stamp stamp;
  private final Folds folds;
  private final RankedQueue queue;
  private final Duration closeTimeout;
  private final Thread carrier = new Thread(this::carry, "hauberk-events");
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong folded = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicReference<Gap> untold = new AtomicReference<>(Gap.NONE);
  private volatile boolean tellingDue;
  private boolean sinksTake = true; // of the carrier alone
  private volatile boolean closing;
  private volatile boolean closed;

  QueuedDelivery(
      Outlets outlets, Stamp stamp, Folds folds, RankedQueue queue, Duration closeTimeout) {
    this.outlets = outlets;
    this.stamp = stamp;
    this.folds = folds;
    this.queue = queue;
    this.closeTimeout = closeTimeout;
  }

  void start() {
    carrier.setDaemon(true);
    carrier.start();
  }

  @Override
  public void deliver(SecurityEvent event) {
    if (Thread.currentThread() == carrier) {
      drop(event);
      return;
    }
    Fold fold = closing ? null : folds.hold(event);
    if (fold == null) {
      enqueue(event);
    } else if (closed) {
      SecurityEvent left = fold.close();
      if (left != null) {
        drop(left);
      }
    }
  }

  private void enqueue(SecurityEvent event) {
    SecurityEvent loser = closing ? event : queue.offer(event);
    if (loser != null) {
      drop(loser);
      tellingDue = true;
    }
    if (loser != event && closed && queue.remove(event)) {
      drop(event);
    }
    wake();
  }

  private void drop(SecurityEvent event) {
    dropped.addAndGet(1 + event.folded().count());
    untold.accumulateAndGet(Gap.NONE.with(event), Gap::with);
  }

  private void wake() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(carrier);
    }
  }

  private void carry() {
    int sinceTold = 0;
    while (!closed) {
      boolean last = closing; // read once: what came before it was set is handed on
      int handed = handIfAny(queue.poll()) + handIfAny(last ? folds.pollAny() : folds.pollEnded());
      sinceTold += handed;
      if (mayTell() && (handed == 0 || sinceTold >= TELL_EVERY)) {
        tell();
        sinceTold = 0;
      } else if (handed == 0 && last && queue.size() == 0) {
        tell(); // the last word, whether or not sinks took the one before
        return;
      } else if (handed == 0) {
        sleep();
      }
    }
  }

  private boolean mayTell() {
    return tellingDue && sinksTake;
  }

  private void sleep() {
    asleep.set(true);
    Long nanos = folds.nanosToNextEnd();
    if (queue.size() == 0 && !closing && !mayTell()) {
      if (nanos == null) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos); // not at all, if it is past
      }
    }
    asleep.set(false);
    boolean ignored = Thread.interrupted(); // what a sink left behind would keep it from sleeping
  }

  private int handIfAny(@Nullable SecurityEvent event) {
    if (event == null) {
      return 0;
    }
    hand(event);
    return 1;
  }

  private void hand(SecurityEvent event) {
    sinksTake = outlets.take(event);
    if (sinksTake) {
      delivered.incrementAndGet();
      folded.addAndGet(event.folded().count());
    } else {
      drop(event);
      tellingDue = true;
    }
  }

  private void tell() {
    tellingDue = false;
    Gap losses = untold.getAndSet(Gap.NONE);
    if (losses.count() == 0) {
      return;
    }
    SecurityEvent told = stamp.on(losses.dropped());
    hand(told);
    if (!sinksTake) {
      untold.accumulateAndGet(losses, Gap::with);
    }
  }

  @Override
  public long delivered() {
    return delivered.get();
  }

  @Override
  public long folded() {
    return folded.get();
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public long sinkFailures() {
    return outlets.failures();
  }

  @Override
  public int queued() {
    return queue.size();
  }

  @Override
  public long held() {
    return folds.held();
  }

  @Override
  public void close() {
    closing = true;
    wake();
    boolean interrupted = false;
    try {
      carrier.join(Math.max(1, closeTimeout.toMillis()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    closed = true;
    long left = 0;
    for (SecurityEvent event = pollLeft(); event != null; event = pollLeft()) {
      drop(event);
      left += 1 + event.folded().count();
    }
    if (left > 0) {
      LOG.warn(
          "{} security events were dropped at shutdown: the sinks did not take them within {}."
              + " Mend the sink, or give the publisher a longer close timeout.",
          left,
          closeTimeout);
    }
    if (carrier.isAlive()) {
      carrier.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable SecurityEvent pollLeft() {
    SecurityEvent event = queue.poll();
    return event == null ? folds.pollAny() : event;
  }
}
