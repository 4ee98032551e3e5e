package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvent.Severity;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VocabularyTest {
  /** Those names of the OWASP Logging Vocabulary that a request filter can tell. */
  private static final Set<String> OWASP =
      Set.of(
          "authn_login_fail",
          "authn_login_fail_max",
          "authn_token_reuse",
          "authz_fail",
          "excess_rate_limit_exceeded",
          "input_validation_fail",
          "malicious_excess_404",
          "malicious_extraneous",
          "sys_startup",
          "sys_shutdown",
          "sys_monitor_disabled");

  /** What ECS 9.5 allows in event.type for each event.category that we use. */
  private static final Map<String, Set<String>> ECS_TYPES =
      Map.of(
          "api",
          Set.of(
              "access",
              "admin",
              "allowed",
              "change",
              "creation",
              "deletion",
              "denied",
              "end",
              "info",
              "start",
              "user"),
          "authentication",
          Set.of("start", "end", "info"),
          "configuration",
          Set.of("access", "change", "creation", "deletion", "info"),
          "network",
          Set.of("access", "allowed", "connection", "denied", "end", "info", "protocol", "start"));

  @ParameterizedTest
  @CsvSource({
    "ADDRESS_RATE_EXCEEDED,            excess_rate_limit_exceeded",
    "CALLER_RATE_EXCEEDED,             excess_rate_limit_exceeded",
    "OPERATION_RATE_EXCEEDED,          excess_rate_limit_exceeded",
    "OVERLOADED,                       hauberk_overloaded",
    "FAILED_AUTHENTICATIONS_EXCEEDED,  authn_login_fail_max",
    "TARGET_MALFORMED,                 input_validation_fail",
    "TARGET_AMBIGUOUS,                 malicious_extraneous",
    "OPERATION_UNKNOWN,                malicious_excess_404",
    "METHOD_NOT_DECLARED,              malicious_excess_404",
    "HANDLER_MISMATCH,                 authz_fail",
    "CREDENTIALS_MISSING,              authn_login_fail",
    "SIGNATURE_INVALID,                authn_login_fail",
    "TOKEN_REVOKED,                    authn_token_reuse",
    "KEYS_UNAVAILABLE,                 hauberk_keys_unavailable",
    "PROOF_MISSING,                    authz_fail",
    "SCOPE_MISSING,                    authz_fail",
    "BODY_INVALID,                     input_validation_fail",
    "BODY_UNDECLARED,                  malicious_extraneous",
    "RESPONSE_WITHHELD,                hauberk_response_withheld",
    "CHECK_FAILED,                     hauberk_check_failed"
  })
  void a_refusal_has_the_name_that_owasp_gives_it(Reason reason, String name) {
    assertEquals(name, Vocabulary.action(TestEvents.complete(SecurityEvent.refused(reason))));
    assertEquals(name, Vocabulary.action(TestEvents.complete(SecurityEvent.reported(reason))));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE_STARTED,       sys_startup",
    "SERVICE_STOPPED,       sys_shutdown",
    "CONTROL_NOT_ENFORCED,  sys_monitor_disabled",
    "SECRET_ROTATED,        hauberk_secret_rotated",
    "EVENTS_DROPPED,        hauberk_events_dropped"
  })
  void another_event_has_the_name_of_owasp_or_one_of_ours(Kind kind, String name) {
    assertEquals(name, Vocabulary.action(TestEvents.complete(SecurityEvent.of(kind))));
  }

  private static Set<String> ecsTypes(String category) {
    return ECS_TYPES.getOrDefault(category, Set.of());
  }

  static List<Draft> ofEverySort() {
    return TestEvents.ofEverySort();
  }

  @ParameterizedTest
  @MethodSource("ofEverySort")
  void no_event_is_without_a_known_name(Draft draft) {
    String action = Vocabulary.action(TestEvents.complete(draft));
    assertTrue(OWASP.contains(action) || action.matches("hauberk_[a-z_]+"), action);
  }

  @ParameterizedTest
  @MethodSource("ofEverySort")
  void types_are_among_those_that_ecs_allows_for_the_categories(Draft draft) {
    SecurityEvent event = TestEvents.complete(draft);
    for (String type : Vocabulary.types(event)) {
      assertTrue(
          Vocabulary.categories(event).stream()
              .anyMatch(category -> ecsTypes(category).contains(type)),
          event + " " + type);
    }
    for (String category : Vocabulary.categories(event)) {
      assertTrue(
          Vocabulary.types(event).stream().anyMatch(ecsTypes(category)::contains),
          event + " " + category);
    }
  }

  @Test
  void a_reported_request_is_neither_denied_nor_failed() {
    SecurityEvent event = TestEvents.complete(SecurityEvent.reported(Reason.EXPIRED));
    assertEquals(List.of("allowed", "info"), Vocabulary.types(event));
    assertEquals("unknown", Vocabulary.outcome(event));
  }

  @Test
  void a_refused_request_is_denied_and_failed() {
    SecurityEvent event = TestEvents.complete(SecurityEvent.refused(Reason.EXPIRED));
    assertEquals(List.of("denied", "info"), Vocabulary.types(event));
    assertEquals("failure", Vocabulary.outcome(event));
  }

  @Test
  void a_failed_check_has_the_category_of_its_stage() {
    Draft draft = SecurityEvent.refused(Reason.CHECK_FAILED).control(Control.AUTHENTICATION);
    assertEquals(
        List.of("api", "authentication"), Vocabulary.categories(TestEvents.complete(draft)));
  }

  @ParameterizedTest
  @CsvSource({
    "ALGORITHM_NOT_ALLOWED, HIGH",
    "SIGNATURE_INVALID,     HIGH",
    "TARGET_AMBIGUOUS,      HIGH",
    "CHECK_FAILED,          HIGH",
    "SCOPE_MISSING,         MEDIUM",
    "AUDIENCE_MISMATCH,     MEDIUM",
    "TOKEN_REVOKED,         MEDIUM",
    "EXPIRED,               LOW",
    "CREDENTIALS_MISSING,   LOW",
    "PARAMETER_INVALID,     LOW"
  })
  void severity_tells_attacks_from_noise(Reason reason, Severity severity) {
    assertEquals(severity, Vocabulary.severity(reason));
  }
}
