package io.hauberk.identity;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether somebody seems to have a token without the key that it is bound to. Safe for use by any
 * thread.
 *
 * <p>A known token passes beside the limit on failed authentications, as it costs next to nothing;
 * its proofs cost a signature each. So a token whose last proofs all failed counts as unknown,
 * until one holds: then whoever stole it is limited like any stranger, by address, and its owner,
 * who calls from elsewhere, is not.
 */
final class Doubt {
  private static final int MOST_FAILURES = 10;

  private final AtomicInteger failures = new AtomicInteger();

  void proofFailed() {
    if (failures.get() < MOST_FAILURES) {
      failures.incrementAndGet();
    }
  }

  void proofHeld() {
    if (failures.get() != 0) { // almost always: then nothing is written
      failures.set(0);
    }
  }

  boolean isGrave() {
    return failures.get() >= MOST_FAILURES;
  }
}
