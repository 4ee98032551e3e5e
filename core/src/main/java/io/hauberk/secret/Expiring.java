package io.hauberk.secret;

import java.time.Instant;

/** What is good for a time that it tells itself. */
interface Expiring {

  /** From when on it is good. */
  Instant notBefore();

  /** Until when it is good. */
  Instant notAfter();
}
