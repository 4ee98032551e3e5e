package io.hauberk;

import io.hauberk.contract.SecurityScheme;
import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.TrustProfile;
import java.util.Arrays;
import java.util.Optional;

/** A kind of profile, and the security schemes for which its profiles can answer. */
enum ProfileKind {
  ISSUER(IssuerProfile.class, "issuer", "issuers", "hauberk.issuers"),
  API_KEYS(ApiKeyProfile.class, "list of API keys", "lists of API keys", "hauberk.api-keys"),
  CERTIFICATES(
      CertificateProfile.class,
      "certificate profile",
      "certificate profiles",
      "hauberk.certificates");

  private final Class<? extends TrustProfile> profiles;
  private final String noun;
  private final String plural;
  private final String property;

  ProfileKind(Class<? extends TrustProfile> profiles, String noun, String plural, String property) {
    this.profiles = profiles;
    this.noun = noun;
    this.plural = plural;
    this.property = property;
  }

  /** The kind that answers for a scheme; empty if none does. */
  static Optional<ProfileKind> of(SecurityScheme scheme) {
    return switch (scheme.type()) {
      case HTTP_BEARER, OAUTH2, OPEN_ID_CONNECT -> Optional.of(ISSUER);
      case API_KEY -> Optional.of(API_KEYS);
      case MUTUAL_TLS -> Optional.of(CERTIFICATES);
      case HTTP_OTHER -> isDpop(scheme) ? Optional.of(ISSUER) : Optional.empty();
      case HTTP_BASIC -> Optional.empty();
    };
  }

  /** Whether a scheme takes nothing but tokens that are bound by DPoP (RFC 9449, 7.1). */
  static boolean isDpop(SecurityScheme scheme) {
    return scheme.type() == SecurityScheme.Type.HTTP_OTHER
        && scheme.findParameter().filter("dpop"::equals).isPresent();
  }

  /** The kind of a profile. */
  static ProfileKind of(TrustProfile profile) {
    return Arrays.stream(values()).filter(kind -> kind.has(profile)).findFirst().orElseThrow();
  }

  boolean has(TrustProfile profile) {
    return profiles.isInstance(profile);
  }

  /** What messages call one of its profiles. */
  String noun() {
    return noun;
  }

  /** What messages call several of them. */
  String plural() {
    return plural;
  }

  /** Where its profiles are configured. */
  String property() {
    return property;
  }
}
