package io.hauberk.benchmarks;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Signs by RS256 in some tens of microseconds, with a key that protects nothing. */
final class HastyRsa {
  /*
   * The modulus is the product of some 65 primes of 31 bits (multi-prime RSA, RFC 8017, 3.1, taken to the absurd), so a
   * signature is made of powers modulo each of them, in plain longs. Anybody can factor it; whoever verifies sees a
   * modulus of 2048 bits as others are. The exponent is the smallest that verifiers take, since here nobody measures
   * them.
   */
  private static final BigInteger EXPONENT = BigInteger.valueOf(3);
  private static final int BITS = 2048;
  private static final int PRIME_BITS = 31; // so that products fit into a long
  private static final byte[] SHA_256_PREFIX =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420"); // RFC 8017, 9.2, note 1

  private final BigInteger modulus;
  private final List<Factor> factors = new ArrayList<>();

  /**
   * A prime of the modulus.
   *
   * @param exponent the private exponent modulo this prime less one
   * @param share one modulo this prime, zero modulo all others
   */
  private record Factor(long prime, BigInteger big, long exponent, BigInteger share) {

    /** What the signature of a number has of this prime. */
    BigInteger part(BigInteger number) {
      long power = 1;
      long base = number.mod(big).longValue();
      for (long rest = exponent; rest > 0; rest >>= 1) {
        if ((rest & 1) == 1) {
          power = power * base % prime;
        }
        base = base * base % prime;
      }
      return share.multiply(BigInteger.valueOf(power));
    }
  }

  /** A new key. */
  HastyRsa(Random random) {
    List<BigInteger> primes = new ArrayList<>();
    BigInteger product = BigInteger.ONE;
    while (product.bitLength() < BITS) {
      BigInteger prime = BigInteger.probablePrime(PRIME_BITS, random);
      boolean isCoprime = EXPONENT.gcd(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE);
      if (isCoprime && !primes.contains(prime)) {
        primes.add(prime);
        product = product.multiply(prime);
      }
    }
    modulus = product;
    for (BigInteger prime : primes) {
      BigInteger others = product.divide(prime);
      factors.add(
          new Factor(
              prime.longValueExact(),
              prime,
              EXPONENT.modInverse(prime.subtract(BigInteger.ONE)).longValueExact(),
              others.multiply(others.modInverse(prime))));
    }
  }

  BigInteger modulus() {
    return modulus;
  }

  BigInteger exponent() {
    return EXPONENT;
  }

  /** The signature by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.1). */
  byte[] sign(byte[] octets) {
    int length = (modulus.bitLength() + 7) / 8;
    byte[] encoded = new byte[length];
    Arrays.fill(encoded, (byte) 0xff);
    encoded[0] = 0;
    encoded[1] = 1;
    int at = length - 32 - SHA_256_PREFIX.length;
    encoded[at - 1] = 0;
    System.arraycopy(SHA_256_PREFIX, 0, encoded, at, SHA_256_PREFIX.length);
    System.arraycopy(sha256(octets), 0, encoded, length - 32, 32);
    BigInteger number = new BigInteger(1, encoded);
    BigInteger sum = BigInteger.ZERO;
    for (Factor factor : factors) {
      sum = sum.add(factor.part(number));
    }
    return fixed(sum.mod(modulus), length);
  }

  /** A number in so many octets. */
  static byte[] fixed(BigInteger number, int length) {
    byte[] octets = number.toByteArray();
    byte[] fixed = new byte[length];
    int used = Math.min(octets.length, length); // one more may be there, for the sign
    System.arraycopy(octets, octets.length - used, fixed, length - used, used);
    return fixed;
  }

  static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }
}
