package io.hauberk.event;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Completes drafts with time, number and instance. */
final class Stamp {
  /** Sees every event of this process: by it the build judges what the code really emits. */
  static volatile Consumer<SecurityEvent> witness = event -> {};

  private final Clock clock;
  private final String instanceId;
  private final AtomicLong sequence = new AtomicLong();

  Stamp(Clock clock, String instanceId) {
    this.clock = clock;
    this.instanceId = instanceId;
  }

  SecurityEvent on(SecurityEvent.Draft draft) {
    SecurityEvent event = draft.complete(clock.instant(), sequence.incrementAndGet(), instanceId);
    witness.accept(event);
    return event;
  }

  /** How many were stamped. */
  long count() {
    return sequence.get();
  }

  String instanceId() {
    return instanceId;
  }
}
