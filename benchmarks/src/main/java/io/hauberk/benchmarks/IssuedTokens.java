package io.hauberk.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** An issuer with one key of its own, a token of some 700 octets, and tokens that are none. */
final class IssuedTokens {
  static final String ISSUER = "https://issuer.example";
  static final String AUDIENCE = "https://orders.example.com";
  static final String SUBJECT = "0b9f3a52-6d1c-4f1e-8a77-5c2d9e4b1a60";
  static final String CLIENT = "checkout-service";
  private static final String KEY_ID = "2026-03";

  private final JWSAlgorithm algorithm;
  private final JWK key;
  private final JWSSigner signer;

  /**
   * An issuer.
   *
   * @param algorithm RS256 (with a key of 2048 bits), ES256 or EdDSA (with Ed25519)
   */
  static IssuedTokens by(String algorithm) throws JOSEException {
    return switch (algorithm) {
      case "RS256" -> {
        RSAKey key = new RSAKeyGenerator(2048).keyID(KEY_ID).generate();
        yield new IssuedTokens(JWSAlgorithm.RS256, key, new RSASSASigner(key));
      }
      case "ES256" -> {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
        yield new IssuedTokens(JWSAlgorithm.ES256, key, new ECDSASigner(key));
      }
      case "EdDSA" -> {
        OctetKeyPair key = new OctetKeyPairGenerator(Curve.Ed25519).keyID(KEY_ID).generate();
        yield new IssuedTokens(JWSAlgorithm.EdDSA, key, new Ed25519Signer(key));
      }
      default -> throw new IllegalArgumentException("no such algorithm: " + algorithm);
    };
  }

  private IssuedTokens(JWSAlgorithm algorithm, JWK key, JWSSigner signer) {
    this.algorithm = algorithm;
    this.key = key;
    this.signer = signer;
  }

  JWSAlgorithm algorithm() {
    return algorithm;
  }

  /** The key that verifies. */
  JWK publicKey() {
    return key.toPublicJWK();
  }

  /** The same as a JWK Set. */
  JWKSet keys() {
    return new JWKSet(publicKey());
  }

  /** A token that everyone must accept. */
  String valid() throws JOSEException {
    return sign(claims -> {});
  }

  /**
   * A token that is bound to the key of DPoP proofs.
   *
   * @param thumbprint that of the key (RFC 9449, 6.1)
   */
  String boundTo(String thumbprint) throws JOSEException {
    return sign(claims -> claims.claim("cnf", Map.of("jkt", thumbprint)));
  }

  /** Tokens that nobody may accept, by what is wrong with them. */
  Map<String, String> bad() throws JOSEException {
    String valid = valid();
    int payload = valid.indexOf('.') + 1;
    int signature = valid.lastIndexOf('.') + 1;
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("altered claims", altered(valid, payload + 20));
    bad.put("an altered signature", altered(valid, signature + 20));
    bad.put("no signature", valid.substring(0, signature));
    bad.put("a stranger's signature", by(algorithm.getName()).valid());
    bad.put("another audience", sign(claims -> claims.audience("https://other.example.com")));
    bad.put("another issuer", sign(claims -> claims.issuer("https://other.example")));
    bad.put(
        "an expiry that has passed",
        sign(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600)))));
    return bad;
  }

  private static String altered(String token, int at) {
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private String sign(Consumer<JWTClaimsSet.Builder> alteration) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(SUBJECT)
            .claim("client_id", CLIENT)
            .claim("scope", "orders:read orders:write customers:read")
            .claim("tenant", "acme")
            .claim("auth_time", now.minusSeconds(30).getEpochSecond())
            .claim("acr", "urn:mace:incommon:iap:silver")
            .jwtID("5c2d9e4b-6d1c-4f1e-8a77-0b9f3a521a60")
            .issueTime(Date.from(now.minusSeconds(10)))
            .expirationTime(Date.from(now.plusSeconds(12 * 3600)));
    alteration.accept(claims);
    JWSHeader header =
        new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(KEY_ID).build();
    JWSObject jws = new JWSObject(header, new Payload(claims.build().toJSONObject()));
    jws.sign(signer);
    return jws.serialize();
  }
}
