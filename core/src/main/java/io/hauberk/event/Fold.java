package io.hauberk.event;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The events of one fingerprint in one window: the last of them, and the count of the others. */
final class Fold {
  /*
   * The whole state is one immutable value that is exchanged by compare-and-set. Whoever takes what
   * is held has all of it, and who comes too late to hold is told so: no event is counted twice,
   * and none is left behind.
   */
  private static final Held EMPTY = new Held(null, Gap.NONE, false);
  private static final Held CLOSED = new Held(null, Gap.NONE, true);

  private final Fingerprint fingerprint;
  private final AtomicReference<Held> state = new AtomicReference<>(EMPTY);
  private volatile long begunNanos;

  /** The last event, and those before it; or that nothing is held any more. */
  private record Held(@Nullable SecurityEvent last, Gap before, boolean closed) {

    private Held with(SecurityEvent event) {
      return closed ? this : new Held(event, last == null ? before : before.with(last), false);
    }

    private @Nullable SecurityEvent summary() {
      return last == null || before.count() == 0 ? last : last.folding(before);
    }
  }

  Fold(Fingerprint fingerprint, long nowNanos) {
    this.fingerprint = fingerprint;
    this.begunNanos = nowNanos;
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Holds an event back; false if this is closed. */
  boolean hold(SecurityEvent event) {
    return !state.updateAndGet(held -> held.with(event)).closed;
  }

  /**
   * Begins the next window, and gives back the event that stands for all that were held; closes
   * this if none was.
   */
  @Nullable SecurityEvent turn(long nowNanos) {
    begunNanos = nowNanos;
    return state.getAndUpdate(held -> held.last == null ? CLOSED : EMPTY).summary();
  }

  /** Closes this, and gives back the event that stands for all that were held, if any was. */
  @Nullable SecurityEvent close() {
    return state.getAndSet(CLOSED).summary();
  }

  /** How long ago the window began. */
  long ageNanos(long nowNanos) {
    return nowNanos - begunNanos;
  }

  /** How many events are held. */
  long count() {
    Held held = state.getAcquire();
    return held.last == null ? 0 : held.before.count() + 1;
  }
}
