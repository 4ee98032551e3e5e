package io.hauberk.event;

/** Hands each event to its sink at once, on the emitting thread. */
final class DirectDelivery implements Delivery {
  private final EventSink sink;

  DirectDelivery(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void deliver(SecurityEvent event) {
    sink.accept(event);
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
  public void close() {
    // nothing waits
  }
}
