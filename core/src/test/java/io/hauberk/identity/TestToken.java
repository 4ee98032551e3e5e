package io.hauberk.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A token that is valid until it is altered in one point: {@code T0} of the corpus. */
final class TestToken {
  static final long NOW = 1_767_225_600L; // 2026-01-01T00:00:00Z
  static final String ISSUER = "https://issuer.example";
  static final String AUDIENCE = "https://api.example";

  /** Makes a signature over octets. */
  interface Signer {
    byte[] sign(byte[] octets) throws GeneralSecurityException;
  }

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private byte @Nullable [] rawHeader;
  private byte @Nullable [] rawPayload;

  static TestToken t0() {
    return new TestToken()
        .head("alg", "\"RS256\"")
        .head("typ", "\"at+jwt\"")
        .head("kid", "\"rsa1\"")
        .claim("iss", "\"" + ISSUER + "\"")
        .claim("aud", "\"" + AUDIENCE + "\"")
        .claim("sub", "\"user-42\"")
        .claim("client_id", "\"c1\"")
        .claim("iat", NOW - 10)
        .claim("exp", NOW + 300)
        .claim("jti", "\"t0\"");
  }

  static TestToken es256() {
    return t0().head("alg", "\"ES256\"").head("kid", "\"ec1\"");
  }

  static TestToken eddsa() {
    return t0().head("alg", "\"EdDSA\"").head("kid", "\"ed1\"");
  }

  /** Sets a header parameter to a JSON text; null removes it. */
  TestToken head(String name, @Nullable String json) {
    if (json == null) {
      header.remove(name);
    } else {
      header.put(name, json);
    }
    return this;
  }

  /** Sets a claim to a JSON text; null removes it. */
  TestToken claim(String name, @Nullable String json) {
    if (json == null) {
      claims.remove(name);
    } else {
      claims.put(name, json);
    }
    return this;
  }

  TestToken claim(String name, long number) {
    return claim(name, Long.toString(number));
  }

  TestToken rawHeader(String json) {
    rawHeader = TestKeys.octets(json);
    return this;
  }

  TestToken rawPayload(String json) {
    return rawPayload(TestKeys.octets(json));
  }

  TestToken rawPayload(byte[] octets) {
    rawPayload = octets;
    return this;
  }

  /** The claims as JSON. */
  String payload() {
    return json(claims);
  }

  /** The first two parts. */
  String signingInput() {
    byte[] head = rawHeader != null ? rawHeader : TestKeys.octets(json(header));
    byte[] body = rawPayload != null ? rawPayload : TestKeys.octets(payload());
    return TestKeys.encode(head) + "." + TestKeys.encode(body);
  }

  /** Signed with the key that the base set-up has for the algorithm. */
  String sign() {
    String alg = header.getOrDefault("alg", "");
    return switch (alg) {
      case "\"ES256\"" -> sign(es256(TestKeys.EC1));
      case "\"EdDSA\"" -> sign(ed25519(TestKeys.ED1));
      default -> sign(rs256(TestKeys.RSA1));
    };
  }

  String sign(Signer signer) {
    return sign(signingInput(), signer);
  }

  static String sign(String signingInput, Signer signer) {
    return signingInput + "." + TestKeys.encode(signature(signingInput, signer));
  }

  byte[] signature(Signer signer) {
    return signature(signingInput(), signer);
  }

  /** With this signature, be it right or not. */
  String with(byte[] signature) {
    return signingInput() + "." + TestKeys.encode(signature);
  }

  private static byte[] signature(String signingInput, Signer signer) {
    try {
      return signer.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String json(Map<String, String> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
    return json.append('}').toString();
  }

  static Signer rs256(KeyPair pair) {
    return by("SHA256withRSA", pair.getPrivate());
  }

  static Signer es256(KeyPair pair) {
    return by("SHA256withECDSAinP1363Format", pair.getPrivate());
  }

  static Signer ed25519(KeyPair pair) {
    return by("Ed25519", pair.getPrivate());
  }

  static Signer by(String jcaName, PrivateKey key) {
    return octets -> {
      Signature signature = Signature.getInstance(jcaName);
      signature.initSign(key);
      signature.update(octets);
      return signature.sign();
    };
  }

  static Signer ps256(KeyPair pair, int saltOctets) {
    return octets -> {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, saltOctets, 1));
      signature.initSign(pair.getPrivate());
      signature.update(octets);
      return signature.sign();
    };
  }

  static Signer hs256(byte[] secret) {
    return octets -> {
      if (secret.length == 0) { // the JDK takes no empty key: HMAC pads with zeros anyway
        return hs256(new byte[] {0}).sign(octets);
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(octets);
    };
  }

  static BigInteger unsigned(byte[] octets) {
    return new BigInteger(1, octets);
  }
}
