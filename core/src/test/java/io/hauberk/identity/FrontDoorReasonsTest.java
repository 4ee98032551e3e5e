package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.HauberkBuilder;
import io.hauberk.Passage;
import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.request.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this room refuses, the front door refuses and tells of, in the same words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FrontDoorReasonsTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      paths:
        /orders:
          get:
            security: [{main: []}]
            responses: {'200': {description: ok}}
      components:
        securitySchemes:
          main: {type: %s}
      """;
  private static final RateLimit PLENTY = RateLimit.of(100_000, Duration.ofSeconds(1));

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();

  @TempDir Path mount;

  private HauberkBuilder shop(String scheme) {
    String contract = CONTRACT.formatted(scheme);
    return Hauberk.builder()
        .contract(
            Contract.read(
                "shop", contract.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .callerLimit(PLENTY)
        .addressLimit(PLENTY)
        .failedAuthenticationLimit(PLENTY)
        .events(SecurityEvents.direct(events::add, clock))
        .clock(clock);
  }

  private static IssuerProfile.Builder main(KeySource keys) {
    return IssuerProfile.builder("main")
        .issuer(TestToken.ISSUER)
        .audience(TestToken.AUDIENCE)
        .algorithms(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA)
        .keys(keys);
  }

  /** The reasons that are told when the front door refuses this. */
  private List<Reason> told(Hauberk hauberk, RequestHead head) {
    events.clear();
    assertInstanceOf(Passage.Answered.class, hauberk.begin(head));
    return events.stream().flatMap(event -> event.reason().stream()).toList();
  }

  @Test
  void of_every_row_of_attacks_on_tokens() {
    Set<Reason> met = EnumSet.noneOf(Reason.class);
    JwtCases.all()
        .forEach(
            (row, attempts) -> {
              JwtCases.Attempt attempt = attempts.get(0);
              Authentication answer;
              try {
                answer = attempt.answer();
              } catch (KeySetException e) {
                return; // no service starts with these keys
              }
              if (answer instanceof Authentication.Refused refused) {
                KeySource keys = KeySource.jwks(TestKeys.octets(attempt.keySet()));
                IssuerProfile profile = attempt.profile().apply(main(keys)).build();
                try (Hauberk hauberk = shop("http, scheme: bearer").issuer(profile).build()) {
                  assertEquals(
                      List.of(refused.denied().reason()), told(hauberk, attempt.head()), row);
                }
                met.add(refused.denied().reason());
              }
            });
    assertTrue(met.size() >= 20, met::toString);
  }

  @Test
  void of_tokens_that_were_taken_back() throws IOException {
    Path list = mount.resolve("revoked.json");
    Files.writeString(list, "{\"revoked\":[{\"jti\":\"t0\"}]}");
    KeySource keys = KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED));
    IssuerProfile profile = main(keys).revocations(list).build();
    try (Hauberk hauberk = shop("http, scheme: bearer").issuer(profile).build()) {
      assertEquals(
          List.of(Reason.TOKEN_REVOKED),
          told(hauberk, TestHead.bearing(TestToken.t0().claim("jti", "\"t0\"").sign())));
    }
  }

  @Test
  void of_api_keys_out_of_their_time() throws IOException {
    ApiKey old = ApiKey.generate("old", new SecureRandom());
    ApiKey early = ApiKey.generate("early", new SecureRandom());
    ApiKeyList keys =
        ApiKeyList.EMPTY
            .with(ApiKeyEntry.of(old, "a").withExpires(Instant.parse("2025-12-31T00:00:00Z")))
            .with(ApiKeyEntry.of(early, "b").withNotBefore(Instant.parse("2026-01-02T00:00:00Z")));
    Path list = Files.writeString(mount.resolve("keys.json"), keys.write());
    try (Hauberk hauberk =
        shop("apiKey, in: header, name: X-API-Key")
            .apiKeys(ApiKeyProfile.of("partners", list))
            .build()) {
      assertEquals(
          List.of(Reason.API_KEY_EXPIRED), told(hauberk, TestHead.field("X-API-Key", old.text())));
      assertEquals(
          List.of(Reason.API_KEY_NOT_YET_VALID),
          told(hauberk, TestHead.field("X-API-Key", early.text())));
    }
  }

  @Test
  void of_client_certificates_before_their_time() {
    TestAuthority prod = TestAuthority.root("Prod");
    String billing = "spiffe://prod.example/billing";
    TestAuthority.Order tomorrow =
        prod.order("billing")
            .uri(billing)
            .valid(clock.instant().plus(Duration.ofDays(1)), Duration.ofHours(1));
    TestHead head = TestHead.field("Accept", "*/*").over(tomorrow.issue().chain());
    CertificateProfile mesh =
        CertificateProfile.spiffe("mesh", "prod.example", TrustBundle.of(prod.certificate()));
    try (Hauberk hauberk = shop("mutualTLS").certificates(mesh).build()) {
      assertEquals(List.of(Reason.CERTIFICATE_NOT_YET_VALID), told(hauberk, head));
    }
  }
}
