package io.hauberk.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Spring Security's decoder with its own validators for access tokens (RFC 9068). */
final class SpringTokens implements TokenJudge {
  private final NimbusJwtDecoder decoder;

  SpringTokens(IssuedTokens issuer) throws JOSEException {
    decoder = accessTokens(issuer);
  }

  static NimbusJwtDecoder accessTokens(IssuedTokens issuer) throws JOSEException {
    NimbusJwtDecoder decoder = decoder(issuer);
    decoder.setJwtValidator(
        JwtValidators.createAtJwtValidator()
            .issuer(IssuedTokens.ISSUER)
            .audience(IssuedTokens.AUDIENCE)
            .clientId(IssuedTokens.CLIENT)
            .build());
    return decoder;
  }

  private static NimbusJwtDecoder decoder(IssuedTokens issuer) throws JOSEException {
    if (issuer.publicKey() instanceof OctetKeyPair) { // its builders know no EdDSA
      DefaultJWTProcessor<SecurityContext> processor = NimbusTokens.signatures(issuer);
      processor.setJWTClaimsSetVerifier((claims, context) -> {}); // as its builders do
      return new NimbusJwtDecoder(processor);
    }
    return NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(issuer.keys()))
        .jwsAlgorithm(SignatureAlgorithm.valueOf(issuer.algorithm().getName()))
        .build();
  }

  @Override
  public @Nullable Object subject(String token) {
    return decoder.decode(token).getSubject();
  }
}
