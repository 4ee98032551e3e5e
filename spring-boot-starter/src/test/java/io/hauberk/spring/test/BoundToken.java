package io.hauberk.spring.test;

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
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** An access token with the key that it is bound to (RFC 9449). */
public final class BoundToken {
  private final String token;
  private final ECKey key;

  static BoundToken of(LocalToken token) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      String thumbprint = key.computeThumbprint().toString();
      return new BoundToken(token.claim("cnf", Map.of("jkt", thumbprint)).sign(), key);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime makes no P-256 keys", e);
    }
  }

  private BoundToken(String token, ECKey key) {
    this.token = token;
    this.key = key;
  }

  /** The value of an {@code Authorization} field with the token. */
  public String authorization() {
    return "DPoP " + token;
  }

  /**
   * The value of a {@code DPoP} field: a proof for one request.
   *
   * @param method the method of the request
   * @param uri its URL, with one of the origins in {@code hauberk.dpop.origins}, without query
   */
  public String proof(String method, String uri) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", uri)
            .claim("ath", sha256(token))
            .issueTime(Date.from(Instant.now()))
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("dpop+jwt"))
            .jwk(key.toPublicJWK())
            .build();
    try {
      SignedJWT proof = new SignedJWT(header, claims);
      proof.sign(new ECDSASigner(key));
      return proof.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the proof cannot be signed", e);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Base64URL.encode(sha.digest(text.getBytes(StandardCharsets.US_ASCII))).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
