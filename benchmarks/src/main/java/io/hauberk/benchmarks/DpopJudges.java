package io.hauberk.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InMemoryDPoPSingleUseChecker;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** From a token that is bound to a key, with a new proof each time, to its caller. */
final class DpopJudges {
  private static final int WINDOW_SECONDS = 60;

  /** What nobody can skip: the signature of the proof. */
  static ProofJudge signature(IssuedProofs issued) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    Map<String, ECPublicKey> keys = new HashMap<>();
    return request -> {
      String proof = request.field("DPoP");
      int end = proof.lastIndexOf('.');
      signature.initVerify(keys.computeIfAbsent(request.token(), token -> issued.keyOf(request)));
      signature.update(proof.substring(0, end).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(proof.substring(end + 1)));
    };
  }

  /** Ours, with proofs remembered as by default. */
  static ProofJudge hauberk(IssuedProofs issued) {
    IssuerProfile profile =
        IssuerProfile.builder("main")
            .issuer(IssuedTokens.ISSUER)
            .audience(IssuedTokens.AUDIENCE)
            .algorithms(JwsAlgorithm.RS256)
            .keys(
                KeySource.jwks(issued.issuer().keys().toString().getBytes(StandardCharsets.UTF_8)))
            .acceptDpop()
            .build();
    Authenticator authenticator =
        Authenticator.builder()
            .profile(profile)
            .dpop(DpopOptions.builder().origin(IssuedProofs.ORIGIN).build())
            .build();
    return request -> CertificateJudges.nameOf(authenticator, request);
  }

  /** Nimbus' verifiers of the token and of its proof. */
  static ProofJudge nimbus(IssuedProofs issued) throws JOSEException {
    DefaultJWTProcessor<SecurityContext> tokens = NimbusTokens.processor(issued.issuer());
    DPoPProtectedResourceRequestVerifier proofs = nimbusProofs();
    return request -> verify(proofs, request, tokens.process(request.token(), null));
  }

  /** Nimbus' verifier of the proof, with what it remembers of each token by the user's own code. */
  static ProofJudge nimbusRemembering(IssuedProofs issued) throws JOSEException {
    DefaultJWTProcessor<SecurityContext> tokens = NimbusTokens.processor(issued.issuer());
    DPoPProtectedResourceRequestVerifier proofs = nimbusProofs();
    Map<String, JWTClaimsSet> known = new HashMap<>();
    return request -> {
      JWTClaimsSet claims = known.get(request.token());
      if (claims == null) {
        claims = tokens.process(request.token(), null);
        known.put(request.token(), claims);
      }
      return verify(proofs, request, claims);
    };
  }

  private static DPoPProtectedResourceRequestVerifier nimbusProofs() {
    return new DPoPProtectedResourceRequestVerifier(
        Set.of(JWSAlgorithm.ES256),
        WINDOW_SECONDS,
        WINDOW_SECONDS,
        new InMemoryDPoPSingleUseChecker(2 * WINDOW_SECONDS, WINDOW_SECONDS));
  }

  private static String verify(
      DPoPProtectedResourceRequestVerifier proofs, Brought request, JWTClaimsSet claims)
      throws Exception {
    proofs.verify(
        request.method(),
        URI.create(IssuedProofs.urlOf(request)),
        new DPoPIssuer(claims.getStringClaim("client_id")),
        SignedJWT.parse(request.field("DPoP")),
        new DPoPAccessToken(request.token()),
        JWKThumbprintConfirmation.parse(claims),
        (Nonce) null); // none is asked for
    return claims.getSubject();
  }

  /** Spring Security's provider, with its decoder of tokens. */
  static ProofJudge spring(IssuedProofs issued) throws JOSEException {
    NimbusJwtDecoder decoder = SpringTokens.accessTokens(issued.issuer());
    JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
    DPoPAuthenticationProvider provider = new DPoPAuthenticationProvider(tokens::authenticate);
    return request ->
        provider
            .authenticate(
                new DPoPAuthenticationToken(
                    request.token(),
                    request.field("DPoP"),
                    request.method(),
                    IssuedProofs.urlOf(request)))
            .getName();
  }

  private DpopJudges() {}
}
