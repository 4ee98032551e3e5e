package io.hauberk.spring;

import io.hauberk.identity.IssuerProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom this service trusts. The starter makes it from {@code hauberk.issuers}; a bean of your own
 * takes its place.
 *
 * @param profiles the issuer profiles, each with its own name
 */
public record TrustedIssuers(List<IssuerProfile> profiles) {

  /** Copies the list. */
  public TrustedIssuers {
    profiles = List.copyOf(profiles);
  }

  /** These issuers and more. */
  TrustedIssuers and(List<IssuerProfile> more) {
    List<IssuerProfile> all = new ArrayList<>(profiles);
    all.addAll(more);
    return new TrustedIssuers(all);
  }
}
