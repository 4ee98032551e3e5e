package io.hauberk.samples.tour;

import io.hauberk.request.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One request of the tour, and what should become of it.
 *
 * @param times how often it is sent, with the same verdict each time
 * @param reason why it should be refused by Hauberk; null if it should not be
 */
record Step(String name, Call call, int times, int status, @Nullable Reason reason) {

  /** Reaches the service, which answers with this status. */
  static Step passes(String name, int status, Call call) {
    return new Step(name, call, 1, status, null);
  }

  /** Is refused, and an event tells why. */
  static Step refused(String name, Reason reason, Call call) {
    return new Step(name, call, 1, reason.status(), reason);
  }

  /** Is refused by the container before Hauberk sees it, so no event tells of it. */
  static Step refusedByContainer(String name, int status, Call call) {
    return new Step(name, call, 1, status, null);
  }

  Step times(int count) {
    return new Step(name, call, count, status, reason);
  }
}
