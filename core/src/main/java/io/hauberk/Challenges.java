package io.hauberk;

import io.hauberk.FrontDoor.OperationGuard;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code WWW-Authenticate} field of a refusal (RFC 6750, 3; RFC 9449, 7.1): every scheme that
 * would do, and the RFCs' own codes and no more beside the one that the caller used.
 *
 * <p>No authentication scheme is registered for API keys, and none for the certificates of TLS, yet
 * a 401 must hold a challenge (RFC 9110, 15.5.2). Theirs are {@code ApiKey} and {@code
 * ClientCertificate}, without a code: the contract says where the key stands, and the caller of an
 * operation that takes certificates only isn't sent to fetch a token.
 */
final class Challenges {
  private static final String API_KEY = "ApiKey realm=\"api\"";
  private static final String CERTIFICATE = "ClientCertificate realm=\"api\"";
  private static final String ALGORITHMS =
      Arrays.stream(JwsAlgorithm.values())
          .map(JwsAlgorithm::joseName)
          .collect(Collectors.joining(" "));

  /** How a token is sent, and what its challenge begins with. */
  private enum Scheme {
    BEARER("Bearer realm=\"api\""),
    DPOP("DPoP realm=\"api\", algs=\"" + ALGORITHMS + "\"");

    private final String challenge;

    Scheme(String challenge) {
      this.challenge = challenge;
    }
  }

  private final List<IssuerProfile> issuers;
  private final List<String> certificates;

  /** Those of a service that trusts these issuers and certificates. */
  Challenges(List<IssuerProfile> issuers, List<CertificateProfile> certificates) {
    this.issuers = List.copyOf(issuers);
    this.certificates = certificates.stream().map(CertificateProfile::name).toList();
  }

  /** The challenges, or an empty text where none belongs. */
  String of(Reason reason, OperationGuard guard, RequestHead head) {
    AuthorizationRule rule = guard.rule();
    Set<Scheme> schemes = schemes(rule);
    boolean takesKeys = !guard.keyPlaces().isEmpty();
    boolean takesCertificates = certificates.stream().anyMatch(rule::asks);
    if (schemes.isEmpty() && !takesKeys && !takesCertificates) {
      schemes.add(Scheme.BEARER); // a 401 must hold one
    }
    List<String> challenges = new ArrayList<>(3);
    String tokens = schemes.isEmpty() ? "" : tokens(reason, rule, schemes, head);
    if (!tokens.isEmpty()) {
      challenges.add(tokens);
    }
    if (reason.status() == 401 && takesKeys) {
      challenges.add(API_KEY);
    }
    if (reason.status() == 401 && takesCertificates) {
      challenges.add(CERTIFICATE);
    }
    return String.join(", ", challenges);
  }

  private static String tokens(
      Reason reason, AuthorizationRule rule, Set<Scheme> schemes, RequestHead head) {
    return switch (reason) {
      case CREDENTIALS_MISSING, SCHEME_UNSUPPORTED, PROOF_MISSING -> all(schemes, head, "");
      case API_KEY_MALFORMED, API_KEY_UNKNOWN, API_KEY_EXPIRED, API_KEY_NOT_YET_VALID ->
          all(schemes, head, "");
      case CERTIFICATE_UNTRUSTED,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_NOT_YET_VALID,
          CERTIFICATE_UNFIT,
          CERTIFICATE_NAME_INVALID,
          CERTIFICATE_NAME_NOT_ALLOWED ->
          all(schemes, head, ""); // HTTP has no challenge for TLS, and no token is at fault
      case CREDENTIALS_MALFORMED -> all(schemes, head, error("invalid_request"));
      case SCOPE_MISSING ->
          all(schemes, head, error("insufficient_scope") + scopes(rule.challengedScopes()));
      case DPOP_PROOF_MISSING,
          DPOP_PROOF_INVALID,
          DPOP_TARGET_MISMATCH,
          DPOP_PROOF_OUT_OF_TIME,
          DPOP_PROOF_REPLAYED ->
          all(schemes, head, error("invalid_dpop_proof"));
      case DPOP_NONCE_REQUIRED -> all(schemes, head, error("use_dpop_nonce"));
      default ->
          reason.control() == Control.AUTHENTICATION && reason.status() == 401
              ? all(schemes, head, error("invalid_token"))
              : "";
    };
  }

  /**
   * The challenges of all schemes of tokens.
   *
   * @param error what stands beside the scheme that the caller used, or if that would not do,
   *     beside the first
   */
  private static String all(Set<Scheme> schemes, RequestHead head, String error) {
    Scheme used = usesDpop(head) ? Scheme.DPOP : Scheme.BEARER;
    Scheme blamed = schemes.contains(used) ? used : schemes.iterator().next();
    List<String> challenges = new ArrayList<>();
    for (Scheme scheme : schemes) {
      challenges.add(scheme == blamed ? scheme.challenge + error : scheme.challenge);
    }
    return String.join(", ", challenges);
  }

  /** Those by which the tokens that would do can be sent; none if no token would. */
  private Set<Scheme> schemes(AuthorizationRule rule) {
    Set<Scheme> schemes = EnumSet.noneOf(Scheme.class);
    for (IssuerProfile issuer : issuers) {
      if (rule.asks(issuer.name())) {
        boolean onlyDpop =
            issuer.acceptsDpop() && (issuer.requiresBinding() || rule.asksForDpop(issuer.name()));
        if (!onlyDpop) {
          schemes.add(Scheme.BEARER);
        }
        if (issuer.acceptsDpop()) {
          schemes.add(Scheme.DPOP);
        }
      }
    }
    return schemes;
  }

  private static boolean usesDpop(RequestHead head) {
    List<String> fields = head.headers("Authorization");
    return fields.size() == 1 && fields.get(0).regionMatches(true, 0, "DPoP ", 0, 5);
  }

  private static String error(String code) {
    return ", error=\"" + code + "\"";
  }

  private static String scopes(String scopes) {
    boolean quotable =
        !scopes.isEmpty()
            && scopes.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '"' && c != '\\');
    return quotable ? ", scope=\"" + scopes + "\"" : "";
  }
}
