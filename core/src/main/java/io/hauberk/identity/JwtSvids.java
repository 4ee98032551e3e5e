package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.request.Reason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SPIFFE's JWT-SVIDs of one trust domain: it is the subject that tells whose they are, and {@code
 * iss} says nothing.
 *
 * @see <a href="https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md">JWT-SVID</a>
 */
record JwtSvids(String trustDomain) implements TokenKind {
  /** JWT-SVID, 2.1. */
  private static final Set<JwsAlgorithm> ALGORITHMS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(JwsAlgorithm.EDDSA)));

  @Override
  public Set<JwsAlgorithm> algorithms() {
    return ALGORITHMS;
  }

  /** JWT-SVID, 2.3. */
  @Override
  public @Nullable Reason judgeType(@Nullable String type, JsonObject claims) {
    return "jose".equals(type) || TokenKind.isPlain(type, claims) ? null : Reason.TYPE_MISMATCH;
  }

  @Override
  public List<String> required() {
    return List.of("exp", "sub");
  }

  /** JWT-SVID, 3.1: the id of a workload, so one with a path. */
  @Override
  public @Nullable Reason judgeSubject(String subject, JsonObject claims) {
    return SpiffeId.parse(subject)
            .filter(id -> id.trustDomain().equals(trustDomain) && id.namesWorkload())
            .isPresent()
        ? null
        : Reason.CLAIM_INVALID;
  }

  @Override
  public boolean untyped() {
    return true;
  }
}
