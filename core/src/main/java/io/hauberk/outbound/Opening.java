package io.hauberk.outbound;

import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.secret.SecretPoller;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/**
 * What a credential works with.
 *
 * @param name how messages and events call it
 * @param jitter from 0 to 1, the latter excluded
 */
record Opening(
    String name,
    SecretPoller secrets,
    HttpFetcher fetcher,
    SecurityEvents events,
    Clock clock,
    DoubleSupplier jitter) {

  /** How messages and events call a part of it. */
  String property(String part) {
    return "hauberk.outbound." + name + "." + part;
  }

  CredentialNews news() {
    return new CredentialNews(name, events);
  }
}
