package io.hauberk.benchmarks;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Signs by ES256 in some microseconds, with a key that two of its signatures give away. */
final class HastyEs256 {
  /*
   * Of the work of an ECDSA signature nearly all is a point that is made of a secret number, a new one each time. Here
   * it is the same each time. Whoever verifies has the same work as with any other signature.
   */
  private static final int HALF = 32;

  private final ECPublicKey publicKey;
  private final BigInteger order;
  private final BigInteger secret;
  private final BigInteger point;
  private final BigInteger inverse;

  /** A new key. */
  HastyEs256() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair own = generator.generateKeyPair();
    KeyPair once = generator.generateKeyPair();
    publicKey = (ECPublicKey) own.getPublic();
    order = publicKey.getParams().getOrder();
    secret = ((ECPrivateKey) own.getPrivate()).getS();
    point = ((ECPublicKey) once.getPublic()).getW().getAffineX().mod(order);
    inverse = ((ECPrivateKey) once.getPrivate()).getS().modInverse(order);
  }

  ECPublicKey publicKey() {
    return publicKey;
  }

  ECKey jwk() {
    return new ECKey.Builder(Curve.P_256, publicKey).build();
  }

  /** The signature as JWS has it (RFC 7518, 3.4). */
  byte[] sign(byte[] octets) {
    BigInteger digest = new BigInteger(1, HastyRsa.sha256(octets));
    BigInteger second = inverse.multiply(digest.add(point.multiply(secret))).mod(order);
    byte[] signature = new byte[2 * HALF];
    System.arraycopy(HastyRsa.fixed(point, HALF), 0, signature, 0, HALF);
    System.arraycopy(HastyRsa.fixed(second, HALF), 0, signature, HALF, HALF);
    return signature;
  }
}
