package io.hauberk.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/** Who is measured on bearer tokens, the floor first. */
public enum TokenSubject {
  DIGEST("one SHA-256 of the token", false, issuer -> new Sha256()),
  KNOWN("Hauberk, a known token", true, issuer -> HauberkTokens.remembering(issuer)),
  FIRST("Hauberk, its first use", true, issuer -> HauberkTokens.forgetting(issuer)),
  NIMBUS("Nimbus DefaultJWTProcessor", true, NimbusTokens::new),
  SPRING("Spring Security NimbusJwtDecoder", true, SpringTokens::new);

  private interface Maker {
    TokenJudge trusting(IssuedTokens issuer) throws Exception;
  }

  private final String title;
  private final boolean judges;

  @SuppressWarnings("ImmutableEnumChecker") // constructors and lambdas that capture nothing
  private final Maker maker;

  TokenSubject(String title, boolean judges, Maker maker) {
    this.title = title;
    this.judges = judges;
    this.maker = maker;
  }

  /** How tables call it. */
  String title() {
    return title;
  }

  /** Set up to trust this issuer, and nothing of a token that a service of ours would not take. */
  TokenJudge trusting(IssuedTokens issuer) throws Exception {
    return maker.trusting(issuer);
  }

  /**
   * What it says otherwise than is right: of a good token, twice, and of bad ones; empty if all is
   * right.
   */
  Map<String, String> wrong(IssuedTokens issuer) throws Exception {
    Map<String, String> wrong = new TreeMap<>();
    if (!judges) {
      return wrong;
    }
    TokenJudge judge = trusting(issuer);
    String valid = issuer.valid();
    for (int i = 0; i < 2; i++) {
      if (!accepts(judge, valid)) {
        wrong.put("a good token", "refused");
      }
    }
    issuer
        .bad()
        .forEach(
            (what, token) -> {
              if (accepts(judge, token)) {
                wrong.put(what, "accepted");
              }
            });
    return wrong;
  }

  private static boolean accepts(TokenJudge judge, String token) {
    try {
      return IssuedTokens.SUBJECT.equals(judge.subject(token));
    } catch (Exception e) { // so does each say no, in its own way
      return false;
    }
  }
}
