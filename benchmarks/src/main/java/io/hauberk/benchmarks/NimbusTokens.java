package io.hauberk.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nimbus as its documentation sets it up for access tokens (RFC 9068), with keys at hand. */
final class NimbusTokens implements TokenJudge {
  private final DefaultJWTProcessor<SecurityContext> processor;

  NimbusTokens(IssuedTokens issuer) throws JOSEException {
    processor = processor(issuer);
  }

  static DefaultJWTProcessor<SecurityContext> processor(IssuedTokens issuer) throws JOSEException {
    DefaultJWTProcessor<SecurityContext> processor = signatures(issuer);
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            IssuedTokens.AUDIENCE,
            new JWTClaimsSet.Builder().issuer(IssuedTokens.ISSUER).build(),
            Set.of("sub", "exp", "iat", "jti", "client_id")));
    return processor;
  }

  /** Verifies type and signature, and of the claims what Nimbus does by itself. */
  static DefaultJWTProcessor<SecurityContext> signatures(IssuedTokens issuer) throws JOSEException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    if (issuer.publicKey() instanceof OctetKeyPair key) {
      NimbusEd25519 own = new NimbusEd25519(key);
      processor.setJWSKeySelector(own);
      processor.setJWSVerifierFactory(own);
    } else {
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(
              issuer.algorithm(), new ImmutableJWKSet<>(issuer.keys())));
    }
    return processor;
  }

  @Override
  public @Nullable Object subject(String token) throws Exception {
    return processor.process(token, null).getSubject();
  }
}
