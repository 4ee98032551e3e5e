package io.hauberk;

import io.hauberk.FrontDoor.OperationGuard;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code WWW-Authenticate} field of a refusal: for tokens the codes of RFC 6750, 3 and no more.
 *
 * <p>No authentication scheme is registered for API keys, yet a 401 must hold a challenge (RFC
 * 9110, 15.5.2). Theirs is {@code ApiKey}, without a code: the contract says where the key stands.
 */
final class Challenges {
  private static final String BEARER = "Bearer realm=\"api\"";
  private static final String API_KEY = "ApiKey realm=\"api\"";

  /** The challenges, or an empty text where none belongs. */
  static String of(Reason reason, OperationGuard guard) {
    List<String> challenges = new ArrayList<>(2);
    String bearer = guard.takesTokens() ? bearer(reason, guard.rule()) : "";
    if (!bearer.isEmpty()) {
      challenges.add(bearer);
    }
    if (reason.status() == 401 && !guard.keyPlaces().isEmpty()) {
      challenges.add(API_KEY);
    }
    return String.join(", ", challenges);
  }

  private static String bearer(Reason reason, AuthorizationRule rule) {
    return switch (reason) {
      case CREDENTIALS_MISSING, SCHEME_UNSUPPORTED, PROOF_MISSING -> BEARER;
      case API_KEY_MALFORMED, API_KEY_UNKNOWN, API_KEY_EXPIRED, API_KEY_NOT_YET_VALID -> BEARER;
      case CERTIFICATE_UNTRUSTED,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_NOT_YET_VALID,
          CERTIFICATE_UNFIT,
          CERTIFICATE_NAME_INVALID,
          CERTIFICATE_NAME_NOT_ALLOWED ->
          BEARER; // HTTP has no challenge for TLS, and no token is at fault
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
