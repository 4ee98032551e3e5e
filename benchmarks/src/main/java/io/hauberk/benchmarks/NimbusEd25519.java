package io.hauberk.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.util.List;
import java.util.Set;

/**
 * What users of Nimbus write for EdDSA: its processor has no way from a set of keys to its verifier
 * for Ed25519, which takes JWKs only (and needs Tink).
 */
final class NimbusEd25519 implements JWSKeySelector<SecurityContext>, JWSVerifierFactory {
  private final OctetKeyPair jwk;
  private final JWSVerifier verifier;
  private final JCAContext context = new JCAContext();

  NimbusEd25519(OctetKeyPair jwk) throws JOSEException {
    this.jwk = jwk;
    this.verifier = new Ed25519Verifier(jwk);
  }

  /** Stands for the JWK where a Java key is asked for. */
  private static final class Placeholder implements Key {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "Ed25519";
    }

    @Override
    public String getFormat() {
      return "none";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  private static final List<Key> THE_KEY = List.of(new Placeholder());

  @Override
  public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context) {
    return JWSAlgorithm.EdDSA.equals(header.getAlgorithm())
            && jwk.getKeyID().equals(header.getKeyID())
        ? THE_KEY
        : List.of();
  }

  @Override
  public JWSVerifier createJWSVerifier(JWSHeader header, Key key) {
    return verifier;
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(JWSAlgorithm.EdDSA);
  }

  @Override
  public JCAContext getJCAContext() {
    return context;
  }
}
