package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.request.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' projected service account tokens. Their {@code sub} and the claim {@code
 * kubernetes.io} name the same account.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/">Managing
 *     service accounts</a>
 */
record ServiceAccountTokens() implements TokenKind {
  private static final String DETAILS = "kubernetes.io";

  /** A namespace is a label (RFC 1123), the name of an account several of them. */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "system:serviceaccount:([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)"
              + ":((?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*+)");

  /** The names under which the API server is called inside of a cluster. */
  private static final Pattern API_SERVER =
      Pattern.compile("(https?://)?kubernetes(\\.default(\\.svc(\\.[a-z0-9.-]+)?)?)?(:[0-9]+)?/*");

  /** What the API server signs with, by the kind of its key. */
  @Override
  public Set<JwsAlgorithm> algorithms() {
    return EnumSet.of(
        JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.ES384, JwsAlgorithm.ES512);
  }

  @Override
  public @Nullable Reason judgeType(@Nullable String type, JsonObject claims) {
    return TokenKind.isPlain(type, claims) ? null : Reason.TYPE_MISMATCH;
  }

  @Override
  public List<String> required() {
    return List.of("exp", "sub", "iat", DETAILS);
  }

  @Override
  public @Nullable Reason judgeSubject(String subject, JsonObject claims) {
    Matcher name = SUBJECT.matcher(subject);
    return name.matches()
            && claims.get(DETAILS) instanceof JsonObject details
            && isText(details, "namespace", name.group(1))
            && details.get("serviceaccount") instanceof JsonObject account
            && isText(account, "name", name.group(2))
        ? null
        : Reason.CLAIM_INVALID;
  }

  private static boolean isText(JsonObject object, String member, String text) {
    return object.get(member) instanceof JsonString string && string.value().equals(text);
  }

  /**
   * Whether tokens for this audience are good for the API server, so that a service that receives
   * one could call it in its sender's name.
   */
  static boolean isOfApiServer(String audience, String issuer) {
    return audience.equals(issuer)
        || API_SERVER.matcher(audience.toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public boolean untyped() {
    return true;
  }
}
