package io.hauberk.leak;

import io.hauberk.request.Reason;

/**
 * A text that betrays a leak.
 *
 * @param text ASCII; in lower case unless its case counts
 * @param exactCase whether its case counts
 * @param kind what it betrays
 * @param confirmation what must be around it, too
 */
record Needle(String text, boolean exactCase, Reason kind, Confirmation confirmation) {

  /** A look at the neighbourhood of a text that was found; bounded by a constant. */
  interface Confirmation {

    /** Nothing else is needed. */
    Confirmation NONE = (octets, start, end) -> true;

    boolean holds(Octets octets, int start, int end);
  }

  /** A text that betrays by itself, in any case. */
  static Needle plain(String text, Reason kind) {
    return new Needle(text, false, kind, Confirmation.NONE);
  }

  /** Whether the text stands here, whatever is around it. */
  boolean isAt(Octets octets, int at) {
    return exactCase ? octets.hasExactly(text, at) : octets.has(text, at);
  }

  /** Whether what is around the text that stands here confirms it, as far as it has come. */
  boolean isConfirmed(Octets octets, int at) {
    return confirmation.holds(octets, at, at + text.length());
  }
}
