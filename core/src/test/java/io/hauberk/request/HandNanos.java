package io.hauberk.request;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A nanosecond clock that stands still until it is moved by hand. */
public final class HandNanos implements LongSupplier {
  private final AtomicLong now;

  public HandNanos(long now) {
    this.now = new AtomicLong(now);
  }

  public void advance(Duration duration) {
    now.addAndGet(duration.toNanos()); // may wrap around, as the real one may
  }

  @Override
  public long getAsLong() {
    return now.get();
  }
}
