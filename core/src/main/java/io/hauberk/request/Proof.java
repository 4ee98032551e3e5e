package io.hauberk.request;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One verified proof of identity. A {@link Caller} holds all that were verified for a request.
 *
 * <p>Its text form names profile and kind only: claims may hold personal data.
 *
 * @param kind what was verified
 * @param profile the name of the profile that verified it, as configured
 * @param issuer who vouches for the subject, for example the {@code iss} of a token
 * @param subject who the issuer says is calling, for example the {@code sub} of a token
 * @param clientId the client that the token was issued to (RFC 9068, 2.2), if it says so
 * @param scopes the scopes that this proof grants
 * @param expiresAt when the proof ends, if it does
 * @param claims the verified claims as plain Java values (maps, lists, strings, {@link
 *     java.math.BigDecimal}s, booleans)
 */
public record Proof(
    Kind kind,
    String profile,
    String issuer,
    String subject,
    @Nullable String clientId,
    Set<String> scopes,
    @Nullable Instant expiresAt,
    Map<String, Object> claims) {

  /** What was verified. */
  public enum Kind {
    /** A signed token that whoever holds it may use (RFC 6750). */
    BEARER_TOKEN,
    /** A signed token that only the holder of one client certificate may use (RFC 8705, 3). */
    CERTIFICATE_BOUND_TOKEN,
    /** A secret text that this service was told the hash of. */
    API_KEY,
    /** A client certificate, whose key the caller has proved to own in a TLS handshake. */
    CLIENT_CERTIFICATE,
    /** A signed token that only the holder of one key may use, who proved it (RFC 9449). */
    DPOP_BOUND_TOKEN
  }

  /** Copies scopes and claims. */
  public Proof {
    requireNonNull(kind, "kind");
    requireNonNull(profile, "profile");
    requireNonNull(issuer, "issuer");
    requireNonNull(subject, "subject");
    scopes = Set.copyOf(scopes);
    claims = Map.copyOf(claims);
  }

  @Override
  public String toString() {
    return "Proof[" + kind + " by " + profile + "]";
  }
}
