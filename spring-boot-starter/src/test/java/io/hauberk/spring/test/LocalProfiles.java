package io.hauberk.spring.test;

import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.CertificateSubject;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.TrustBundle;
import io.hauberk.spring.HauberkProperties;
import io.hauberk.spring.TrustedCertificates;
import io.hauberk.spring.TrustedIssuers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configured issuer profiles, with the local issuer's key in place of their own. */
final class LocalProfiles {

  /** What stands in where the configuration, which tests may not have, says nothing. */
  private static final String DEFAULT_PROFILE = "local";

  private static final String DEFAULT_AUDIENCE = "service-under-test";

  static TrustedIssuers of(HauberkProperties properties, LocalIssuer issuer) {
    List<IssuerProfile> profiles = new ArrayList<>();
    new TreeMap<>(properties.issuers())
        .forEach((name, configured) -> profiles.add(issuer.vouchFor(profile(name, configured))));
    if (profiles.isEmpty()) {
      profiles.add(issuer.vouchFor(blank(DEFAULT_PROFILE).audience(DEFAULT_AUDIENCE)));
    }
    return new TrustedIssuers(profiles);
  }

  /** The configured certificate profiles, so that the contract is whole; they trust nobody. */
  static TrustedCertificates certificates(HauberkProperties properties) {
    List<CertificateProfile> profiles = new ArrayList<>();
    new TreeMap<>(properties.certificates())
        .forEach((name, configured) -> profiles.add(nobody(name, configured.trustDomain())));
    return new TrustedCertificates(profiles);
  }

  private static CertificateProfile nobody(String name, @Nullable String trustDomain) {
    return trustDomain == null
        ? CertificateProfile.x509(name, CertificateSubject.DNS, TrustBundle.of())
        : CertificateProfile.spiffe(name, trustDomain, TrustBundle.of());
  }

  private static IssuerProfile.Builder profile(String name, HauberkProperties.Issuer configured) {
    IssuerProfile.Builder profile = blank(name);
    if (configured.issuer() != null) {
      profile.issuer(configured.issuer());
    }
    profile.audience(
        configured.audience().isEmpty()
            ? new String[] {DEFAULT_AUDIENCE}
            : configured.audience().toArray(String[]::new));
    if (configured.acceptUntypedTokens()) {
      profile.acceptUntypedTokens();
    }
    if (configured.dpop()) {
      profile.acceptDpop();
    }
    if (configured.scopeClaim() != null) {
      profile.scopeClaim(configured.scopeClaim());
    }
    return profile;
  }

  private static IssuerProfile.Builder blank(String name) {
    return IssuerProfile.builder(name).issuer("https://" + name + ".issuer.test");
  }

  private LocalProfiles() {}
}
