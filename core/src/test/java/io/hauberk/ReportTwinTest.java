package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Two front doors before one contract, one that enforces and one that reports: what the one refuses
 * is what the other reports first, and what the one admits the other has nothing to say of.
 */
class ReportTwinTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      paths:
        /orders/{id}:
          parameters:
          - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
          get:
            operationId: read
            security: []
            parameters:
            - {name: limit, in: query, schema: {type: integer, maximum: 100}}
            - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string, maxLength: 3}}}
            - {name: filter, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: integer}}}
            - {name: X-Mode, in: header, schema: {enum: [fast, slow]}}
            - {name: jar, in: cookie, required: false, schema: {type: string, pattern: '^[a-z]*$'}}
            responses: {'200': {description: ok, content: {application/json: {}}}}
          put:
            operationId: write
            security: [{caller: [write]}]
            requestBody:
              required: true
              content:
                application/json:
                  schema:
                    type: object
                    required: [name]
                    properties: {name: {type: string, minLength: 1}, count: {type: integer}}
                    unevaluatedProperties: false
                application/x-www-form-urlencoded:
                  schema: {type: object, required: [name], properties: {name: {type: string}}}
            responses: {'204': {description: ok}}
      components:
        securitySchemes: {caller: {type: http, scheme: bearer}}
      """;

  private static final HandClock CLOCK = HandClock.at("2026-01-01T00:00:00Z");
  private static final TestIssuer ISSUER = new TestIssuer("k1", CLOCK);
  private static final String WRITER = ISSUER.token("write");
  private static final String READER = ISSUER.token("read");
  private static final Door ENFORCING = new Door(Mode.ENFORCE);
  private static final Door REPORTING = new Door(Mode.REPORT);

  private static int refused;
  private static int admitted;

  /** One front door and what it tells. */
  private static final class Door {
    private final List<SecurityEvent> events = new ArrayList<>();
    private final Hauberk hauberk;

    Door(Mode mode) {
      RateLimit plenty = RateLimit.perSecond(1_000_000);
      hauberk =
          Hauberk.builder()
              .contract(
                  Contract.read(
                      "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
              .issuer(ISSUER.profile("main"))
              .events(SecurityEvents.direct(events::add, CLOCK))
              .callerLimit(plenty)
              .addressLimit(plenty)
              .failedAuthenticationLimit(plenty)
              .mode(mode)
              .nanoTime(() -> 0)
              .clock(CLOCK)
              .build();
    }

    /** The first refusal that is told of, in words, or nothing. */
    String judge(Request request) {
      events.clear();
      Passage passage = hauberk.begin(request.head());
      if (passage instanceof Passage.NeedsBody needs) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        passage =
            body.length > needs.maxBytes()
                ? needs.tooLarge(body, (int) needs.maxBytes() + 1)
                : needs.body(body, body.length);
      }
      String told =
          events.stream()
              .filter(event -> event.reason().isPresent())
              .findFirst()
              .map(
                  event ->
                      event.control().orElseThrow()
                          + " "
                          + event.reason().orElseThrow()
                          + " "
                          + event.operation()
                          + " "
                          + event.findings())
              .orElse("");
      boolean answered = passage instanceof Passage.Answered;
      return (answered ? "answered " : "") + told;
    }
  }

  private record Request(TestHead head, String body, String words) {}

  private static final class Requests {
    private final Random random;
    private final StringBuilder words = new StringBuilder();

    Requests(long number) {
      random = new Random(number);
    }

    Request next() {
      String method = pick("GET", "GET", "PUT", "PUT", "PUT", "PUT", "GET", "DELETE");
      StringBuilder target =
          new StringBuilder(
              pick(
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/7",
                  "/orders/0",
                  "/orders/x",
                  "/orders/%37",
                  "/orders",
                  "/other",
                  "/orders/7/",
                  "/orders/a%2Fb"));
      if (method.equals("GET") && random.nextBoolean()) {
        target.append('?').append(query());
        while (random.nextInt(3) == 0) {
          target.append('&').append(query());
        }
      }
      TestHead head = TestHead.of(method, target.toString());
      words.append(method).append(' ').append(target);
      with(head, 6, "X-Mode", "fast", "slow", "none", "");
      with(head, 6, "Cookie", "jar=abc", "jar=A", "jar=%zz", "jar=a; jar=b", "other=1");
      with(head, 8, "Accept", "application/json", "*/*", "text/html", "application/*;q=0");
      with(
          head,
          1,
          "Authorization",
          "Bearer " + WRITER,
          "Bearer " + WRITER,
          "Bearer " + WRITER,
          "Bearer " + WRITER,
          "Bearer " + WRITER,
          "Bearer " + READER,
          "Bearer x.y.z",
          "Basic eDp5");
      String body = "";
      if (method.equals("PUT")) {
        with(
            head,
            1,
            "Content-Type",
            "application/json",
            "application/json",
            "application/json",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/jsonx",
            "");
        with(head, 8, "Content-Encoding", "gzip", "identity");
        body =
            pick(
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"count\":1}",
                "{\"name\":\"\"}",
                "{}",
                "{\"name\":\"a\",\"more\":1}",
                "{\"count\":1.5}",
                "[]",
                "{",
                "",
                "name=a",
                "name=%ff",
                "{\"name\":\"a\",\"name\":\"b\"}");
        with(head, 1, "Content-Length", String.valueOf(body.length()));
      }
      return new Request(head, body, words + " " + body);
    }

    private String query() {
      return pick(
          "limit=1",
          "limit=101",
          "limit=a",
          "limit=1&limit=2",
          "tags=a,b",
          "tags=abcd",
          "tags=",
          "filter[a]=1",
          "filter[a]=x",
          "filter[a][b]=1",
          "more=1",
          "limit=%ff",
          "=&");
    }

    private void with(TestHead head, int oneIn, String name, String... values) {
      if (random.nextInt(oneIn) == 0) {
        String value = pick(values);
        head.with(name, value);
        words.append(", ").append(name).append(": ").append(value);
      }
    }

    private String pick(String... choices) {
      return choices[random.nextInt(choices.length)];
    }
  }

  @Property(
      tries = 3_000,
      seed = "9110",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void three_thousand_requests(@ForAll("numbers") long number) {
    compare(number);
  }

  @Property(
      tries = 200_000,
      seed = "9112",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  @Tag("long")
  void many_requests(@ForAll("numbers") long number) {
    compare(number);
  }

  @Provide
  Arbitrary<Long> numbers() {
    return Arbitraries.longs();
  }

  private static void compare(long number) {
    Request request = new Requests(number).next();
    String enforced = ENFORCING.judge(request);
    String reported = REPORTING.judge(new Requests(number).next());
    refused += enforced.isEmpty() ? 0 : 1;
    admitted += enforced.isEmpty() ? 1 : 0;
    assertEquals(
        enforced.replace("answered ", ""), reported.replace("answered ", ""), request.words());
  }

  @AfterContainer
  static void both_outcomes_were_seen() {
    assertTrue(admitted > refused / 20 && refused > admitted / 4, admitted + "/" + refused);
  }
}
