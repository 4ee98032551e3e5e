package io.hauberk.identity;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The signature algorithms that a profile can pin (RFC 7518, 3.1; RFC 8037, 3.1).
 *
 * <p>All are asymmetric: a service that can verify a token must not be able to make one. For the
 * same reason there is no {@code none} and no HMAC here.
 */
public enum JwsAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RS256("RS256", Family.RSA),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384("RS384", Family.RSA),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512("RS512", Family.RSA),
  /** RSASSA-PSS with SHA-256. */
  PS256("PS256", Family.RSA),
  /** RSASSA-PSS with SHA-384. */
  PS384("PS384", Family.RSA),
  /** RSASSA-PSS with SHA-512. */
  PS512("PS512", Family.RSA),
  /** ECDSA on P-256 with SHA-256. */
  ES256("ES256", Family.EC),
  /** ECDSA on P-384 with SHA-384. */
  ES384("ES384", Family.EC),
  /** ECDSA on P-521 with SHA-512. */
  ES512("ES512", Family.EC),
  /** EdDSA with Ed25519. */
  EDDSA("EdDSA", Family.ED25519);

  /** What a profile allows when it names no algorithms: RS256, PS256, ES256 and EdDSA. */
  public static final Set<JwsAlgorithm> DEFAULTS =
      Collections.unmodifiableSet(EnumSet.of(RS256, PS256, ES256, EDDSA));

  /** Kinds of keys. */
  enum Family {
    RSA,
    EC,
    ED25519
  }

  private final String joseName;
  private final Family family;

  JwsAlgorithm(String joseName, Family family) {
    this.joseName = joseName;
    this.family = family;
  }

  /** The name as registered and as tokens carry it, for example {@code EdDSA}. */
  public String joseName() {
    return joseName;
  }

  /** The algorithm of this registered name; names are case-sensitive (RFC 7515, 4.1.1). */
  public static Optional<JwsAlgorithm> find(String joseName) {
    return Arrays.stream(values()).filter(a -> a.joseName.equals(joseName)).findFirst();
  }

  Family family() {
    return family;
  }
}
