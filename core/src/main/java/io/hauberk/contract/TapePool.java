package io.hauberk.contract;

import io.hauberk.json.JsonTape;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few tapes that requests take in turn.
 *
 * <p>Not one for each thread: virtual threads come in millions. A slot is tried once; where it is
 * empty, or taken, a new tape is made or let go, so nobody waits for anybody.
 */
final class TapePool {
  private static final int SLOTS = 64; // a power of two
  private static final int MAX_KEPT_NODES = 64 * 1024;

  private final AtomicReferenceArray<JsonTape> slots = new AtomicReferenceArray<>(SLOTS);

  JsonTape take() {
    JsonTape tape = slots.getAndSet(slot(), null);
    return tape == null ? new JsonTape() : tape;
  }

  /** Gives a tape back; it forgets what it held. */
  void giveBack(JsonTape tape) {
    tape.clear();
    if (tape.capacity() <= MAX_KEPT_NODES) {
      slots.lazySet(slot(), tape);
    }
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & (SLOTS - 1));
  }
}
