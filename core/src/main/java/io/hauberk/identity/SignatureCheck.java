package io.hauberk.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** Verifies signatures with one key. Safe for use by any thread. */
interface SignatureCheck {

  /** Whether the key made the signature; whatever goes wrong, the answer is no. */
  boolean verifies(JwsAlgorithm algorithm, CompactJws jws);

  /** By Nimbus: RSA and ECDSA. */
  static SignatureCheck by(JWSVerifier verifier) {
    return (algorithm, jws) -> {
      try {
        return verifier.verify(
            new JWSHeader(JWSAlgorithm.parse(algorithm.joseName())),
            jws.signingInput(),
            new Base64URL(jws.encodedSignature()));
      } catch (JOSEException | RuntimeException e) { // also what a provider thinks of odd octets
        return false;
      }
    };
  }

  /** By the JDK: Ed25519, for which Nimbus needs a further library. */
  static SignatureCheck ed25519(PublicKey key) {
    return (algorithm, jws) -> {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(jws.signingInput());
        return signature.verify(jws.signature());
      } catch (GeneralSecurityException | RuntimeException e) {
        return false;
      }
    };
  }
}
