package io.hauberk.event;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Completes drafts with time, number and instance. */
final class Stamp {
  private final Clock clock;
  private final String instanceId;
  private final AtomicLong sequence = new AtomicLong();

  Stamp(Clock clock, String instanceId) {
    this.clock = clock;
    this.instanceId = instanceId;
  }

  SecurityEvent on(SecurityEvent.Draft draft) {
    return draft.complete(clock.instant(), sequence.incrementAndGet(), instanceId);
  }

  /** How many were stamped. */
  long count() {
    return sequence.get();
  }

  String instanceId() {
    return instanceId;
  }
}
