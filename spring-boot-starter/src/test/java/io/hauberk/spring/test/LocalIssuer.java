package io.hauberk.spring.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An issuer in memory. It speaks for every issuer profile of the configuration, under its own name
 * and with its own audience and claims, but with a key of its own, made at the start of the test.
 *
 * <p>A bean of this type is in the context of every Spring Boot test.
 */
public final class LocalIssuer {
  private final ECKey key;
  private final Map<String, IssuerProfile> profiles = new LinkedHashMap<>();

  /** An issuer with a new key that no profile trusts yet. */
  public LocalIssuer() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("local").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime makes no P-256 keys", e);
    }
  }

  /**
   * Ends a profile so that it trusts this issuer.
   *
   * @param profile all but keys and algorithms
   */
  IssuerProfile vouchFor(IssuerProfile.Builder profile) {
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    IssuerProfile trusting =
        profile.algorithms(JwsAlgorithm.ES256).keys(KeySource.jwks(keys)).build();
    profiles.put(trusting.name(), trusting);
    return trusting;
  }

  /** A token that the first issuer profile by name takes, as long as nothing of it is altered. */
  public LocalToken token() {
    return token("");
  }

  /**
   * A token that this issuer profile takes, as long as nothing of it is altered.
   *
   * @param profile the name of the profile, as configured; empty for the first by name
   * @throws IllegalArgumentException if there is none of this name
   */
  public LocalToken token(String profile) {
    IssuerProfile trusting =
        profile.isEmpty()
            ? profiles.values().stream().findFirst().orElse(null)
            : profiles.get(profile);
    if (trusting == null) {
      throw new IllegalArgumentException(
          "There is no issuer profile of this name; the local issuer speaks for "
              + List.copyOf(profiles.keySet()));
    }
    return new LocalToken(key, trusting);
  }
}
