package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sets the tokens of one standard apart, and what they must say of their subject. */
sealed interface TokenKind permits AccessTokens, JwtSvids, ServiceAccountTokens {

  /** The algorithms that a profile takes unless it names others. */
  Set<JwsAlgorithm> algorithms();

  /**
   * Whether these tokens are of this kind (RFC 8725, 3.11).
   *
   * @param type {@code typ} in lower case, without {@code application/}
   */
  @Nullable Reason judgeType(@Nullable String type, JsonObject claims);

  /** The claims that must be there besides {@code aud}; {@code exp} and {@code sub} among them. */
  List<String> required();

  /** What is wrong with their subject, whose {@code sub} is a clean text. */
  @Nullable Reason judgeSubject(String subject, JsonObject claims);

  /** Whether its tokens do without saying in {@code typ} what they are. */
  boolean untyped();

  /** Whether its tokens look like those of no kind in particular. */
  static boolean isPlain(@Nullable String type, JsonObject claims) {
    boolean idToken =
        claims.has("at_hash") || claims.has("c_hash"); // OpenID Connect Core, 3.3.2.11
    return (type == null || type.equals("jwt")) && !idToken;
  }
}
