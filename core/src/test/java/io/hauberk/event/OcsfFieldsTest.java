package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OcsfFieldsTest {

  private static Map<String, Object> fields(SecurityEvent.Draft draft) {
    return OcsfFields.of(TestEvents.complete(draft));
  }

  @Test
  void a_refusal_in_full() {
    SecurityEvent event =
        TestEvents.complete(
            SecurityEvent.refused(Reason.PARAMETER_INVALID)
                .operation(new Operation("listOrders", "GET", "/orders"))
                .callerId("corp:alice")
                .peerAddress("10.0.0.7")
                .clientAddress("2001:db8::1")
                .requestId("r-1")
                .traceId("0af7651916cd43dd8448eb211c80319c")
                .spanId("b7ad6b7169203331"));
    assertEquals(
        "{\"class_uid\":6003,\"class_name\":\"API Activity\",\"category_uid\":6,\"activity_id\":2,"
            + "\"activity_name\":\"Read\",\"type_uid\":600302,\"severity_id\":2,\"severity\":\"Low\","
            + "\"time\":1740830400123,\"message\":\"Request refused: parameter_invalid\","
            + "\"metadata\":{\"version\":\"1.8.0\",\"product\":{\"name\":\"Hauberk\"},"
            + "\"profiles\":[\"security_control\"],\"uid\":\"orders-1-7\",\"sequence\":7,"
            + "\"event_code\":\"request_refused\",\"log_provider\":\"hauberk\"},"
            + "\"status_id\":2,\"status\":\"Failure\",\"status_code\":\"parameter_invalid\","
            + "\"action_id\":2,\"action\":\"Denied\",\"disposition_id\":25,"
            + "\"disposition\":\"Rejected\",\"actor\":{\"user\":{\"uid\":\"corp:alice\"}},"
            + "\"api\":{\"operation\":\"listOrders\"},\"src_endpoint\":{\"ip\":\"2001:db8::1\"},"
            + "\"http_request\":{\"http_method\":\"GET\",\"uid\":\"r-1\"},"
            + "\"http_response\":{\"code\":400},\"unmapped\":{"
            + "\"event.action\":\"input_validation_fail\",\"source.address\":\"10.0.0.7\","
            + "\"source.ip\":\"10.0.0.7\",\"client.address\":\"2001:db8::1\","
            + "\"client.ip\":\"2001:db8::1\",\"http.request.method\":\"GET\","
            + "\"hauberk.operation.template\":\"/orders\","
            + "\"trace.id\":\"0af7651916cd43dd8448eb211c80319c\",\"span.id\":\"b7ad6b7169203331\","
            + "\"hauberk.instance\":\"orders-1\",\"hauberk.control\":\"validation\","
            + "\"hauberk.mode\":\"enforce\"}}",
        LineFormat.OCSF.line(event));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNATURE_INVALID, 2004, 200401",
    "DPOP_PROOF_REPLAYED, 2004, 200401",
    "TARGET_AMBIGUOUS, 2004, 200401",
    "EXPIRED, 3002, 300201",
    "CREDENTIALS_MISSING, 3002, 300201",
    "SCOPE_MISSING, 6003, 600300", // no operation: the activity is not known
    "CHECK_FAILED, 6003, 600300"
  })
  void the_class_follows_the_reason(Reason reason, int uid, int type) {
    Map<String, Object> fields = fields(SecurityEvent.refused(reason));
    assertEquals(uid, fields.get("class_uid"));
    assertEquals(type, fields.get("type_uid"));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE_STARTED, 600203",
    "SERVICE_STOPPED, 600204",
    "SECRET_ROTATED, 600208",
    "CONTROL_NOT_ENFORCED, 600207",
    "KEYS_UNAVAILABLE, 600299",
    "EGRESS_REFUSED, 200401"
  })
  void the_type_follows_the_kind(Kind kind, int type) {
    assertEquals(type, fields(SecurityEvent.of(kind)).get("type_uid"));
  }

  @Test
  void a_report_is_observed_and_not_denied() {
    Map<String, Object> fields = fields(SecurityEvent.reported(Reason.EXPIRED));
    assertEquals(3, fields.get("action_id"));
    assertEquals(0, fields.get("status_id"));
  }

  @Test
  void a_start_has_no_profile_of_controls() {
    Map<String, Object> fields = fields(SecurityEvent.of(Kind.SERVICE_STARTED));
    assertFalse(fields.containsKey("action_id"));
    assertFalse(String.valueOf(fields.get("metadata")).contains("profiles"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, ip",
    "2001:db8::1, ip",
    "::ffff:10.0.0.7, ip",
    "fe80::1%eth0, name",
    "999.1.1.1, name",
    "unknown, name"
  })
  void an_endpoint_has_an_address_only_if_it_is_one(String address, String attribute) {
    assertEquals(
        Map.of(attribute, address),
        fields(SecurityEvent.refused(Reason.EXPIRED).peerAddress(address)).get("src_endpoint"));
  }

  @Test
  void every_sort_is_valid_with_all_that_a_draft_can_hold_and_with_nothing() throws IOException {
    OcsfSchemas schemas = OcsfSchemas.load();
    for (String text : List.of("10.0.0.7", "GET", "x\u0000\uD800\u202E")) {
      for (SecurityEvent.Draft draft : TestEvents.ofEverySort()) {
        String bare = LineFormat.OCSF.line(TestEvents.complete(draft));
        assertEquals(List.of(), schemas.faults(bare), bare);
        String full = LineFormat.OCSF.line(TestEvents.complete(TestEvents.fill(draft, text)));
        assertEquals(List.of(), schemas.faults(full), full);
      }
    }
  }

  @Test
  void what_stands_for_a_storm_counts_for_all_of_it() throws IOException {
    OcsfSchemas schemas = OcsfSchemas.load();
    Gap others =
        new Gap(
            198,
            5,
            210,
            Instant.parse("2025-03-01T11:59:51Z"),
            Instant.parse("2025-03-01T12:00:00Z"));
    for (SecurityEvent.Draft draft : TestEvents.ofEverySort()) {
      SecurityEvent event = TestEvents.complete(draft).folding(others);
      Map<String, Object> fields = OcsfFields.of(event);
      assertEquals(199L, fields.get("count"));
      assertEquals(1740830391000L, fields.get("start_time"));
      assertEquals(1740830400123L, fields.get("end_time")); // its own: it was the last
      String line = LineFormat.OCSF.line(event);
      assertEquals(List.of(), schemas.faults(line), line);
    }
  }

  @Test
  void what_a_field_tells_is_in_the_event_of_every_class() {
    Set<String> toldOtherwise = // by class, action, status and time
        Set.of("event.kind", "event.category", "event.type", "event.outcome", "event.created");
    for (SecurityEvent.Draft draft : TestEvents.ofEverySort()) {
      SecurityEvent event =
          draft
              .operation(new Operation("deleteOrder", "DELETE", "/orders"))
              .callerId("corp:alice")
              .peerAddress("10.0.0.7")
              .clientAddress("10.0.0.8")
              .requestId("r-1")
              .traceId("a trace")
              .spanId("a span")
              .status(418)
              .findings(List.of(new Finding("/a", "type", "text", "")))
              .detail(Detail.CAUSE, "a cause")
              .complete(TestEvents.NOON, 4711, "instance");
      Map<String, Object> told = OcsfFields.of(event);
      EventFields.of(event)
          .forEach(
              (field, value) ->
                  assertTrue(
                      toldOtherwise.contains(field)
                          || OcsfPlaces.find(told, field, value).isPresent(),
                      () -> field + " is lost in " + told));
    }
  }

  @Test
  void the_judge_refuses_what_the_schema_does_not_have() throws IOException {
    String line = LineFormat.OCSF.line(TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STARTED)));
    String wrong = line.replace("\"time\":", "\"extra\":1,\"time\":");
    assertFalse(OcsfSchemas.load().faults(wrong).isEmpty());
  }
}
