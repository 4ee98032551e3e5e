package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hauberk.secret.SecretHandle;
import io.hauberk.secret.SecretSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Client authentication by an assertion that this service signs for each request, good for one
 * minute and one use.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, 3</a>
 */
public final class PrivateKeyJwt extends ClientAuthentication {
  private static final long LIFE_SECONDS = 60;

  private final String clientId;
  private final Path file;
  private final String audience;
  private final @Nullable String keyId;
  private final @Nullable String algorithm;
  private final String type;

  static PrivateKeyJwt of(String clientId, Path file, String audience) {
    if (audience.isBlank()) {
      throw new IllegalArgumentException(
          "the audience of the assertion is empty: name the issuer identifier of the server");
    }
    return new PrivateKeyJwt(clientId, file, audience, null, null, "JWT");
  }

  private PrivateKeyJwt(
      String clientId,
      Path file,
      String audience,
      @Nullable String keyId,
      @Nullable String algorithm,
      String type) {
    this.clientId = clientId;
    this.file = file;
    this.audience = audience;
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.type = type;
  }

  /** Names the key in the header of assertions ({@code kid}). Default: it is not named. */
  public PrivateKeyJwt withKeyId(String keyId) {
    return new PrivateKeyJwt(
        clientId, file, audience, requireNonNull(keyId, "keyId"), algorithm, type);
  }

  /**
   * Signs by this algorithm. Default: RS256 for RSA keys, else the one of the key's curve.
   *
   * @param algorithm one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512
   * @throws IllegalArgumentException if it is another one
   */
  public PrivateKeyJwt withAlgorithm(String algorithm) {
    return new PrivateKeyJwt(
        clientId, file, audience, keyId, SigningKey.requireKnown(algorithm), type);
  }

  /**
   * Says in the header what the assertion is ({@code typ}). Default {@code JWT}; servers that
   * follow the revision of RFC 7523 ask for {@code client-authentication+jwt}.
   */
  public PrivateKeyJwt withType(String type) {
    return new PrivateKeyJwt(
        clientId, file, audience, keyId, algorithm, requireNonNull(type, "type"));
  }

  @Override
  Proof open(Opening opening) {
    SecretHandle<SigningKey> key =
        opening
            .secrets()
            .open(
                SecretSource.privateKey(
                    opening.file("private-key-file", file), one -> SigningKey.of(one, algorithm)));
    return form ->
        form.add("client_id", clientId)
            .assertion(assertion(key.refresh(), opening.clock().instant()));
  }

  private String assertion(SigningKey key, Instant now) {
    JWSHeader header =
        new JWSHeader.Builder(key.algorithm()).type(new JOSEObjectType(type)).keyID(keyId).build();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)))
            .build();
    SignedJWT jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(key.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("the key cannot sign", e);
    }
    return jwt.serialize();
  }
}
