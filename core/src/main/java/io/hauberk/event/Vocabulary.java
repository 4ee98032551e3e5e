package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvent.Severity;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;
import java.util.List;

/**
 * What others call our events: the names of the OWASP Logging Vocabulary and the categories of the
 * Elastic Common Schema.
 *
 * <p>Where the vocabulary has no name, ours begins with {@code hauberk_}. A reason that is not
 * named here takes the words of its control, so a new one is never without.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html">OWASP
 *     Logging Vocabulary</a>
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-category">ECS
 *     categories</a>
 */
final class Vocabulary {
  private static final List<String> API = List.of("api");
  private static final List<String> API_AND_AUTHENTICATION = List.of("api", "authentication");
  private static final List<String> AUTHENTICATION = List.of("authentication");
  private static final List<String> NETWORK = List.of("network");
  private static final List<String> CONFIGURATION = List.of("configuration");

  /** {@code event.action}: the OWASP name, without arguments. */
  static String action(SecurityEvent event) {
    return event.reason().map(Vocabulary::action).orElseGet(() -> action(event.kind()));
  }

  private static String action(Reason reason) {
    return switch (reason) {
      case FAILED_AUTHENTICATIONS_EXCEEDED -> "authn_login_fail_max";
      // One unknown path is no excess yet: the name is the vocabulary's, the counting the SIEM's.
      case OPERATION_UNKNOWN, METHOD_NOT_DECLARED -> "malicious_excess_404";
      case HANDLER_MISMATCH -> "authz_fail";
      case TOKEN_REVOKED, DPOP_PROOF_REPLAYED -> "authn_token_reuse";
      case KEYS_UNAVAILABLE -> "hauberk_keys_unavailable";
      case DPOP_REPLAY_UNKNOWN -> "hauberk_replay_unknown";
      case TARGET_AMBIGUOUS, PARAMETER_UNDECLARED, BODY_UNDECLARED -> "malicious_extraneous";
      case CHECK_FAILED -> "hauberk_check_failed";
      default -> action(reason.control());
    };
  }

  private static String action(Control control) {
    return switch (control) {
      case ADDRESS_LIMIT, RATE_LIMIT -> "excess_rate_limit_exceeded";
      case CONCURRENCY -> "hauberk_overloaded";
      case TARGET, VALIDATION -> "input_validation_fail";
      case ROUTE -> "malicious_excess_404";
      case AUTHENTICATION -> "authn_login_fail";
      case AUTHORIZATION -> "authz_fail";
      case RESPONSE -> "hauberk_response_withheld";
      case RESPONSE_CONTRACT -> "hauberk_response_mismatch";
    };
  }

  private static String action(Kind kind) {
    return switch (kind) {
      case SERVICE_STARTED -> "sys_startup";
      case SERVICE_STOPPED -> "sys_shutdown";
      case CONTROL_NOT_ENFORCED -> "sys_monitor_disabled";
      default -> "hauberk_" + kind.id();
    };
  }

  /** {@code event.category}. */
  static List<String> categories(SecurityEvent event) {
    return switch (event.kind()) {
      case REQUEST_REFUSED, REQUEST_REPORTED ->
          event.control().filter(Control.AUTHENTICATION::equals).isPresent()
              ? API_AND_AUTHENTICATION
              : API;
      case RESPONSE_WITHHELD, RESPONSE_REPORTED -> API;
      case EGRESS_REFUSED, EGRESS_REPORTED -> NETWORK;
      case CREDENTIAL_UNAVAILABLE,
          CREDENTIAL_RESTORED,
          CREDENTIAL_REFUSED,
          REPLAY_STORE_UNAVAILABLE,
          REPLAY_STORE_RESTORED ->
          AUTHENTICATION;
      default -> CONFIGURATION;
    };
  }

  /** {@code event.type}: a value that each category of the event allows. */
  static List<String> types(SecurityEvent event) {
    return switch (event.kind()) {
      case REQUEST_REFUSED, EGRESS_REFUSED -> List.of("denied", "info");
      case REQUEST_REPORTED, EGRESS_REPORTED -> List.of("allowed", "info");
      case SECRET_ROTATED, KEYS_REFRESHED -> List.of("change");
      default -> List.of("info");
    };
  }

  /**
   * {@code event.outcome}. A reported request went on to the service, and what became of it there
   * is not known here.
   */
  static String outcome(SecurityEvent event) {
    return switch (event.kind()) {
      case REQUEST_REFUSED,
          SECRET_UNUSABLE,
          KEYS_UNAVAILABLE,
          RESPONSE_WITHHELD,
          EGRESS_REFUSED,
          CREDENTIAL_UNAVAILABLE,
          CREDENTIAL_REFUSED,
          REPLAY_STORE_UNAVAILABLE,
          SHARED_STORE_UNAVAILABLE,
          LIMIT_KEYS_FULL,
          EVENTS_DROPPED ->
          "failure";
      case REQUEST_REPORTED, RESPONSE_REPORTED, EGRESS_REPORTED -> "unknown";
      default -> "success";
    };
  }

  /**
   * How much a refusal tells: high where honest clients never end, medium where a mistake or an
   * attack is likely, low for everyday noise.
   */
  static Severity severity(Reason reason) {
    return switch (reason) {
      case TARGET_AMBIGUOUS,
          HANDLER_MISMATCH,
          ALGORITHM_NOT_ALLOWED,
          KEY_ALGORITHM_MISMATCH,
          SIGNATURE_INVALID,
          HEADER_FORBIDDEN,
          CRITICAL_HEADER_UNKNOWN,
          TOKEN_NESTED,
          BINDING_FAILED,
          CERTIFICATE_UNFIT,
          DPOP_PROOF_REPLAYED,
          CHECK_FAILED ->
          Severity.HIGH;
      case FAILED_AUTHENTICATIONS_EXCEEDED,
          AUTHORITY_UNKNOWN,
          TYPE_MISMATCH,
          ISSUER_MISMATCH,
          AUDIENCE_MISMATCH,
          TOKEN_REVOKED,
          API_KEY_UNKNOWN,
          CERTIFICATE_MALFORMED,
          CERTIFICATE_UNTRUSTED,
          CERTIFICATE_NAME_INVALID,
          CERTIFICATE_NAME_NOT_ALLOWED,
          DPOP_PROOF_INVALID,
          DPOP_TARGET_MISMATCH,
          DPOP_REPLAY_UNKNOWN,
          KEYS_UNAVAILABLE,
          OVERLOADED,
          SCOPE_MISSING,
          BODY_TOO_COMPLEX,
          WORK_EXHAUSTED,
          RESPONSE_WITHHELD,
          LEAKED_STACK_TRACE,
          LEAKED_SQL,
          LEAKED_HOST,
          LEAKED_PATH,
          LEAKED_CLASS_NAME,
          RESPONSE_UNDECLARED,
          RESPONSE_INVALID ->
          Severity.MEDIUM;
      default -> Severity.LOW;
    };
  }

  private Vocabulary() {}
}
