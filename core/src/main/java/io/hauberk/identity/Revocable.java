package io.hauberk.identity;

import org.jspecify.annotations.Nullable;

/**
 * What a verified token can be taken back by, its key aside.
 *
 * @param tokenId {@code jti}, if it has one
 * @param subject {@code sub}
 * @param issuedAtMillis {@code iat}; zero, and so before any time that a list can name, if the
 *     token does not say
 */
record Revocable(@Nullable String tokenId, String subject, long issuedAtMillis) {

  /** Subjects may be personal data. */
  @Override
  public String toString() {
    return "Revocable[]";
  }
}
