package io.hauberk.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A nanosecond clock that stands still until it is moved by hand. */
final class HandNanos implements LongSupplier {
  private final AtomicLong now;

  HandNanos(long now) {
    this.now = new AtomicLong(now);
  }

  void advance(Duration duration) {
    now.addAndGet(duration.toNanos()); // may wrap around, as the real one may
  }

  @Override
  public long getAsLong() {
    return now.get();
  }
}
