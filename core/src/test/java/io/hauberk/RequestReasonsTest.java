package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request is told by the reason of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestReasonsTest {
  private static final int TOO_MUCH_WORK = 1_100;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final TestDpop client = new TestDpop(clock);
  private final List<SecurityEvent> events = new ArrayList<>();

  private static Contract contract() {
    StringBuilder document =
        new StringBuilder(
            """
            openapi: 3.1.0
            info: {title: shop, version: '1'}
            security: [{main: []}]
            paths:
              /things:
                get:
                  parameters:
                    - {name: size, in: query, required: true, schema: {type: string}}
                  responses:
                    '200': {description: ok, content: {application/json: {schema: {}}}}
              /chain:
                get:
                  parameters:
                    - {name: pair, in: query, explode: false, schema: {type: object}}
                    - {name: q, in: query, schema: {$ref: '#/components/schemas/S0'}}
                  responses: {'200': {description: ok}}
            components:
              securitySchemes:
                main: {type: http, scheme: bearer}
              schemas:
            """);
    for (int i = 0; i < TOO_MUCH_WORK; i++) {
      document.append("    S" + i + ": {$ref: '#/components/schemas/S" + (i + 1) + "'}\n");
    }
    document.append("    S" + TOO_MUCH_WORK + ": {maxLength: 5}\n");
    return Contract.read(
        "shop", document.toString().getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);
  }

  private Hauberk shop() {
    IssuerProfile profile =
        issuer.profile("main", KeySource.jwks(issuer.jwks()), IssuerProfile.Builder::acceptDpop);
    return Hauberk.builder()
        .contract(contract())
        .issuer(profile)
        .dpop(DpopOptions.builder().origin("https://shop.example").build())
        .events(SecurityEvents.direct(events::add, clock))
        .clock(clock)
        .build();
  }

  private List<Reason> told(Hauberk hauberk, TestHead head) {
    events.clear();
    assertInstanceOf(Passage.Answered.class, hauberk.begin(head));
    return events.stream().flatMap(event -> event.reason().stream()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/things, application/json, PARAMETER_MISSING",
    "/things?size=1&size=2, application/json, PARAMETER_REPEATED",
    "'/chain?pair=a,b,c', application/json, PARAMETER_MALFORMED",
    "/things?size=1, text/csv, NOT_ACCEPTABLE",
    "/chain?q=short, application/json, WORK_EXHAUSTED",
  })
  void a_request_that_breaks_the_contract(String target, String accept, Reason reason) {
    try (Hauberk hauberk = shop()) {
      TestHead honest = TestHead.get("/things?size=1").bearer(issuer.token());
      assertInstanceOf(Passage.Admitted.class, hauberk.begin(honest));
      assertEquals(
          List.of(reason),
          told(hauberk, TestHead.get(target).bearer(issuer.token()).with("Accept", accept)));
    }
  }

  @Test
  void a_proof_that_was_made_too_long_ago() {
    try (Hauberk hauberk = shop()) {
      String token = client.token(issuer);
      Date before = Date.from(clock.instant().minus(Duration.ofHours(1)));
      String old =
          client.proof(
              "GET", "https://shop.example/things", token, claims -> claims.issueTime(before));
      assertEquals(
          List.of(Reason.DPOP_PROOF_OUT_OF_TIME),
          told(
              hauberk,
              TestHead.get("/things?size=1")
                  .with("Authorization", "DPoP " + token)
                  .with("DPoP", old)));
    }
  }
}
