package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvent.Outcome;
import io.hauberk.event.SecurityEvent.Severity;
import io.hauberk.request.Control;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecurityEventTest {

  @Test
  void a_refusal_takes_control_status_and_severity_from_its_reason() {
    SecurityEvent event = TestEvents.complete(SecurityEvent.refused(Reason.SCOPE_MISSING));
    assertEquals(Kind.REQUEST_REFUSED, event.kind());
    assertEquals(Outcome.REFUSED, event.outcome());
    assertEquals(Optional.of(Reason.SCOPE_MISSING), event.reason());
    assertEquals(Optional.of(Control.AUTHORIZATION), event.control());
    assertEquals(OptionalInt.of(403), event.status());
    assertEquals(Severity.MEDIUM, event.severity());
  }

  @Test
  void a_report_differs_from_the_refusal_in_its_kind_only() {
    SecurityEvent event = TestEvents.complete(SecurityEvent.reported(Reason.SCOPE_MISSING));
    assertEquals(Kind.REQUEST_REPORTED, event.kind());
    assertEquals(Outcome.REPORTED, event.outcome());
    assertEquals(Optional.of(Control.AUTHORIZATION), event.control());
    assertEquals(OptionalInt.of(403), event.status());
  }

  @Test
  void a_failed_check_names_the_stage_that_failed() {
    Draft draft = SecurityEvent.refused(Reason.CHECK_FAILED).control(Control.VALIDATION);
    assertEquals(Optional.of(Control.VALIDATION), TestEvents.complete(draft).control());
  }

  @Test
  void an_event_without_a_request_has_neither_reason_nor_status() {
    SecurityEvent event = TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STARTED));
    assertEquals(Outcome.INFO, event.outcome());
    assertEquals(Optional.empty(), event.reason());
    assertEquals(OptionalInt.empty(), event.status());
    assertEquals(Optional.empty(), event.callerId());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"REQUEST_REFUSED", "REQUEST_REPORTED", "RESPONSE_WITHHELD", "RESPONSE_REPORTED"})
  void a_judged_request_cannot_be_told_without_a_reason(Kind kind) {
    assertThrows(IllegalArgumentException.class, () -> SecurityEvent.of(kind));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600})
  void a_status_that_http_does_not_have_is_refused(int status) {
    Draft draft = SecurityEvent.refused(Reason.EXPIRED);
    assertThrows(IllegalArgumentException.class, () -> draft.status(status));
  }

  @Test
  void holds_at_most_16_findings() {
    Finding finding = new Finding("query.limit", "maximum", "at most 100");
    Draft draft = SecurityEvent.refused(Reason.PARAMETER_INVALID);
    assertEquals(
        Collections.nCopies(16, finding),
        TestEvents.complete(draft.findings(Collections.nCopies(100_000, finding))).findings());
    assertEquals(
        List.of(finding), TestEvents.complete(draft.findings(List.of(finding))).findings());
  }

  @Test
  void does_not_change_when_its_draft_does() {
    List<Finding> findings = new ArrayList<>(List.of(new Finding("body", "required", "a body")));
    Draft draft = SecurityEvent.refused(Reason.BODY_MISSING).findings(findings);
    draft.detail(Detail.COUNT, 1);
    SecurityEvent event = TestEvents.complete(draft);
    findings.clear();
    draft.detail(Detail.COUNT, 2);
    assertEquals(1, event.findings().size());
    assertEquals(Map.of(Detail.COUNT, "1"), event.details());
    assertThrows(UnsupportedOperationException.class, () -> event.details().clear());
  }

  @Test
  void its_text_form_names_nobody() {
    Draft draft = TestEvents.fill(SecurityEvent.refused(Reason.EXPIRED), "alice");
    assertEquals(
        "SecurityEvent[#7 REQUEST_REFUSED EXPIRED]", TestEvents.complete(draft).toString());
  }

  @Test
  void severities_have_the_numbers_of_ocsf() {
    assertEquals(1, Severity.INFORMATIONAL.number());
    assertEquals(2, Severity.LOW.number());
    assertEquals(3, Severity.MEDIUM.number());
    assertEquals(4, Severity.HIGH.number());
    assertEquals(5, Severity.CRITICAL.number());
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_has_a_sentence(Kind kind) {
    assertTrue(kind.sentence().matches("[A-Z][A-Za-z; ]+"), kind.sentence());
  }
}
