package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request counts for at the front door: never who it says itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitKeysTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      paths:
        /orders:
          post:
            operationId: create
            security: []
            parameters: [{name: Client-Id, in: header, schema: {type: string}}]
            requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
            responses: {'200': {description: ok}}
      """;

  private static HauberkBuilder shop() {
    return Hauberk.builder()
        .contract(
            Contract.read(
                "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .events(SecurityEvents.direct(event -> {}, HandClock.at("2026-01-01T00:00:00Z")))
        .nanoTime(() -> 0);
  }

  private static TestHead order() {
    return TestHead.of("POST", "/orders")
        .with("Content-Type", "application/json")
        .with("Content-Length", "2");
  }

  /** Whether its body is asked for; a refusal comes before that. */
  private static boolean passes(Hauberk hauberk, TestHead head) {
    Passage passage = hauberk.begin(head);
    if (passage instanceof Passage.Answered answered) {
      assertEquals(429, answered.answer().status());
      return false;
    }
    assertInstanceOf(Passage.NeedsBody.class, passage);
    return true;
  }

  @Test
  void addresses_of_one_64_count_together_and_those_of_another_by_themselves() {
    for (HauberkBuilder limited :
        new HauberkBuilder[] {
          shop().addressLimit(RateLimit.perMinute(2)), shop().callerLimit(RateLimit.perMinute(2))
        }) {
      try (Hauberk hauberk = limited.build()) {
        assertTrue(passes(hauberk, order().from("2001:db8:1:2::1")));
        assertTrue(passes(hauberk, order().from("2001:db8:1:2:ffff:ffff:ffff:ffff")));
        assertFalse(passes(hauberk, order().from("2001:db8:1:2:3::4")));
        assertTrue(passes(hauberk, order().from("2001:db8:1:3::1")));
        assertTrue(passes(hauberk, order().from("192.0.2.1")));
      }
    }
  }

  @Test
  void an_ipv4_address_counts_as_itself_also_where_it_is_mapped() {
    try (Hauberk hauberk = shop().addressLimit(RateLimit.perMinute(1)).build()) {
      assertTrue(passes(hauberk, order().from("192.0.2.1")));
      assertFalse(passes(hauberk, order().from("::ffff:192.0.2.1")));
      assertTrue(passes(hauberk, order().from("::ffff:192.0.2.2")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Client-Id",
        "X-Client-Id",
        "X-Forwarded-For",
        "Forwarded",
        "X-Real-IP",
        "X-Api-Key"
      })
  void a_field_that_the_caller_chooses_gives_nobody_a_bucket_of_its_own(String field) {
    try (Hauberk hauberk = shop().callerLimit(RateLimit.perMinute(2)).build()) {
      assertTrue(passes(hauberk, order().with(field, "192.0.2.7")));
      assertTrue(passes(hauberk, order().with(field, "for=192.0.2.8")));
      assertFalse(passes(hauberk, order().with(field, "192.0.2.9")));
    }
  }

  @Test
  void a_limit_refuses_before_the_body_is_asked_for() {
    try (Hauberk hauberk = shop().callerLimit(RateLimit.perMinute(1)).build()) {
      assertInstanceOf(Passage.NeedsBody.class, hauberk.begin(order()));
      assertInstanceOf(Passage.Answered.class, hauberk.begin(order()));
    }
  }
}
