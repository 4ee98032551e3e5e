package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a request name its trace (W3C Trace Context, 3.2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      paths:
        /open:
          get: {operationId: open, security: [], responses: {'200': {description: ok}}}
      """;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();

  private SecurityEvent refused(String... traceparents) {
    TestHead head = TestHead.get("/unknown");
    for (String traceparent : traceparents) {
      head.with("traceparent", traceparent);
    }
    Contract contract =
        Contract.read("shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);
    try (Hauberk hauberk =
        Hauberk.builder()
            .contract(contract)
            .events(SecurityEvents.direct(events::add, clock))
            .nanoTime(() -> 0)
            .clock(clock)
            .build()) {
      events.clear();
      hauberk.begin(head);
      return events.get(0);
    }
  }

  @Test
  void trace_and_span_are_those_of_the_field() {
    SecurityEvent event = refused("00-" + TRACE + "-" + SPAN + "-01");
    assertEquals(Optional.of(TRACE), event.traceId());
    assertEquals(Optional.of(SPAN), event.spanId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-" + SPAN,
        "01-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-0g",
        "00-" + TRACE + "_" + SPAN + "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01"
      })
  void a_field_that_is_none_names_nothing(String traceparent) {
    SecurityEvent event = refused(traceparent);
    assertEquals(Optional.empty(), event.traceId());
    assertEquals(Optional.empty(), event.spanId());
  }

  @Test
  void two_fields_name_nothing() {
    String one = "00-" + TRACE + "-" + SPAN + "-01";
    assertEquals(Optional.empty(), refused(one, one).spanId());
  }
}
