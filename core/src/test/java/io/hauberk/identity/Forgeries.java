package io.hauberk.identity;

import static io.hauberk.identity.TestKeys.RSA1;
import static io.hauberk.identity.TestToken.t0;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Signatures that only a careless verifier takes. */
final class Forgeries {
  private static final BigInteger ED25519_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** EMSA-PKCS1-v1_5 of the text: what a key with the exponent 1 takes for a signature. */
  static byte[] paddedHash(String text) {
    byte[] hash = sha256(text);
    byte[] prefix = new BigInteger("3031300d060960864801650304020105000420", 16).toByteArray();
    byte[] padded = new byte[256];
    Arrays.fill(padded, (byte) 0xff);
    padded[0] = 0;
    padded[1] = 1;
    padded[256 - 33 - prefix.length] = 0;
    System.arraycopy(prefix, 0, padded, 256 - 32 - prefix.length, prefix.length);
    System.arraycopy(hash, 0, padded, 256 - 32, 32);
    return padded;
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static String withoutLeadingZero() {
    for (int i = 0; ; i++) {
      TestToken token = t0().claim("jti", "\"zero-" + i + "\"");
      byte[] signature = token.signature(TestToken.rs256(RSA1));
      if (signature[0] == 0) {
        return token.with(Arrays.copyOfRange(signature, 1, signature.length));
      }
    }
  }

  static String withModulusAdded() {
    BigInteger n = TestKeys.modulus(RSA1);
    for (int i = 0; i < 500; i++) {
      TestToken token = t0().claim("jti", "\"sum-" + i + "\"");
      BigInteger sum = TestToken.unsigned(token.signature(TestToken.rs256(RSA1))).add(n);
      if (sum.bitLength() <= 2048) {
        return token.with(TestKeys.padded(sum, 256));
      }
    }
    BigInteger sum = TestToken.unsigned(t0().signature(TestToken.rs256(RSA1))).add(n);
    return t0().with(TestKeys.padded(sum, 257)); // this modulus leaves no room: one octet more
  }

  /** A number whose cube begins like a padded hash; the rest of the cube is garbage. */
  static byte[] bleichenbacher(String signingInput) {
    byte[] padded = paddedHash(signingInput);
    byte[] block = new byte[256];
    block[1] = 1;
    Arrays.fill(block, 2, 10, (byte) 0xff);
    System.arraycopy(padded, 256 - 51, block, 11, 51);
    BigInteger target = TestToken.unsigned(block);
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.TWO.pow(700);
    while (low.compareTo(high) < 0) { // the least number whose cube is not below the target
      BigInteger middle = low.add(high).shiftRight(1);
      if (middle.pow(3).compareTo(target) < 0) {
        low = middle.add(BigInteger.ONE);
      } else {
        high = middle;
      }
    }
    return TestKeys.padded(low, 256);
  }

  static byte[] withOrderAdded(byte[] signature) {
    byte[] s = new byte[32];
    for (int i = 0; i < 32; i++) {
      s[i] = signature[63 - i];
    }
    byte[] sum = TestKeys.padded(TestToken.unsigned(s).add(ED25519_ORDER), 32);
    byte[] made = signature.clone();
    for (int i = 0; i < 32; i++) {
      made[63 - i] = sum[i];
    }
    return made;
  }

  static byte[] join(BigInteger r, BigInteger s) {
    return join(TestKeys.padded(r, 32), TestKeys.padded(s, 32));
  }

  static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  static byte[] withOctets(String claims, int... octets) {
    byte[] latin = claims.getBytes(StandardCharsets.ISO_8859_1);
    int at = claims.indexOf('\u00e4');
    byte[] made = new byte[latin.length - 1 + octets.length];
    System.arraycopy(latin, 0, made, 0, at);
    for (int i = 0; i < octets.length; i++) {
      made[at + i] = (byte) octets[i];
    }
    System.arraycopy(latin, at + 1, made, at + octets.length, latin.length - at - 1);
    return made;
  }

  private Forgeries() {}
}
