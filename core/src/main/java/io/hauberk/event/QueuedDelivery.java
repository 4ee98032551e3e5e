package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded queue and the one thread that carries its events to the sinks. */
final class QueuedDelivery implements Delivery {
  /*
   * Every event ends in exactly one of two ways: a sink was called with it, or it is counted as
   * dropped. Three places need care for that.
   *
   * The count of dropped events is published by the carrying thread itself, past the queue, each
   * time after it took something. An event can be dropped while the carrier empties the queue and
   * goes to sleep; so who drops then offers a nudge: an empty Optional. If there is no room for it,
   * the carrier has something to take and will look; if there is, it wakes up.
   *
   * A sink that logs through a guarded client emits events of its own while it is called. Taken
   * into the queue they would keep the carrier busy for ever, and so would the count of them; they
   * are dropped and counted in `dropped()`, and not published.
   *
   * Closing: the carrier ends when it finds the queue empty after `closing` was set. Who offers in
   * that moment would leave an event behind, so after `closed` was set the closing thread empties
   * the queue, and an emitter who finds `closed` set takes its own event back; whichever of the
   * two removes it counts it.
   */
  private static final Logger LOG = LoggerFactory.getLogger(QueuedDelivery.class);

  private final List<EventSink> sinks;
  private final Stamp stamp;
  private final BlockingQueue<Optional<SecurityEvent>> queue;
  private final Duration closeTimeout;
  private final Thread carrier = new Thread(this::carry, "hauberk-events");
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong unpublished = new AtomicLong();
  private long sinkFailures; // of the carrier alone
  private volatile boolean closing;
  private volatile boolean closed;

  QueuedDelivery(
      List<EventSink> sinks,
      Stamp stamp,
      BlockingQueue<Optional<SecurityEvent>> queue,
      Duration closeTimeout) {
    this.sinks = List.copyOf(sinks);
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
      dropped.incrementAndGet();
      return;
    }
    Optional<SecurityEvent> entry = Optional.of(event);
    if (closing || !queue.offer(entry)) {
      drop();
    } else if (closed && queue.remove(entry)) {
      drop();
    }
  }

  private void drop() {
    dropped.incrementAndGet();
    unpublished.incrementAndGet();
    if (!closing) {
      nudge();
    }
  }

  private void nudge() {
    // No room is fine: then the carrier has something to take.
    boolean ignored = queue.offer(Optional.empty());
  }

  private void carry() {
    while (!(closing && queue.isEmpty())) {
      try {
        queue.take().ifPresent(this::callSinks);
      } catch (InterruptedException e) {
        if (closed) {
          return; // close() ran out of patience
        } // else a sink left the interrupt behind
      }
      publishDropped();
    }
  }

  private void publishDropped() {
    long count = unpublished.getAndSet(0);
    if (count > 0) {
      callSinks(stamp.on(SecurityEvent.of(Kind.EVENTS_DROPPED).detail(Detail.COUNT, count)));
    }
  }

  private void callSinks(SecurityEvent event) {
    for (EventSink sink : sinks) {
      try {
        sink.accept(event);
      } catch (Throwable e) { // whatever a sink does, the next event must find its carrier
        sinkFailed(sink, e);
      }
    }
  }

  /** Tells of the first failure and then ever more rarely: a broken disk must not fill another. */
  private void sinkFailed(EventSink sink, Throwable e) {
    sinkFailures++;
    if (Long.bitCount(sinkFailures) != 1) {
      return;
    }
    try {
      LOG.warn(
          "Security event sink {} failed with {} ({} failures so far); the event is lost for this"
              + " sink. Mend or remove the sink.",
          sink.getClass().getName(),
          e.getClass().getName(),
          sinkFailures);
    } catch (Throwable ignored) {
      // logging itself is what is broken, and there is nobody left to tell
    }
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public int queued() {
    return closed ? 0 : queue.size();
  }

  @Override
  public void close() {
    closing = true;
    nudge();
    boolean interrupted = false;
    try {
      carrier.join(Math.max(1, closeTimeout.toMillis()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    closed = true;
    long left = 0;
    for (Optional<SecurityEvent> entry = queue.poll(); entry != null; entry = queue.poll()) {
      left += entry.isPresent() ? 1 : 0;
    }
    dropped.addAndGet(left);
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
