package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.EventMeters;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of equal refusals is a few events, and each of them a count of the meters. */
@Timeout(120) // only so that a defect ends the run instead of hanging it
@DisplayNameGeneration(ReplaceUnderscores.class)
class StormTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      paths:
        /open:
          get: {operationId: open, security: [], responses: {'200': {description: ok}}}
      """;

  private final List<SecurityEvent> seen = Collections.synchronizedList(new ArrayList<>());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** What is told of these requests, made in this order. */
  private List<SecurityEvent> refusals(List<TestHead> requests) {
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(seen::add)
            .foldWindow(Duration.ofHours(1)) // ends when the publisher is closed
            .closeTimeout(Duration.ofMinutes(1))
            .build();
    try (Hauberk hauberk =
        Hauberk.builder()
            .contract(
                Contract.read(
                    "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
            .events(events)
            .meter(new EventMeters(registry, events))
            .build()) {
      requests.forEach(hauberk::begin);
    }
    events.close();
    return seen.stream().filter(event -> event.kind() == Kind.REQUEST_REFUSED).toList();
  }

  private double counted() {
    return registry.get("hauberk.requests").tag("outcome", "refused").counter().count();
  }

  @Test
  void by_many_addresses_of_one_network_is_its_first_and_its_last_event() {
    List<TestHead> requests = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      requests.add(TestHead.get("/path-" + i).from("2001:db8::" + Integer.toHexString(i)));
    }
    List<SecurityEvent> told = refusals(requests);
    assertEquals(
        List.of(Optional.of("2001:db8::1"), Optional.of("2001:db8::c8")),
        told.stream().map(SecurityEvent::clientAddress).toList());
    assertEquals("198", told.get(1).details().get(Detail.FOLDED));
    assertEquals(200, counted());
  }

  @Test
  void does_not_hide_what_another_does() {
    List<TestHead> requests = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      requests.add(TestHead.get("/unknown").from("192.0.2.1"));
    }
    requests.add(TestHead.get("/unknown").from("192.0.2.2"));
    requests.add(TestHead.of("POST", "/open").from("192.0.2.1"));
    assertEquals(4, refusals(requests).size());
  }
}
