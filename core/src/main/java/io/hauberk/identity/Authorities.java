package io.hauberk.identity;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** The authorities of one profile at one moment: whose certificates are believed. Immutable. */
final class Authorities {
  private static final int MAX = 1000;
  private static final int CERT_SIGN = 5; // RFC 5280, 4.2.1.3
  private static final String NAME_CONSTRAINTS = "2.5.29.30"; // RFC 5280, 4.2.1.10

  /**
   * One authority.
   *
   * @param isRoot whether it has signed its own certificate
   */
  record Authority(X509Certificate certificate, boolean isRoot) {}

  /** Nobody is believed. */
  static final Authorities NONE = new Authorities(Set.of());

  private final Set<X509Certificate> all;
  private final Map<X500Principal, List<Authority>> bySubject = new HashMap<>();

  /**
   * Those with these certificates.
   *
   * @throws AuthoritiesException if one is that of no authority, or cannot be held to its limits
   */
  static Authorities of(List<X509Certificate> certificates) {
    if (certificates.size() > MAX) {
      throw new AuthoritiesException(
          "there are more than "
              + MAX
              + " authorities: name those that vouch for callers of this"
              + " service, not those of the web");
    }
    return new Authorities(new LinkedHashSet<>(certificates));
  }

  private Authorities(Set<X509Certificate> certificates) {
    this.all = Set.copyOf(certificates);
    int number = 0;
    for (X509Certificate certificate : certificates) {
      Authority authority = authority(certificate, ++number);
      bySubject.merge(
          certificate.getSubjectX500Principal(), List.of(authority), Authorities::joined);
    }
  }

  private static List<Authority> joined(List<Authority> some, List<Authority> more) {
    List<Authority> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static Authority authority(X509Certificate certificate, int number) {
    boolean[] usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[CERT_SIGN])) {
      throw new AuthoritiesException(
          "certificate %s is not that of an authority (basicConstraints CA:TRUE, keyUsage keyCertSign): name the certificates of those who issue, not what they issued"
              .formatted(number));
    }
    boolean isRoot = hasSignedItself(certificate);
    if (!isRoot && certificate.getExtensionValue(NAME_CONSTRAINTS) != null) {
      throw new AuthoritiesException(
          "certificate %s is that of an intermediate authority with name constraints, to which it could not be held: name the root above it"
              .formatted(number));
    }
    return new Authority(certificate, isRoot);
  }

  private static boolean hasSignedItself(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** All of this name: while one is replaced by the next, two may share it. */
  List<Authority> named(X500Principal subject) {
    return bySubject.getOrDefault(subject, List.of());
  }

  /** The names of all. */
  Set<X500Principal> names() {
    return bySubject.keySet();
  }

  /** Whether this certificate is that of one of them. */
  boolean hold(X509Certificate certificate) {
    return all.contains(certificate);
  }

  @Override
  public String toString() {
    return "Authorities[" + all.size() + "]";
  }
}
