package io.hauberk.outbound;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A private key of this service, ready to sign.
 *
 * @param algorithm one that the key fits
 */
record SigningKey(JWSAlgorithm algorithm, JWSSigner signer) {
  private static final int MIN_RSA_BITS = 2048; // RFC 7518, 3.3

  /**
   * Checks the name of an algorithm.
   *
   * @throws IllegalArgumentException if none of its name signs here
   */
  static String requireKnown(String algorithm) {
    JWSAlgorithm parsed = JWSAlgorithm.parse(algorithm);
    if (!JWSAlgorithm.Family.RSA.contains(parsed)
        && (!JWSAlgorithm.Family.EC.contains(parsed) || parsed.equals(JWSAlgorithm.ES256K))) {
      throw new IllegalArgumentException(
          "the signing algorithm is none of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384,"
              + " ES512");
    }
    return algorithm;
  }

  /**
   * The key with the algorithm of this name, or the one that suits it.
   *
   * @throws CredentialFileException if the key is too weak, of another kind, or does not fit
   */
  static SigningKey of(PrivateKey key, @Nullable String algorithm) {
    if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
      JWSAlgorithm chosen = algorithm == null ? JWSAlgorithm.RS256 : JWSAlgorithm.parse(algorithm);
      if (JWSAlgorithm.Family.RSA.contains(chosen)) {
        return new SigningKey(chosen, new RSASSASigner(key));
      }
    }
    if (key instanceof ECPrivateKey ec) {
      try {
        ECDSASigner signer = new ECDSASigner(ec);
        for (JWSAlgorithm own : signer.supportedJWSAlgorithms()) {
          if (algorithm == null || own.getName().equals(algorithm)) {
            return new SigningKey(JWSAlgorithm.parse(own.getName()), signer);
          }
        }
      } catch (JOSEException e) {
        throw unfit(); // of another curve
      }
    }
    throw unfit();
  }

  private static CredentialFileException unfit() {
    return new CredentialFileException(
        "the file holds a key that is too weak, of another kind, or does not fit the algorithm:"
            + " mount an RSA key of 2048 bits or more, or one on P-256, P-384 or P-521");
  }

  @Override
  public String toString() {
    return "SigningKey[" + algorithm + "]";
  }
}
