package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.request.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges all of a token that needs no key. It comes before the signature, so that a token which can
 * never be good costs no signature and no fetch; callers learn nothing by it, since all answers are
 * the same to them.
 */
final class TokenRules {

  /** A token that only its signature can still refuse. */
  record OpenToken(CompactJws jws, IssuerProfile profile, JwsAlgorithm algorithm, Claims claims) {}

  private record Rules(IssuerProfile profile, ClaimRules claims) {}

  private final Map<String, Rules> byIssuer = new HashMap<>();
  private final Map<String, Rules> byTrustDomain = new HashMap<>();

  TokenRules(List<IssuerProfile> profiles) {
    for (IssuerProfile profile : profiles) {
      Rules rules = new Rules(profile, new ClaimRules(profile));
      if (profile.kind() instanceof JwtSvids svids) {
        byTrustDomain.put(svids.trustDomain(), rules);
      } else {
        byIssuer.put(profile.issuer(), rules);
      }
    }
  }

  /**
   * The rules for a token that names its issuer, or whose subject is of a trust domain of SPIFFE:
   * nobody else's tokens can have such a subject, whatever issuer they name.
   */
  private @Nullable Rules rulesFor(JsonObject claims) {
    if (!byTrustDomain.isEmpty() && claims.get("sub") instanceof JsonString subject) {
      Rules rules =
          SpiffeId.parse(subject.value())
              .map(id -> byTrustDomain.get(id.trustDomain()))
              .orElse(null);
      if (rules != null) {
        return rules;
      }
    }
    return claims.get("iss") instanceof JsonString issuer ? byIssuer.get(issuer.value()) : null;
  }

  Outcome<OpenToken> judge(String token, long nowMillis) {
    Outcome<CompactJws> parts = CompactJws.read(token);
    if (parts.refusal() != null) {
      return Outcome.refused(parts.refusal());
    }
    CompactJws jws = parts.get();
    Outcome<JsonObject> payload = JsonPart.read(jws.payload());
    if (payload.refusal() != null) {
      return Outcome.refused(payload.refusal());
    }
    JsonObject claims = payload.get();
    Rules rules = rulesFor(claims);
    if (rules == null) {
      return Outcome.refused(Reason.ISSUER_MISMATCH);
    }
    if (token.length() > rules.profile().maxTokenBytes()) {
      return Outcome.refused(Reason.TOKEN_TOO_LARGE);
    }
    JwsAlgorithm algorithm = JwsAlgorithm.find(jws.header().algorithm()).orElse(null);
    if (algorithm == null || !rules.profile().algorithms().contains(algorithm)) {
      return Outcome.refused(Reason.ALGORITHM_NOT_ALLOWED);
    }
    @Nullable Reason wrongType = rules.claims().judgeType(jws.header().type(), claims);
    if (wrongType != null) {
      return Outcome.refused(wrongType);
    }
    Outcome<Claims> judged = rules.claims().judge(claims, nowMillis);
    return judged.refusal() == null
        ? Outcome.found(new OpenToken(jws, rules.profile(), algorithm, judged.get()))
        : Outcome.refused(judged.refusal());
  }
}
