package io.hauberk.outbound;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves to servers that a token is used by whom it was issued to (RFC 9449): by a key on P-256
 * that is made at the start, never leaves this process and is not kept.
 *
 * <p>Servers are those that the credential knows, so what they ask to be repeated to them ({@code
 * DPoP-Nonce}, 8 and 9) is bounded.
 */
final class DpopProofs {
  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
  private static final int MAX_NONCE = 512;

  private final ECDSASigner signer;
  private final JWSHeader header;
  private final Clock clock;
  private final Map<Origin, String> nonces = new ConcurrentHashMap<>();

  DpopProofs(Clock clock) {
    this.clock = clock;
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      signer = new ECDSASigner(key);
      header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).jwk(key.toPublicJWK()).build();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime has no keys on P-256", e);
    }
  }

  /**
   * The proof of one request.
   *
   * @param token the token that the request carries; null at a token endpoint
   */
  String proof(String method, URI uri, @Nullable String token) {
    Origin origin = Origin.of(uri);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", method)
            .claim("htu", target(origin, uri))
            .issueTime(Date.from(clock.instant()));
    if (token != null) {
      claims.claim("ath", sha256(token).toString());
    }
    String nonce = nonces.get(origin);
    if (nonce != null) {
      claims.claim("nonce", nonce);
    }
    SignedJWT proof = new SignedJWT(header, claims.build());
    try {
      proof.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the key cannot sign", e);
    }
    return proof.serialize();
  }

  /** The URI without query and fragment (4.2), its origin as servers see it. */
  private static String target(Origin origin, URI uri) {
    boolean implied = origin.port() == (origin.scheme().equals("https") ? 443 : 80);
    String host = origin.host().indexOf(':') < 0 ? origin.host() : "[" + origin.host() + "]";
    String path = uri.getRawPath();
    return origin.scheme()
        + "://"
        + host
        + (implied ? "" : ":" + origin.port())
        + (path == null || path.isEmpty() ? "/" : path);
  }

  private static Base64URL sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64URL.encode(digest.digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }

  /** Repeats to this server what it asks for. */
  void remember(URI uri, String nonce) {
    if (!nonce.isEmpty() && nonce.length() <= MAX_NONCE) {
      nonces.put(Origin.of(uri), nonce);
    }
  }

  @Override
  public String toString() {
    return "DpopProofs[masked]";
  }
}
