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
   * Every event ends in exactly one of two ways: a sink took it, or it is counted as dropped. Who
   * emits only adds to queues and counts that need no lock, and wakes the carrier; so no emitter
   * ever waits, neither for a sink nor for another emitter.
   *
   * Sleep: the carrier says that it sleeps, looks once more, and then parks; an emitter adds its
   * event and then looks whether the carrier sleeps. One of the two sees the other.
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
   * two removes it counts it.
   */
  private static final Logger LOG = LoggerFactory.getLogger(QueuedDelivery.class);
  private static final int TELL_EVERY = 64;

  private final Outlets outlets;
  private final Stamp stamp;
  private final RankedQueue queue;
  private final Duration closeTimeout;
  private final Thread carrier = new Thread(this::carry, "hauberk-events");
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicReference<Losses> untold = new AtomicReference<>(Losses.NONE);
  private volatile boolean tellingDue;
  private boolean sinksTake = true; // of the carrier alone
  private volatile boolean closing;
  private volatile boolean closed;

  QueuedDelivery(Outlets outlets, Stamp stamp, RankedQueue queue, Duration closeTimeout) {
    this.outlets = outlets;
    this.stamp = stamp;
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
    dropped.incrementAndGet();
    untold.accumulateAndGet(Losses.NONE.with(event), Losses::with);
  }

  private void wake() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(carrier);
    }
  }

  private void carry() {
    int sinceTold = 0;
    while (!closed) {
      SecurityEvent event = queue.poll();
      if (event != null) {
        hand(event);
        sinceTold++;
      }
      if (mayTell() && (event == null || sinceTold >= TELL_EVERY)) {
        tell();
        sinceTold = 0;
      } else if (event == null && closing && queue.size() == 0) {
        tell(); // the last word, whether or not sinks took the one before
        return;
      } else if (event == null) {
        sleep();
      }
    }
  }

  private boolean mayTell() {
    return tellingDue && sinksTake;
  }

  private void sleep() {
    asleep.set(true);
    if (queue.size() == 0 && !closing && !mayTell()) {
      LockSupport.park(this);
    }
    asleep.set(false);
    boolean ignored = Thread.interrupted(); // what a sink left behind would keep it from sleeping
  }

  private void hand(SecurityEvent event) {
    sinksTake = outlets.take(event);
    if (sinksTake) {
      delivered.incrementAndGet();
    } else {
      drop(event);
      tellingDue = true;
    }
  }

  private void tell() {
    tellingDue = false;
    Losses losses = untold.getAndSet(Losses.NONE);
    if (losses.count() == 0) {
      return;
    }
    SecurityEvent told = stamp.on(losses.told());
    hand(told);
    if (!sinksTake) {
      untold.accumulateAndGet(losses, Losses::with);
    }
  }

  @Override
  public long delivered() {
    return delivered.get();
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
    for (@Nullable SecurityEvent event = queue.poll(); event != null; event = queue.poll()) {
      drop(event);
      left++;
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
}
