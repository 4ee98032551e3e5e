package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.ConcurrencyOptions;
import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Shedding at the front door. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConcurrencyTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{}, {token: []}]
      paths:
        /orders:
          get: {operationId: list, responses: {'200': {description: ok}}}
          post:
            operationId: create
            requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
            responses: {'200': {description: ok}}
      components: {securitySchemes: {token: {type: http, scheme: bearer}}}
      """;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final List<SecurityEvent> events = new ArrayList<>();

  private HauberkBuilder shop(ConcurrencyOptions options) {
    return Hauberk.builder()
        .contract(
            Contract.read(
                "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .issuer(issuer.profile("main"))
        .events(SecurityEvents.direct(events::add, clock))
        .concurrency(options)
        .clock(clock);
  }

  private TestHead get(String subject) {
    return TestHead.get("/orders").bearer(issuer.token(claims -> claims.subject(subject)));
  }

  private static TestHead post() {
    return TestHead.of("POST", "/orders")
        .with("Content-Type", "application/json")
        .with("Content-Length", "2");
  }

  private static int used(Hauberk hauberk) {
    return hauberk.concurrency().orElseThrow().used();
  }

  private static boolean enters(Hauberk hauberk, TestHead head) {
    return hauberk.begin(head) instanceof Passage.Admitted;
  }

  @Test
  void sheds_the_lower_classes_first() {
    ConcurrencyOptions options =
        ConcurrencyOptions.upTo(10)
            .withHigh(Set.of("main:checkout"))
            .withLow(Set.of("main:crawler"));
    try (Hauberk hauberk = shop(options).build()) {
      for (int i = 0; i < 5; i++) {
        assertTrue(enters(hauberk, TestHead.get("/orders")));
      }
      assertEquals(false, enters(hauberk, TestHead.get("/orders")), "nobody has half at most");
      assertTrue(enters(hauberk, get("crawler")));
      assertTrue(enters(hauberk, get("crawler")));
      assertEquals(false, enters(hauberk, get("crawler")));
      assertTrue(enters(hauberk, get("alice")));
      assertTrue(enters(hauberk, get("alice")));
      assertEquals(false, enters(hauberk, get("alice")));
      assertTrue(enters(hauberk, get("checkout")));
      assertEquals(false, enters(hauberk, get("checkout")));
      assertEquals(10, used(hauberk));
    }
  }

  @Test
  void knows_a_caller_by_its_profile_unless_it_is_named_itself() {
    ConcurrencyOptions options =
        ConcurrencyOptions.upTo(10).withHigh(Set.of("main")).withLow(Set.of("main:crawler"));
    try (Hauberk hauberk = shop(options).build()) {
      for (int i = 0; i < 7; i++) {
        assertTrue(enters(hauberk, get("crawler")));
      }
      assertEquals(false, enters(hauberk, get("crawler")));
      for (int i = 0; i < 3; i++) {
        assertTrue(enters(hauberk, get("anyone")));
      }
    }
  }

  @Test
  void answers_503_before_the_body_is_asked_for() {
    try (Hauberk hauberk = shop(ConcurrencyOptions.upTo(1)).build()) {
      Passage first = assertInstanceOf(Passage.NeedsBody.class, hauberk.begin(post()));
      Passage.Answered shed = assertInstanceOf(Passage.Answered.class, hauberk.begin(post()));
      assertEquals(503, shed.answer().status());
      assertEquals("1", shed.answer().headers().get("Retry-After"));
      SecurityEvent event = events.get(events.size() - 1);
      assertEquals(Reason.OVERLOADED, event.reason().orElseThrow());
      assertEquals(Control.CONCURRENCY, event.control().orElseThrow());
      first.over();
      assertInstanceOf(Passage.NeedsBody.class, hauberk.begin(post()));
    }
  }

  @Test
  void a_refusal_after_it_gives_the_place_back() {
    try (Hauberk hauberk = shop(ConcurrencyOptions.upTo(1)).build()) {
      Passage refused =
          hauberk.begin(TestHead.of("POST", "/orders").with("Content-Type", "text/plain"));
      assertInstanceOf(Passage.Answered.class, refused);
      assertEquals(0, used(hauberk));
      Passage.NeedsBody needs = assertInstanceOf(Passage.NeedsBody.class, hauberk.begin(post()));
      assertEquals(1, used(hauberk));
      byte[] bad = "[]".getBytes(StandardCharsets.UTF_8);
      assertInstanceOf(Passage.Answered.class, needs.body(bad, bad.length));
      assertEquals(0, used(hauberk));
      needs.over();
      assertEquals(0, used(hauberk));
    }
  }

  @Test
  void an_admitted_request_has_its_place_until_it_is_over() {
    try (Hauberk hauberk = shop(ConcurrencyOptions.upTo(1)).build()) {
      Passage.NeedsBody needs = assertInstanceOf(Passage.NeedsBody.class, hauberk.begin(post()));
      byte[] good = "{}".getBytes(StandardCharsets.UTF_8);
      Passage admitted = needs.body(good, good.length);
      assertInstanceOf(Passage.Admitted.class, admitted);
      assertEquals(1, used(hauberk));
      admitted.over();
      needs.over();
      assertEquals(0, used(hauberk));
    }
  }

  @Test
  void reports_without_shedding_where_it_only_reports() {
    try (Hauberk hauberk =
        shop(ConcurrencyOptions.upTo(1)).mode(Control.CONCURRENCY, Mode.REPORT).build()) {
      Passage first = hauberk.begin(TestHead.get("/orders"));
      events.clear();
      Passage second = hauberk.begin(TestHead.get("/orders"));
      assertInstanceOf(Passage.Admitted.class, second);
      assertEquals(List.of(Reason.OVERLOADED), List.of(events.get(0).reason().orElseThrow()));
      second.over();
      assertEquals(1, used(hauberk));
      first.over();
      assertEquals(0, used(hauberk));
    }
  }

  @Test
  void is_off_unless_asked_for() {
    HauberkBuilder builder =
        Hauberk.builder()
            .contract(
                Contract.read(
                    "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
            .issuer(issuer.profile("main"))
            .events(SecurityEvents.direct(events::add, clock))
            .clock(clock);
    try (Hauberk hauberk = builder.build()) {
      assertTrue(hauberk.concurrency().isEmpty());
      assertTrue(enters(hauberk, TestHead.get("/orders")));
    }
  }

  @Test
  void names_that_no_caller_can_have_stop_the_start() {
    ConcurrencyOptions options =
        ConcurrencyOptions.upTo(10).withHigh(Set.of("mian:checkout")).withLow(Set.of("main", "x"));
    var e = assertThrows(HauberkException.class, () -> shop(options).build());
    assertEquals(
        List.of(
            "hauberk.concurrency.high names 'mian:checkout', which is neither a profile nor"
                + " profile:subject of one. The profiles are: main.",
            "hauberk.concurrency.low names 'x', which is neither a profile nor profile:subject of"
                + " one. The profiles are: main."),
        e.problems());
  }
}
