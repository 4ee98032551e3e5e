package io.hauberk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An issuer with one key, whose tokens are valid until altered in one point. */
public final class TestIssuer {
  public static final String ISSUER = "https://issuer.example";
  public static final String AUDIENCE = "https://api.example";

  private final ECKey key;
  private final Clock clock;

  public TestIssuer(String kid, Clock clock) {
    this(new ECKeyGenerator(Curve.P_256).keyID(kid), clock);
  }

  private TestIssuer(JWKGenerator<ECKey> generator, Clock clock) {
    this.clock = clock;
    try {
      this.key = generator.algorithm(JWSAlgorithm.ES256).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One whose tokens name its key by the thumbprint, as those do whose key is mounted in PEM. */
  public static TestIssuer namedByThumbprint(Clock clock) {
    return new TestIssuer(new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true), clock);
  }

  public byte[] jwks() {
    return jwks(this);
  }

  /** The public keys of several issuers in one set. */
  public static byte[] jwks(TestIssuer... issuers) {
    List<JWK> keys = Arrays.stream(issuers).<JWK>map(issuer -> issuer.key.toPublicJWK()).toList();
    return new JWKSet(keys).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The public keys of several issuers, one PEM block each (RFC 7468, 13). */
  public static String pem(TestIssuer... issuers) {
    StringBuilder pem = new StringBuilder();
    for (TestIssuer issuer : issuers) {
      try {
        pem.append("-----BEGIN PUBLIC KEY-----\n")
            .append(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(issuer.key.toECPublicKey().getEncoded()))
            .append("\n-----END PUBLIC KEY-----\n");
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }
    return pem.toString();
  }

  public IssuerProfile profile(String name) {
    return profile(name, KeySource.jwks(jwks()));
  }

  public IssuerProfile profile(String name, KeySource keys) {
    return profile(name, keys, UnaryOperator.identity());
  }

  public IssuerProfile profile(
      String name, KeySource keys, UnaryOperator<IssuerProfile.Builder> choices) {
    return choices
        .apply(
            IssuerProfile.builder(name)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .algorithms(JwsAlgorithm.ES256)
                .keys(keys))
        .build();
  }

  /** A valid token of the caller "c1" with these scopes. */
  public String token(String... scopes) {
    return token(claims -> claims.claim("scope", String.join(" ", scopes)));
  }

  public String token(Consumer<JWTClaimsSet.Builder> altered) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(List.of(AUDIENCE))
            .subject("c1")
            .claim("client_id", "c1")
            .jwtID("t0")
            .issueTime(Date.from(now.minusSeconds(10)))
            .expirationTime(Date.from(now.plusSeconds(300)));
    altered.accept(claims);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(key.getKeyID())
            .build();
    try {
      SignedJWT jwt = new SignedJWT(header, claims.build());
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
