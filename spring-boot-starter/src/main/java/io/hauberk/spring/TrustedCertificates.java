package io.hauberk.spring;

import io.hauberk.identity.CertificateProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose client certificates this service trusts. The starter makes it from {@code
 * hauberk.certificates}; a bean of your own takes its place.
 *
 * @param profiles the certificate profiles, each with its own name
 */
public record TrustedCertificates(List<CertificateProfile> profiles) {

  /** Copies the list. */
  public TrustedCertificates {
    profiles = List.copyOf(profiles);
  }

  /** These profiles and more. */
  TrustedCertificates and(List<CertificateProfile> more) {
    List<CertificateProfile> all = new ArrayList<>(profiles);
    all.addAll(more);
    return new TrustedCertificates(all);
  }
}
