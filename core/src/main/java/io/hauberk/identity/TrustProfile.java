package io.hauberk.identity;

/** Whom this service believes, and on what proof: what profiles of all kinds have in common. */
public sealed interface TrustProfile permits IssuerProfile, ApiKeyProfile, CertificateProfile {

  /**
   * How configuration, events and {@link io.hauberk.request.Proof#profile()} call it; no two
   * profiles of a service share a name.
   */
  String name();
}
