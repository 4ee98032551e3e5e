package io.hauberk.event;

import java.util.concurrent.atomic.AtomicLong;

/** Hands each event to its sink at once, on the emitting thread. */
final class DirectDelivery implements Delivery {
  private final EventSink sink;
  private final AtomicLong delivered = new AtomicLong();

  DirectDelivery(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void deliver(SecurityEvent event) {
    sink.accept(event);
    delivered.incrementAndGet();
  }

  @Override
  public long delivered() {
    return delivered.get();
  }

  @Override
  public long folded() {
    return 0;
  }

  @Override
  public long sinkFailures() {
    return 0;
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public int queued() {
    return 0;
  }

  @Override
  public long held() {
    return 0;
  }

  @Override
  public void close() {
    // nothing waits
  }
}
