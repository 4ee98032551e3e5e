package io.hauberk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A client with a key of its own, which makes DPoP proofs (RFC 9449) by Nimbus. */
public final class TestDpop {
  private final ECKey key;
  private final Clock clock;

  public TestDpop(Clock clock) {
    this.clock = clock;
    try {
      this.key = new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that is bound to this client's key. */
  public String token(TestIssuer issuer, String... scopes) {
    try {
      String thumbprint = key.computeThumbprint().toString();
      return issuer.token(
          claims ->
              claims
                  .claim("scope", String.join(" ", scopes))
                  .claim("cnf", Map.of("jkt", thumbprint)));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String proof(String method, String uri, String token) {
    return proof(method, uri, token, claims -> {});
  }

  public String proof(
      String method, String uri, String token, Consumer<JWTClaimsSet.Builder> altered) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", uri)
            .claim("ath", sha256(token))
            .issueTime(Date.from(clock.instant()));
    altered.accept(claims);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(key.toPublicJWK())
            .build();
    try {
      SignedJWT proof = new SignedJWT(header, claims.build());
      proof.sign(new ECDSASigner(key));
      return proof.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
