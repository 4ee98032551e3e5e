package io.hauberk.identity;

import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Verifies client certificates, each once: what was verified is remembered until it ends or its
 * authority is no longer believed. Safe for use by any thread.
 *
 * <p>Which profile judges a certificate is told by its names alone: that of its trust domain, if it
 * has a SPIFFE ID; else the first one whose authorities have the name of its issuer, or of an
 * issuer above. Whatever a certificate claims by its names, it is then judged by that profile's
 * authorities and no others.
 */
final class CertificateVerifier {
  /** Each takes about four kilobytes. */
  private static final int CACHE_SIZE = 4_000;

  /** Those for plain names first, so that one for SPIFFE IDs takes no certificate from them. */
  private final List<CertificateProfile> profiles;

  private final Clock clock;
  private final CertificateCache cache = new CertificateCache(CACHE_SIZE);

  CertificateVerifier(List<CertificateProfile> profiles, Clock clock) {
    this.profiles =
        profiles.stream()
            .sorted(Comparator.comparing(profile -> profile.trustDomain().isPresent()))
            .toList();
    this.clock = clock;
  }

  /** The proof that a certificate is, not judged yet; null if there is none, or no profile. */
  @Nullable Presented present(ShownCertificate shown) {
    return profiles.isEmpty() || shown.chain().isEmpty() ? null : new PresentedCertificate(shown);
  }

  private final class PresentedCertificate implements Presented {
    private final ShownCertificate shown;

    PresentedCertificate(ShownCertificate shown) {
      this.shown = shown;
    }

    @Override
    public boolean isKnown() {
      return cache.find(shown.chain().get(0), clock.instant()) != null;
    }

    @Override
    public Outcome<Proof> verify() {
      Instant now = clock.instant();
      Proof known = cache.find(shown.chain().get(0), now);
      return known == null ? judge(shown, now) : Outcome.found(known);
    }
  }

  private Outcome<Proof> judge(ShownCertificate shown, Instant now) {
    List<X509Certificate> chain = shown.chain();
    X509Certificate leaf = chain.get(0);
    CertificateNames names = CertificateNames.of(leaf);
    if (names == null) {
      return Outcome.refused(Reason.CERTIFICATE_NAME_INVALID);
    }
    CertificateProfile profile = select(chain, names);
    if (profile == null) {
      return Outcome.refused(Reason.CERTIFICATE_UNTRUSTED);
    }
    if (!LeafRules.allow(leaf, profile.trustDomain().isPresent())) {
      return Outcome.refused(Reason.CERTIFICATE_UNFIT);
    }
    String subject = profile.names().nameOf(leaf, names);
    if (subject == null) {
      return Outcome.refused(Reason.CERTIFICATE_NAME_INVALID);
    }
    Authorities authorities = profile.authorities().current();
    Outcome<ChainCheck.Vouched> vouched = ChainCheck.check(chain, authorities, now);
    if (vouched.refusal() != null) {
      return Outcome.refused(vouched.refusal());
    }
    Set<String> scopes = profile.scopesOf(subject);
    if (scopes == null) {
      return Outcome.refused(Reason.CERTIFICATE_NAME_NOT_ALLOWED);
    }
    Proof proof = proof(profile, subject, scopes, vouched.get(), Certificates.thumbprint(leaf));
    cache.remember(new CertificateCache.Entry(leaf, profile, vouched.get(), authorities, proof));
    return Outcome.found(proof);
  }

  private static Proof proof(
      CertificateProfile profile,
      String subject,
      Set<String> scopes,
      ChainCheck.Vouched vouched,
      String thumbprint) {
    return new Proof(
        Proof.Kind.CLIENT_CERTIFICATE,
        profile.name(),
        profile
            .names()
            .issuer()
            .orElseGet(
                () -> vouched.authority().getSubjectX500Principal().getName(X500Principal.RFC2253)),
        subject,
        null,
        scopes,
        vouched.until(),
        Map.of("x5t#S256", thumbprint));
  }

  private @Nullable CertificateProfile select(List<X509Certificate> chain, CertificateNames names) {
    for (String uri : names.uris()) {
      Optional<SpiffeId> id = SpiffeId.parse(uri);
      for (CertificateProfile profile : profiles) {
        if (id.isPresent() && profile.trustDomain().equals(Optional.of(id.get().trustDomain()))) {
          return profile;
        }
      }
    }
    for (X509Certificate each : chain.subList(0, Math.min(chain.size(), ChainCheck.MAX_CHAIN))) {
      for (CertificateProfile profile : profiles) {
        if (profile.authorities().current().names().contains(each.getIssuerX500Principal())) {
          return profile;
        }
      }
    }
    return null;
  }
}
