package io.hauberk.identity;

import io.hauberk.request.Proof;
import io.hauberk.request.Reason;

/** One proof of identity that a request brings beside a token: found, and not yet judged. */
interface Presented {

  /**
   * Whether the very same was verified before and still holds, so that to verify it costs nothing
   * that a stranger could make dear.
   */
  boolean isKnown();

  /** Judges it. Does no I/O and never blocks. */
  Outcome<Proof> verify();

  /** One that was found broken before anything of it could be judged. */
  static Presented refused(Reason reason) {
    return new Presented() {
      @Override
      public boolean isKnown() {
        return false;
      }

      @Override
      public Outcome<Proof> verify() {
        return Outcome.refused(reason);
      }
    };
  }
}
