package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventFieldsTest {
  /** Roots that no structured formatter of Spring Boot or Quarkus writes itself. */
  private static final Set<String> SAFE_ROOTS =
      Set.of(
          "event", "source", "client", "user", "http", "url", "rule", "trace", "span", "hauberk");

  @Test
  void a_refusal_in_full() {
    Draft draft =
        SecurityEvent.refused(Reason.PARAMETER_INVALID)
            .operation(new Operation("listOrders", "GET", "/orders"))
            .callerId("corp:alice")
            .peerAddress("10.0.0.7")
            .clientAddress("2001:db8::1")
            .requestId("r-1")
            .traceId("0af7651916cd43dd8448eb211c80319c")
            .spanId("b7ad6b7169203331")
            .findings(
                List.of(
                    new Finding("query.limit", "maximum", "at most 100", "#/paths/~1a/maximum"),
                    new Finding("query.*", "undeclared", "only the declared ones")))
            .detail(Detail.PROFILE, "corp");
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("event.kind", "event");
    expected.put("event.category", List.of("api"));
    expected.put("event.type", List.of("denied", "info"));
    expected.put("event.action", "input_validation_fail");
    expected.put("event.code", "request_refused");
    expected.put("event.reason", "parameter_invalid");
    expected.put("event.outcome", "failure");
    expected.put("event.severity", 2L);
    expected.put("event.provider", "hauberk");
    expected.put("event.sequence", 7L);
    expected.put("event.created", "2025-03-01T12:00:00.123Z");
    expected.put("source.address", "10.0.0.7");
    expected.put("source.ip", "10.0.0.7");
    expected.put("client.address", "2001:db8::1");
    expected.put("client.ip", "2001:db8::1");
    expected.put("user.id", "corp:alice");
    expected.put("http.request.method", "GET");
    expected.put("hauberk.operation.id", "listOrders");
    expected.put("hauberk.operation.template", "/orders");
    expected.put("http.request.id", "r-1");
    expected.put("http.response.status_code", 400L);
    expected.put("trace.id", "0af7651916cd43dd8448eb211c80319c");
    expected.put("span.id", "b7ad6b7169203331");
    expected.put("hauberk.instance", "orders-1");
    expected.put("hauberk.control", "validation");
    expected.put("hauberk.mode", "enforce");
    expected.put(
        "hauberk.findings",
        List.of(
            "query.limit maximum: at most 100 (#/paths/~1a/maximum)",
            "query.* undeclared: only the declared ones"));
    expected.put("hauberk.detail.profile", "corp");
    Map<String, Object> fields = EventFields.of(TestEvents.complete(draft));
    assertEquals(expected, fields);
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(fields.keySet()));
  }

  @Test
  void what_is_unknown_has_no_field() {
    Map<String, Object> fields =
        EventFields.of(TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STARTED)));
    assertEquals(
        Set.of(
            "event.kind",
            "event.category",
            "event.type",
            "event.action",
            "event.code",
            "event.outcome",
            "event.severity",
            "event.provider",
            "event.sequence",
            "event.created",
            "hauberk.instance"),
        fields.keySet());
  }

  @ParameterizedTest
  @CsvSource({"REPORTED, report", "REFUSED, enforce"})
  void the_mode_follows_the_outcome(SecurityEvent.Outcome outcome, String mode) {
    Draft draft =
        outcome == SecurityEvent.Outcome.REFUSED
            ? SecurityEvent.refused(Reason.EXPIRED)
            : SecurityEvent.reported(Reason.EXPIRED);
    assertEquals(mode, EventFields.of(TestEvents.complete(draft)).get("hauberk.mode"));
  }

  @Test
  void no_formatter_that_nests_dotted_names_can_lose_an_event() {
    TreeSet<String> names = new TreeSet<>();
    for (Draft draft : TestEvents.ofEverySort()) {
      TestEvents.fill(draft, "10.0.0.7"); // an address, so that the ip fields are there as well
      names.addAll(EventFields.of(TestEvents.complete(draft)).keySet());
    }
    assertTrue(names.size() > 30, "all fields are seen");
    for (String name : names) {
      assertTrue(SAFE_ROOTS.contains(name.substring(0, name.indexOf('.'))), name);
      String next = names.higher(name + ".");
      assertFalse(next != null && next.startsWith(name + "."), name + " is the root of " + next);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "fe80::1%eth0", "10.0.0.7:80x", "", "[::1]", "localhost"})
  void what_a_search_engine_cannot_take_as_an_address_stays_a_text(String address) {
    Draft draft = SecurityEvent.refused(Reason.EXPIRED).peerAddress(address);
    Map<String, Object> fields = EventFields.of(TestEvents.complete(draft));
    assertEquals(address, fields.get("source.address"));
    assertFalse(fields.containsKey("source.ip"));
  }
}
