package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that this service believes of callers who prove by a client certificate who they are: which
 * authorities vouch for them, and which of its names a certificate is known by.
 *
 * <p>The TLS connection has shown that the caller owns the certificate; here its chain is validated
 * again, by the JDK's PKIX, against the authorities of this profile and no others, at each first
 * sight. Whether a certificate was revoked is asked of nobody: have them live short, and list the
 * callers.
 *
 * <p>Its texts in messages use the property names of {@code hauberk.certificates.<name>}.
 */
public final class CertificateProfile implements TrustProfile {
  private final String name;
  private final @Nullable String trustDomain;
  private final @Nullable CertificateSubject subject;
  private final NameRule names;
  private final TrustBundle authorities;

  /** Scopes by the folded name; empty if whoever the authorities vouch for may call. */
  private final Map<String, Set<String>> callers;

  /**
   * Takes the X.509-SVIDs of one SPIFFE trust domain. A caller is known by its SPIFFE ID.
   *
   * @param name how configuration, events and {@link io.hauberk.request.Proof#profile()} call it:
   *     one to 64 of {@code a-z A-Z 0-9 - _ .}
   * @param trustDomain its name without scheme, such as {@code prod.example}, in lower case
   * @param authorities those of this trust domain; never those of another one
   * @throws IllegalArgumentException if one of the names is not of its form
   * @see <a
   *     href="https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md#5-validation">X509-SVID,
   *     5</a>
   */
  public static CertificateProfile spiffe(
      String name, String trustDomain, TrustBundle authorities) {
    requireName(name);
    if (!SpiffeId.isTrustDomain(trustDomain)) {
      throw new IllegalArgumentException(
          property(name, "trust-domain")
              + " must be the name of a SPIFFE trust domain in lower case, without spiffe://, such"
              + " as prod.example");
    }
    return new CertificateProfile(
        name, trustDomain, null, new NameRule.Spiffe(trustDomain), authorities, Map.of());
  }

  /**
   * Takes certificates of these authorities.
   *
   * @param name how configuration, events and {@link io.hauberk.request.Proof#profile()} call it:
   *     one to 64 of {@code a-z A-Z 0-9 - _ .}
   * @param subject which of its names a caller is known by
   * @param authorities who vouches for them
   * @throws IllegalArgumentException if the name is not of that form
   */
  public static CertificateProfile x509(
      String name, CertificateSubject subject, TrustBundle authorities) {
    requireName(name);
    return new CertificateProfile(name, null, subject, NameRule.of(subject), authorities, Map.of());
  }

  private CertificateProfile(
      String name,
      @Nullable String trustDomain,
      @Nullable CertificateSubject subject,
      NameRule names,
      TrustBundle authorities,
      Map<String, Set<String>> callers) {
    this.name = name;
    this.trustDomain = trustDomain;
    this.subject = subject;
    this.names = names;
    this.authorities = requireNonNull(authorities, "authorities");
    this.callers = callers;
  }

  /**
   * Lists a caller. From the first one on, those that are not listed are refused; without any,
   * whoever the authorities vouch for may call.
   *
   * @param caller the name that the profile knows it by; of distinguished names, any spelling
   * @param scopes what it may do, as the contract's security requirements and {@code
   *     hauberk.operator-scope} ask for it; may be empty
   * @throws IllegalArgumentException if a certificate of this profile cannot have this name, or it
   *     is listed already
   */
  public CertificateProfile withCaller(String caller, Set<String> scopes) {
    String folded = names.fold(caller);
    Map<String, Set<String>> all = new LinkedHashMap<>(callers);
    if (folded == null || all.putIfAbsent(folded, Set.copyOf(scopes)) != null) {
      throw new IllegalArgumentException(
          property(name, "callers")
              + (folded == null
                  ? " lists a name that no certificate of this profile can have: write " + example()
                  : " lists a name twice: gather its scopes in one entry"));
    }
    return new CertificateProfile(name, trustDomain, subject, names, authorities, all);
  }

  private String example() {
    if (trustDomain != null) {
      return "spiffe://" + trustDomain + "/…";
    }
    return names instanceof NameRule.DistinguishedName
        ? "it as RFC 2253 does, such as CN=billing,O=Example"
        : "it as it stands in the certificate";
  }

  @Override
  public String name() {
    return name;
  }

  /** The SPIFFE trust domain, if it is for one. */
  public Optional<String> trustDomain() {
    return Optional.ofNullable(trustDomain);
  }

  /** Which of its names a certificate is known by, if the profile is not for a trust domain. */
  public Optional<CertificateSubject> subject() {
    return Optional.ofNullable(subject);
  }

  /**
   * The scopes of each listed caller, by its name as certificates are compared; empty if whoever
   * the authorities vouch for may call.
   */
  public Map<String, Set<String>> callers() {
    return Collections.unmodifiableMap(callers);
  }

  NameRule names() {
    return names;
  }

  TrustBundle authorities() {
    return authorities;
  }

  /**
   * What a caller of this name may do; null if it may not call.
   *
   * @param caller as the name rule gives it
   */
  @Nullable Set<String> scopesOf(String caller) {
    return callers.isEmpty() ? Set.of() : callers.get(names.fold(caller));
  }

  private static void requireName(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "the name of a certificate profile must be 1 to 64 of a-z A-Z 0-9 - _ . ; rename the entry"
              + " under hauberk.certificates");
    }
  }

  private static String property(String name, String property) {
    return "hauberk.certificates." + name + "." + property;
  }

  @Override
  public String toString() {
    return "CertificateProfile[" + name + "]";
  }
}
