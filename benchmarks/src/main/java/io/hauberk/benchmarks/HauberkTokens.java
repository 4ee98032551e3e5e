package io.hauberk.benchmarks;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authenticator;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import java.nio.charset.StandardCharsets;

/** Ours: from the head of a request to its caller. */
final class HauberkTokens implements TokenJudge {
  private final Authenticator authenticator;
  private String token = "";
  private Brought head = Brought.bearer(token);

  /** As a service has it: what was verified once is known. */
  static HauberkTokens remembering(IssuedTokens issuer) {
    return new HauberkTokens(issuer, 10_000);
  }

  /** Without memory, so that each token is new. */
  static HauberkTokens forgetting(IssuedTokens issuer) {
    return new HauberkTokens(issuer, 0);
  }

  private HauberkTokens(IssuedTokens issuer, int cacheSize) {
    IssuerProfile profile =
        IssuerProfile.builder("main")
            .issuer(IssuedTokens.ISSUER)
            .audience(IssuedTokens.AUDIENCE)
            .algorithms(JwsAlgorithm.find(issuer.algorithm().getName()).orElseThrow())
            .keys(KeySource.jwks(issuer.keys().toString().getBytes(StandardCharsets.UTF_8)))
            .build();
    authenticator = Authenticator.builder().profile(profile).cacheSize(cacheSize).build();
  }

  @Override
  public Object subject(String token) {
    if (!this.token.equals(token)) { // the container's work, and done once
      this.token = token;
      head = Brought.bearer(token);
    }
    if (authenticator.authenticate(head) instanceof Authenticated good) {
      return good.caller().getName();
    }
    throw new IllegalArgumentException("refused");
  }
}
