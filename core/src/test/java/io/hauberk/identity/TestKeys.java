package io.hauberk.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys made once, and their JWKs. */
final class TestKeys {
  static final KeyPair RSA1 = rsa(2048, RSAKeyGenParameterSpec.F4);
  static final KeyPair RSA2 = rsa(2048, RSAKeyGenParameterSpec.F4);
  static final KeyPair EC1 = pair("EC", new ECGenParameterSpec("secp256r1"));
  static final KeyPair EC384 = pair("EC", new ECGenParameterSpec("secp384r1"));
  static final KeyPair ED1 = pair("Ed25519", null);

  /** The keys that the base set-up of the corpus trusts. */
  static final String TRUSTED =
      set(rsaJwk("rsa1", RSA1, "RS256"), ecJwk("ec1", EC1, "ES256"), edJwk("ed1", ED1));

  static KeyPair rsa(int bits, BigInteger exponent) {
    return pair("RSA", new RSAKeyGenParameterSpec(bits, exponent));
  }

  static KeyPair pair(String type, @Nullable AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (parameters != null) {
        generator.initialize(parameters);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String set(String... jwks) {
    return "{\"keys\":[" + String.join(",", jwks) + "]}";
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String rsaJwk(String kid, KeyPair pair, String alg) {
    return rsaJwk(kid, modulus(pair), ((RSAPublicKey) pair.getPublic()).getPublicExponent(), alg);
  }

  static String rsaJwk(String kid, BigInteger n, BigInteger e, String alg) {
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\",\"alg\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(kid, alg, encode(unsigned(n)), encode(unsigned(e)));
  }

  static String ecJwk(String kid, KeyPair pair, String alg) {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    int bits = key.getParams().getCurve().getField().getFieldSize();
    int length = (bits + 7) / 8;
    return ecJwk(
        kid,
        "P-" + bits,
        padded(key.getW().getAffineX(), length),
        padded(key.getW().getAffineY(), length),
        alg);
  }

  static String ecJwk(String kid, String curve, byte[] x, byte[] y, String alg) {
    return "{\"kty\":\"EC\",\"use\":\"sig\",\"kid\":\"%s\",\"alg\":\"%s\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(kid, alg, curve, encode(x), encode(y));
  }

  static String edJwk(String kid, KeyPair pair) {
    return okpJwk(kid, "Ed25519", edOctets(pair));
  }

  static String okpJwk(String kid, String curve, byte[] x) {
    return "{\"kty\":\"OKP\",\"use\":\"sig\",\"kid\":\"%s\",\"alg\":\"EdDSA\",\"crv\":\"%s\",\"x\":\"%s\"}"
        .formatted(kid, curve, encode(x));
  }

  static byte[] edOctets(KeyPair pair) {
    byte[] x509 = ((EdECPublicKey) pair.getPublic()).getEncoded();
    return Arrays.copyOfRange(x509, x509.length - 32, x509.length);
  }

  static BigInteger modulus(KeyPair pair) {
    return ((RSAPublicKey) pair.getPublic()).getModulus();
  }

  static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets.length > 1 && octets[0] == 0
        ? Arrays.copyOfRange(octets, 1, octets.length)
        : octets;
  }

  static byte[] padded(BigInteger number, int length) {
    byte[] octets = unsigned(number);
    byte[] padded = new byte[length];
    System.arraycopy(octets, 0, padded, length - octets.length, octets.length);
    return padded;
  }

  static String encode(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private TestKeys() {}
}
