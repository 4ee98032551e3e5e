package io.hauberk.spring;

import static java.util.Objects.requireNonNull;

import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.ForwardedCertificates;
import io.hauberk.identity.TrustBundle;
import io.hauberk.spring.HauberkProperties.CertificateCaller;
import io.hauberk.spring.HauberkProperties.Certificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Turns {@code hauberk.certificates} into certificate profiles. */
final class CertificateProfiles {

  /** The profiles that the properties describe, by name. */
  static TrustedCertificates of(HauberkProperties properties) {
    return new TrustedCertificates(
        new TreeMap<>(properties.certificates())
            .entrySet().stream().map(entry -> profile(entry.getKey(), entry.getValue())).toList());
  }

  private static CertificateProfile profile(String name, Certificates properties) {
    String property = HauberkProperties.PREFIX + ".certificates." + name;
    Path file = properties.authorities();
    if (file == null) {
      throw new SetupException(
          property + " names no authorities.",
          "Set " + property + ".authorities to a mounted file with their certificates.");
    }
    return SetupException.from(property, () -> profile(name, properties, TrustBundle.file(file)));
  }

  /** The profile that the properties describe, with these authorities. */
  static CertificateProfile profile(String name, Certificates properties, TrustBundle authorities) {
    String property = HauberkProperties.PREFIX + ".certificates." + name;
    String trustDomain = properties.trustDomain();
    boolean isSpiffe = trustDomain != null;
    if (isSpiffe == (properties.subject() != null)) {
      throw new SetupException(
          property + (isSpiffe ? " says twice" : " does not say") + " how callers are known.",
          "Set exactly one of "
              + property
              + ".trust-domain, for SPIFFE, and .subject, for other certificates.");
    }
    CertificateProfile profile =
        trustDomain != null
            ? CertificateProfile.spiffe(name, trustDomain, authorities)
            : CertificateProfile.x509(name, requireNonNull(properties.subject()), authorities);
    for (CertificateCaller caller : properties.callers()) {
      profile = profile.withCaller(caller.name(), caller.scopes());
    }
    return profile;
  }

  /** Which proxies are believed, if any. */
  static Optional<ForwardedCertificates> forwarded(
      HauberkProperties.ClientCertificates properties) {
    ForwardedCertificates.Header header = properties.header();
    List<String> peers = properties.peers();
    if (header == null && peers.isEmpty()) {
      return Optional.empty();
    }
    if (header == null) {
      throw new SetupException(
          "hauberk.client-certificates.peers is set, and nothing says what these proxies write.",
          "Set hauberk.client-certificates.header to client-cert (RFC 9440) or"
              + " x-forwarded-client-cert (Envoy), and have the proxy remove it from what callers"
              + " send.");
    }
    return Optional.of(
        SetupException.from(
            "hauberk.client-certificates", () -> ForwardedCertificates.from(header, peers)));
  }

  private CertificateProfiles() {}
}
