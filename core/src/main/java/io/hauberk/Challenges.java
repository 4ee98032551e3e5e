package io.hauberk;

import io.hauberk.request.Control;
import io.hauberk.request.Reason;

/**
 * The {@code WWW-Authenticate} field of a refusal (RFC 6750, 3): the RFC's own codes and no more.
 */
final class Challenges {
  private static final String BEARER = "Bearer realm=\"api\"";

  /** The challenge, or an empty text where none belongs. */
  static String of(Reason reason, AuthorizationRule rule) {
    return switch (reason) {
      case CREDENTIALS_MISSING, SCHEME_UNSUPPORTED, PROOF_MISSING -> BEARER;
      case CREDENTIALS_MALFORMED -> BEARER + ", error=\"invalid_request\"";
      case SCOPE_MISSING ->
          BEARER + ", error=\"insufficient_scope\"" + scopes(rule.challengedScopes());
      default ->
          reason.control() == Control.AUTHENTICATION && reason.status() == 401
              ? BEARER + ", error=\"invalid_token\""
              : "";
    };
  }

  private static String scopes(String scopes) {
    boolean quotable =
        !scopes.isEmpty()
            && scopes.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '"' && c != '\\');
    return quotable ? ", scope=\"" + scopes + "\"" : "";
  }

  private Challenges() {}
}
