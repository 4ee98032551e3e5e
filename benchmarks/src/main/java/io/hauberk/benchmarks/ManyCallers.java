package io.hauberk.benchmarks;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** An issuer with a token for each of a million callers, each really signed by RS256. */
final class ManyCallers {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER =
      encode("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"many\"}");

  private final HastyRsa key;
  private final Instant issued;

  /**
   * A new issuer.
   *
   * @param issued when all of its tokens are issued, for twelve hours
   */
  ManyCallers(Instant issued) {
    this.key = new HastyRsa(new Random(1));
    this.issued = issued;
  }

  /** Who trusts it. */
  IssuerProfile profile() {
    RSAKey jwk =
        new RSAKey.Builder(encoded(key.modulus()), encoded(key.exponent())).keyID("many").build();
    return IssuerProfile.builder("main")
        .issuer(IssuedTokens.ISSUER)
        .audience(IssuedTokens.AUDIENCE)
        .algorithms(JwsAlgorithm.RS256)
        .keys(KeySource.jwks(new JWKSet(jwk).toString().getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static Base64URL encoded(BigInteger number) {
    return Base64URL.encode(number);
  }

  /** The token of a caller; the same each time. */
  String token(int caller) {
    long now = issued.getEpochSecond();
    String claims =
        String.format(
            Locale.ROOT,
            "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"client_id\":\"%s\","
                + "\"scope\":\"orders:read\",\"iat\":%d,\"exp\":%d,\"jti\":\"%d\"}",
            IssuedTokens.ISSUER,
            IssuedTokens.AUDIENCE,
            "caller-" + caller,
            IssuedTokens.CLIENT,
            now,
            now + 12 * 3600,
            caller);
    String signingInput = HEADER + "." + encode(claims);
    byte[] signature = key.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
    return signingInput + "." + BASE64.encodeToString(signature);
  }

  /** The tokens of some callers, by all processors. */
  List<String> tokens(int from, int to) {
    return IntStream.range(from, to).parallel().mapToObj(this::token).toList();
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
