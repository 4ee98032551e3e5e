package io.hauberk.identity;

import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** By which of its names a profile knows a certificate. */
sealed interface NameRule {

  /** The name of the caller; null if the certificate has none that will do. */
  @Nullable String nameOf(X509Certificate leaf, CertificateNames names);

  /**
   * What two spellings of one name have in common.
   *
   * @param name as {@link #nameOf} gives it, or as an operator writes it
   * @return null if it can be the name of nobody here
   */
  @Nullable String fold(String name);

  /** Who vouches for names, where that is more than the authority alone. */
  default Optional<String> issuer() {
    return Optional.empty();
  }

  /**
   * The SPIFFE ID (X509-SVID, 2): the only URI there is, of a workload, of this trust domain.
   *
   * @param trustDomain whose names they are
   */
  record Spiffe(String trustDomain) implements NameRule {

    @Override
    public @Nullable String nameOf(X509Certificate leaf, CertificateNames names) {
      return names.uris().size() == 1 ? fold(names.uris().get(0)) : null;
    }

    @Override
    public @Nullable String fold(String name) {
      return SpiffeId.parse(name)
          .filter(id -> id.namesWorkload() && id.trustDomain().equals(trustDomain))
          .map(SpiffeId::toString)
          .orElse(null);
    }

    @Override
    public Optional<String> issuer() {
      return Optional.of(new SpiffeId(trustDomain, "").toString());
    }
  }

  /** The first DNS name. */
  record Dns() implements NameRule {
    private static final Pattern NAME =
        Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    @Override
    public @Nullable String nameOf(X509Certificate leaf, CertificateNames names) {
      return names.dns().isEmpty() ? null : fold(names.dns().get(0));
    }

    @Override
    public @Nullable String fold(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return NAME.matcher(lower).matches() ? lower : null;
    }
  }

  /** The only URI. */
  record Uri() implements NameRule {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][!-~]{1,2047}");

    @Override
    public @Nullable String nameOf(X509Certificate leaf, CertificateNames names) {
      return names.uris().size() == 1 ? fold(names.uris().get(0)) : null;
    }

    @Override
    public @Nullable String fold(String name) {
      return NAME.matcher(name).matches() ? name : null;
    }
  }

  /**
   * The whole subject. Nothing is ever searched in it: an attribute may hold text that looks like
   * another one.
   */
  record DistinguishedName() implements NameRule {
    private static final int MAX_LENGTH = 2048;

    @Override
    public @Nullable String nameOf(X509Certificate leaf, CertificateNames names) {
      String name = leaf.getSubjectX500Principal().getName(X500Principal.RFC2253);
      return name.isEmpty() || name.length() > MAX_LENGTH ? null : name;
    }

    /*
     * The canonical form also takes letters for others that look like them or come of them in upper case, such as a
     * dotless i for an i. Names that have such letters are compared as they are spelled.
     */
    @Override
    public @Nullable String fold(String name) {
      try {
        X500Principal read = new X500Principal(name);
        String spelled = read.getName(X500Principal.RFC2253);
        boolean isAscii = spelled.chars().allMatch(c -> c < 0x80);
        String folded = isAscii ? read.getName(X500Principal.CANONICAL) : spelled;
        return folded.isEmpty() ? null : folded;
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  static NameRule of(CertificateSubject subject) {
    return switch (subject) {
      case DNS -> new Dns();
      case URI -> new Uri();
      case DISTINGUISHED_NAME -> new DistinguishedName();
    };
  }
}
