package io.hauberk.identity;

import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A DPoP proof for {@code GET https://api.example/orders}, valid until altered in one point. */
final class TestProof {
  static final String ORIGIN = "https://api.example";
  static final KeyPair KEY = TestKeys.EC1;

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private TestToken.Signer signer = TestToken.es256(KEY);

  /** A proof for this token. */
  static TestProof of(String token) {
    return new TestProof()
        .head("typ", "\"dpop+jwt\"")
        .head("alg", "\"ES256\"")
        .head("jwk", jwk(KEY))
        .claim("jti", "\"p0\"")
        .claim("htm", "\"GET\"")
        .claim("htu", "\"https://api.example/orders\"")
        .claim("iat", Long.toString(TestToken.NOW))
        .claim("ath", "\"" + TestKeys.encode(Forgeries.sha256(token)) + "\"");
  }

  /** The public key, without any member but those that make it. */
  static String jwk(KeyPair pair) {
    String whole =
        switch (pair.getPublic().getAlgorithm()) {
          case "EC" -> TestKeys.ecJwk("x", pair, "x");
          case "RSA" -> TestKeys.rsaJwk("x", pair, "x");
          default -> TestKeys.edJwk("x", pair);
        };
    return whole.replaceAll("\"(use|kid|alg)\":\"[^\"]*\",", "");
  }

  /** The confirmation of a token that is bound to this key. */
  static String jkt(KeyPair pair) {
    VerificationKey key =
        JwkSet.read(TestKeys.octets(TestKeys.set(jwk(pair)))).select(null, alg(pair)).get();
    return "\"jkt\":\"" + key.thumbprint() + "\"";
  }

  private static JwsAlgorithm alg(KeyPair pair) {
    return switch (pair.getPublic().getAlgorithm()) {
      case "EC" -> JwsAlgorithm.ES256;
      case "RSA" -> JwsAlgorithm.RS256;
      default -> JwsAlgorithm.EDDSA;
    };
  }

  /** Sets a header parameter to a JSON text; null removes it. */
  TestProof head(String name, @Nullable String json) {
    return set(header, name, json);
  }

  /** Sets a claim to a JSON text; null removes it. */
  TestProof claim(String name, @Nullable String json) {
    return set(claims, name, json);
  }

  private TestProof set(Map<String, String> members, String name, @Nullable String json) {
    if (json == null) {
      members.remove(name);
    } else {
      members.put(name, json);
    }
    return this;
  }

  TestProof by(TestToken.Signer other) {
    signer = other;
    return this;
  }

  String sign() {
    String signingInput = part(header) + "." + part(claims);
    return TestToken.sign(signingInput, signer);
  }

  private static String part(Map<String, String> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
    return TestKeys.encode(TestKeys.octets(json.append('}').toString()));
  }
}
