package io.hauberk.request;

/** How a control treats a request that it would refuse; the milder, the later in the order. */
public enum Mode {
  /** Decides, emits an event, refuses. The default. */
  ENFORCE,
  /** Decides with the same code and emits the same event, then lets the request pass. */
  REPORT,
  /** Does not decide. */
  OFF
}
