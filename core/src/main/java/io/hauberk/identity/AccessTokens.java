package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens (RFC 9068).
 *
 * @param untyped whether those of issuers that do not follow it are taken, too
 */
record AccessTokens(boolean untyped) implements TokenKind {
  private static final String TYPE = "at+jwt";
  private static final List<String> REQUIRED = List.of("exp", "sub", "client_id", "iat", "jti");
  private static final List<String> REQUIRED_OF_UNTYPED = List.of("exp", "sub");

  @Override
  public Set<JwsAlgorithm> algorithms() {
    return JwsAlgorithm.DEFAULTS;
  }

  @Override
  public @Nullable Reason judgeType(@Nullable String type, JsonObject claims) {
    return TYPE.equals(type) || (untyped && TokenKind.isPlain(type, claims))
        ? null
        : Reason.TYPE_MISMATCH;
  }

  @Override
  public List<String> required() {
    return untyped ? REQUIRED_OF_UNTYPED : REQUIRED;
  }

  @Override
  public @Nullable Reason judgeSubject(String subject, JsonObject claims) {
    return null;
  }
}
