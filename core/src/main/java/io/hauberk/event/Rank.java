package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Severity;

/** What an event is worth where not all can wait; the first is the most. */
enum Rank {
  /** What the instance tells of itself and somebody should look at: no request causes it. */
  DEGRADATION,
  /** What single requests and calls cause: any number of them may come. */
  REFUSAL,
  /** What is good to know. */
  INFORMATION;

  static Rank of(SecurityEvent event) {
    return switch (event.kind()) {
      case REQUEST_REFUSED,
          REQUEST_REPORTED,
          RESPONSE_WITHHELD,
          RESPONSE_REPORTED,
          EGRESS_REFUSED,
          EGRESS_REPORTED ->
          REFUSAL;
      default -> event.severity() == Severity.INFORMATIONAL ? INFORMATION : DEGRADATION;
    };
  }
}
