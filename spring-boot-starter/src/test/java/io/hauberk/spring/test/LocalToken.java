package io.hauberk.spring.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hauberk.identity.IssuerProfile;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An access token in the making: valid for five minutes by default, to be altered in one point. */
public final class LocalToken {
  private final IssuerProfile profile;
  private final JWTClaimsSet.Builder claims;
  private ECKey key;
  private @Nullable String type = "at+jwt";

  LocalToken(ECKey key, IssuerProfile profile) {
    this.key = key;
    this.profile = profile;
    Instant now = Instant.now();
    this.claims =
        new JWTClaimsSet.Builder()
            .issuer(profile.issuer())
            .audience(List.copyOf(profile.audiences()))
            .subject("test-caller")
            .claim("client_id", "test-client")
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)));
  }

  /** Names another caller. */
  public LocalToken subject(String subject) {
    claims.subject(subject);
    return this;
  }

  /** Grants these scopes and no others. */
  public LocalToken scopes(String... scopes) {
    claims.claim(profile.scopeClaim(), scopes.length == 0 ? null : String.join(" ", scopes));
    return this;
  }

  /** Is meant for another service. */
  public LocalToken audience(String audience) {
    claims.audience(audience);
    return this;
  }

  /** Claims to come from another issuer. */
  public LocalToken issuer(String issuer) {
    claims.issuer(issuer);
    return this;
  }

  /** Has been issued an hour ago and expired half an hour ago. */
  public LocalToken expired() {
    Instant now = Instant.now();
    claims.issueTime(Date.from(now.minusSeconds(3600)));
    claims.expirationTime(Date.from(now.minusSeconds(1800)));
    return this;
  }

  /** Carries this claim; null leaves it out. */
  public LocalToken claim(String name, @Nullable Object value) {
    claims.claim(name, value);
    return this;
  }

  /** Says that it is another kind of token; null says nothing. */
  public LocalToken type(@Nullable String typ) {
    this.type = typ;
    return this;
  }

  /** Is signed by a key that nobody trusts, under the name of the trusted one. */
  public LocalToken signedByStranger() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime makes no P-256 keys", e);
    }
    return this;
  }

  /**
   * The signed token, bound to a new key whose holder proves it with each request (RFC 9449); for
   * issuers with {@code dpop: true}.
   */
  public BoundToken bound() {
    return BoundToken.of(this);
  }

  /** The signed token. */
  public String sign() {
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID());
    if (type != null) {
      header.type(new JOSEObjectType(type));
    }
    try {
      SignedJWT token = new SignedJWT(header.build(), claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the token cannot be signed", e);
    }
  }

  /** The value of an {@code Authorization} field with the signed token. */
  public String bearer() {
    return "Bearer " + sign();
  }
}
