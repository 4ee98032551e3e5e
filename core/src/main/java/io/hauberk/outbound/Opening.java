package io.hauberk.outbound;

import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretHandle;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What a credential works with.
 *
 * @param name how messages and events call it
 * @param insecureHttp whether its tokens may go over http, where others may read them
 * @param jitter from 0 to 1, the latter excluded
 */
record Opening(
    String name,
    boolean insecureHttp,
    SecretPoller secrets,
    HttpFetcher fetcher,
    SecurityEvents events,
    Clock clock,
    DoubleSupplier jitter) {

  /** How messages and events call a part of it. */
  String property(String part) {
    return "hauberk.outbound." + name + "." + part;
  }

  /** The place of a part of it. */
  SecretFile file(String part, Path file) {
    return SecretFile.at(property(part), file);
  }

  /**
   * What a mounted file of text holds.
   *
   * @param form throws to refuse a content
   */
  <T> SecretHandle<T> mounted(String part, Path file, Function<String, T> form) {
    return secrets.open(SecretSource.text(file(part, file), form));
  }

  CredentialNews news() {
    return new CredentialNews(name, events, clock);
  }
}
