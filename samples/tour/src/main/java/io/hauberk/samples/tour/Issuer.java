package io.hauberk.samples.tour;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** One signing key of the issuer that the sample trusts. */
final class Issuer {
  static final String NAME = "https://login.example.com";
  static final String AUDIENCE = "https://orders.example.com";

  private final String keyId;
  private final KeyPair keys;

  Issuer(String keyId) {
    this.keyId = keyId;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      this.keys = generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has RSA
    }
  }

  /** A token that is right in every point, for an hour. */
  Token token(String subject, String scope) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("typ", "at+jwt");
    header.put("kid", keyId);
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", NAME);
    claims.put("sub", subject);
    claims.put("aud", AUDIENCE);
    claims.put("client_id", "shop-desk");
    claims.put("iat", now);
    claims.put("exp", now + 3600);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("scope", scope);
    return new Token(this, header, claims);
  }

  /** The public keys as a JWK Set (RFC 7517, 5). */
  static String keySet(Issuer... issuers) {
    return Arrays.stream(issuers)
        .map(Issuer::publicJwk)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private String publicJwk() {
    return """
    {"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}\
    """
        .formatted(
            keyId, encode(publicKey().getModulus()), encode(publicKey().getPublicExponent()));
  }

  /** Base64urlUInt: without the sign octet (RFC 7518, 2). */
  private static String encode(BigInteger number) {
    byte[] octets = number.toByteArray();
    int start = octets[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(octets, start, octets.length));
  }

  PrivateKey privateKey() {
    return keys.getPrivate();
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) keys.getPublic();
  }
}
