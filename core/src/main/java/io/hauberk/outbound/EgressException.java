package io.hauberk.outbound;

import java.io.IOException;

/**
 * A call did not leave, because its destination is not allowed. Its message names scheme, host and
 * port, never path or query.
 */
public final class EgressException extends IOException {
  private static final long serialVersionUID = 1L;

  private final EgressRefusal refusal;

  EgressException(String destination, EgressRefusal refusal) {
    super("The call was not sent: " + destination + " " + refusal.sentence() + ".");
    this.refusal = refusal;
  }

  /** Why. */
  public EgressRefusal refusal() {
    return refusal;
  }
}
