package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.JwsAlgorithm;
import io.hauberk.identity.KeySource;
import io.hauberk.identity.TrustBundle;
import io.hauberk.limit.RateLimit;
import io.hauberk.limit.SharedLimitOptions;
import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import io.hauberk.request.Mode;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.store.JedisStore;
import io.hauberk.store.Namespace;
import io.hauberk.store.TestRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HauberkTest {
  private static final String CONTRACT =
      """
      openapi: 3.0.3
      info: {title: shop, version: '1'}
      servers: [{url: /shop}]
      paths:
        /silent:
          get: {operationId: silent, responses: {'200': {description: ok}}}
        /open:
          get: {operationId: open, security: [], responses: {'200': {description: ok}}}
        /maybe:
          get: {operationId: maybe, security: [{}, {inner: [a]}], responses: {'200': {description: ok}}}
        /either:
          get: {operationId: either, security: [{inner: [a, b]}, {inner: [c]}], responses: {'200': {description: ok}}}
        /both:
          get: {operationId: both, security: [{inner: [a], outer: [x]}], responses: {'200': {description: ok}}}
        /things/{id}:
          get:
            operationId: thing
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            responses: {'200': {description: ok}}
      components:
        securitySchemes:
          inner: {type: http, scheme: bearer}
          outer: {type: http, scheme: bearer}
      """;

  private static final String PARTNER = "https://partner.example";

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final TestIssuer partner = new TestIssuer("k2", clock);
  private final List<SecurityEvent> events = new ArrayList<>();

  private static Contract contract(String text) {
    return Contract.read("shop", text.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);
  }

  private HauberkBuilder shop() {
    return Hauberk.builder()
        .contract(contract(CONTRACT))
        .issuer(issuer.profile("main"))
        .events(SecurityEvents.direct(events::add, clock))
        .nanoTime(() -> 0)
        .clock(clock);
  }

  /** The shop with a second issuer. */
  private HauberkBuilder two() {
    IssuerProfile.Builder other =
        IssuerProfile.builder("partner")
            .issuer(PARTNER)
            .audience(TestIssuer.AUDIENCE)
            .algorithms(JwsAlgorithm.ES256)
            .keys(KeySource.jwks(partner.jwks()));
    return shop().issuer(other.build()).scheme("inner", "main").scheme("outer", "partner");
  }

  private static int status(Hauberk hauberk, RequestHead head) {
    Passage passage = hauberk.begin(head);
    return passage instanceof Passage.Answered answered ? answered.answer().status() : 200;
  }

  private List<Reason> reasons() {
    return events.stream().flatMap(event -> event.reason().stream()).toList();
  }

  @Nested
  class Authorizes {

    @ParameterizedTest
    @CsvSource({
      "/shop/silent, '', 200",
      "/shop/either, 'a b', 200",
      "/shop/either, 'c', 200",
      "/shop/either, 'a', 403",
      "/shop/either, 'a c', 200",
      "/shop/either, 'ab', 403",
      "/shop/maybe, '', 200",
    })
    void any_alternative_with_all_its_scopes(String path, String scopes, int status) {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(status, status(hauberk, TestHead.get(path).bearer(issuer.token(scopes))));
      }
    }

    @ParameterizedTest
    @CsvSource({
      "/shop/silent, 401",
      "/shop/either, 401",
      "/shop/open, 200",
      "/shop/maybe, 200",
    })
    void nobody_where_only_the_contract_says_so(String path, int status) {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(status, status(hauberk, TestHead.get(path)));
      }
    }

    @Test
    void no_bad_token_where_none_is_needed_but_one_is_read() {
      try (Hauberk hauberk = shop().build()) {
        assertAll(
            () -> assertEquals(401, status(hauberk, TestHead.get("/shop/maybe").bearer("bad"))),
            () -> assertEquals(200, status(hauberk, TestHead.get("/shop/open").bearer("bad"))));
      }
    }

    @Test
    void operators_by_the_word_of_those_profiles_alone_that_are_named_for_it() {
      String own = issuer.token("ops");
      String ofPartner = partner.token(claims -> claims.issuer(PARTNER).claim("scope", "ops"));
      try (Hauberk hauberk = two().operator("/manage", "ops", "main").build()) {
        assertAll(
            () -> assertEquals(200, status(hauberk, manage(own))),
            () -> assertEquals(403, status(hauberk, manage(issuer.token("a")))),
            () -> assertEquals(401, status(hauberk, manage(ofPartner))),
            () ->
                assertEquals(200, status(hauberk, TestHead.get("/shop/silent").bearer(ofPartner))));
      }
      try (Hauberk hauberk = two().operator("/manage", "ops", "main", "partner").build()) {
        assertEquals(200, status(hauberk, manage(own)));
        assertEquals(200, status(hauberk, manage(ofPartner)));
      }
      try (Hauberk hauberk = shop().operator("/manage", "ops").build()) { // there is no choice
        assertEquals(200, status(hauberk, manage(own)));
      }
    }

    private static RequestHead manage(String token) {
      return TestHead.get("/manage/env").bearer(token);
    }

    @Test
    void all_proofs_of_an_alternative() {
      TestIssuer other = new TestIssuer("k2", clock);
      IssuerProfile outer =
          IssuerProfile.builder("outer")
              .issuer("https://other.example")
              .audience(TestIssuer.AUDIENCE)
              .algorithms(JwsAlgorithm.ES256)
              .keys(KeySource.jwks(other.jwks()))
              .build();
      try (Hauberk hauberk =
          shop().issuer(outer).scheme("inner", "main").scheme("outer", "outer").build()) {
        // one token cannot be both proofs
        assertEquals(
            401, status(hauberk, TestHead.get("/shop/both").bearer(issuer.token("a", "x"))));
        assertEquals(List.of(Reason.PROOF_MISSING), reasons());
      }
    }
  }

  @Nested
  class Refuses_to_start {

    @Test
    void where_nothing_says_whose_word_makes_operators() {
      assertEquals(
          List.of(
              "Several profiles are trusted (main, partner), and nothing says which of them may name"
                  + " operators: whoever runs one could let himself in. Set"
                  + " hauberk.operator-profiles to those whose word hauberk.operator-scope is taken"
                  + " from."),
          problems(two().operator("/manage", "ops")));
      assertEquals(
          List.of(
              "hauberk.operator-profiles names 'mian', which is neither an issuer nor an entry of"
                  + " hauberk.certificates. Name some of: main, partner."),
          problems(two().operator("/manage", "ops", "main", "mian")));
    }

    @Test
    void without_an_issuer_and_says_what_to_add() {
      HauberkException failure =
          assertThrows(
              HauberkException.class, () -> Hauberk.builder().contract(contract(CONTRACT)).build());
      assertEquals(
          """
          No issuer is trusted, and 4 operations need a caller. Say whom this service trusts:
              hauberk.issuers.main.issuer: https://issuer.example
              hauberk.issuers.main.audience: my-service
              hauberk.issuers.main.jwks-uri: https://issuer.example/jwks   (or jwks-file, pem-file)\
          """,
          failure.problems().get(0));
    }

    @Test
    void without_a_contract() {
      assertEquals(
          List.of(
              "There is no contract. Put openapi.yaml on the class path, or set hauberk.contract to"
                  + " its location."),
          problems(Hauberk.builder().issuer(issuer.profile("main"))));
    }

    @Test
    void with_a_scheme_that_could_mean_two_issuers() {
      TestIssuer other = new TestIssuer("k2", clock);
      List<String> problems = problems(shop().issuer(other.profile("second")));
      assertTrue(
          problems.contains(
              "Contract 'shop': security scheme 'inner' could mean any of the issuers [main,"
                  + " second]. Set hauberk.schemes.inner to one of them."),
          problems.toString());
    }

    @Test
    void with_a_scheme_mapped_to_nobody() {
      assertEquals(
          List.of(
              "hauberk.schemes.inner: there is no issuer of this name. Use one of [main], or add it"
                  + " under hauberk.issuers."),
          problems(shop().scheme("inner", "missing")));
    }

    @Test
    void with_a_scheme_for_certificates_and_no_certificate_profile() {
      String mutual =
          CONTRACT
              .replace("openapi: 3.0.3", "openapi: 3.1.0")
              .replace("inner: {type: http, scheme: bearer}", "inner: {type: mutualTLS}");
      assertEquals(
          List.of(
              "Contract 'shop': security scheme 'inner' needs a certificate profile, and there is"
                  + " none. Add one under hauberk.certificates."),
          problems(Hauberk.builder().contract(contract(mutual)).issuer(issuer.profile("main"))));
    }

    @Test
    void with_two_profiles_of_one_name_or_trust_domain() {
      List<String> problems =
          problems(
              shop()
                  .certificates(CertificateProfile.spiffe("main", "prod.example", TrustBundle.of()))
                  .certificates(
                      CertificateProfile.spiffe("mesh", "prod.example", TrustBundle.of())));
      assertEquals(
          List.of(
              "hauberk.certificates.main has the name of another profile, one of hauberk.issuers. Give"
                  + " each profile a name of its own.",
              "hauberk.certificates.mesh.trust-domain is that of another profile, too. Merge the"
                  + " two."),
          problems);
    }

    @Test
    void with_a_scheme_of_a_kind_that_is_not_taken() {
      String keyed =
          CONTRACT.replace(
              "inner: {type: http, scheme: bearer}", "inner: {type: http, scheme: basic}");
      assertTrue(
          problems(Hauberk.builder().contract(contract(keyed)).issuer(issuer.profile("main")))
              .get(0)
              .startsWith(
                  "Contract 'shop', /components/securitySchemes/inner: proofs of this type"));
    }

    @Test
    void with_an_open_path_that_is_a_pattern() {
      assertEquals(
          List.of(
              "hauberk.open-paths takes exact paths such as /healthz, not patterns: '/public/**'."),
          problems(shop().openPath("/public/**")));
    }

    @Test
    void with_limits_that_nobody_could_meet() {
      assertEquals(
          List.of(
              "hauberk.rate-limit.operations.silent: a call costs 5, and 4 in PT1M are permitted,"
                  + " so none would ever be admitted. Lower the cost or raise the limit."),
          problems(
              shop().operationLimit("silent", RateLimit.perMinute(4)).operationCost("silent", 5)));
      assertEquals(
          List.of("hauberk.rate-limit has two windows of the same period. Keep the tighter one."),
          problems(shop().callerLimit(RateLimit.perMinute(4), RateLimit.perMinute(5))));
      assertThrows(IllegalArgumentException.class, () -> shop().operationCost("silent", 1_001));
    }

    @Test
    void with_windows_that_are_too_short_to_be_shared() {
      RateLimit short10 = RateLimit.of(10, Duration.ofMillis(10));
      SharedLimitOptions options =
          new SharedLimitOptions((script, keys, args) -> List.of(), new Namespace("shop"), 1);
      assertEquals(
          List.of(
              "hauberk.rate-limit is shared by all instances: a window lasts 100 ms or more, in"
                  + " whole milliseconds, and one lasts PT0.01S. Lengthen it, or do not share"
                  + " limits."),
          problems(shop().callerLimit(short10).sharedLimits(options)));
      shop().callerLimit(short10).build().close();
    }

    @Test
    void with_a_limit_for_an_operation_that_no_contract_declares() {
      assertEquals(
          List.of("hauberk.rate-limit.operations.typo: no contract declares this operationId."),
          problems(shop().operationLimit("typo", RateLimit.perSecond(1))));
    }

    @Test
    void with_two_contracts_under_the_same_base_path() {
      assertEquals(
          List.of(
              "The contracts 'shop' and 'shop' have the same base path '/shop/'. Set"
                  + " hauberk.contracts[].base-path, or bundle them into one."),
          problems(shop().contract(contract(CONTRACT))));
    }

    @Test
    void with_operators_paths_above_the_contract() {
      List<String> problems = problems(shop().operator("/shop", "ops"));
      assertEquals(6, problems.size(), problems.toString());
    }

    private List<String> problems(HauberkBuilder builder) {
      return assertThrows(HauberkException.class, builder::build).problems();
    }
  }

  @Nested
  class Several_contracts {
    private static final String ADMIN =
        """
        openapi: 3.0.3
        info: {title: admin, version: '1'}
        servers: [{url: /shop/admin}, {url: 'https://api.example/admin'}]
        paths:
          /{thing}:
            get:
              operationId: administer
              security: [{inner: [admin]}]
              parameters: [{name: thing, in: path, required: true, schema: {type: string}}]
              responses: {'200': {description: ok}}
            delete:
              operationId: remove
              parameters: [{name: thing, in: path, required: true, schema: {type: string}}]
              responses: {'200': {description: ok}}
        components:
          securitySchemes:
            inner: {type: http, scheme: bearer}
        """;

    @Test
    void are_told_apart_by_the_longest_base_path() {
      String token = issuer.token("x");
      try (Hauberk hauberk = shop().contract(contract(ADMIN)).build()) {
        assertAll(
            () -> assertEquals(200, status(hauberk, TestHead.get("/shop/silent").bearer(token))),
            () -> assertEquals(403, status(hauberk, TestHead.get("/shop/admin/a").bearer(token))),
            () -> assertEquals(403, status(hauberk, TestHead.get("/admin/a").bearer(token))),
            () -> assertEquals(404, status(hauberk, TestHead.get("/shop/adminx").bearer(token))));
      }
    }

    @Test
    void serve_each_operation_under_every_base_path() {
      try (Hauberk hauberk = shop().contract(contract(ADMIN)).build()) {
        Passage.Admitted admitted =
            assertInstanceOf(
                Passage.Admitted.class,
                hauberk.begin(TestHead.of("DELETE", "/admin/a").bearer(issuer.token("x"))));
        assertAll(
            () -> assertEquals(Optional.empty(), admitted.handledBy("/admin/{id}")),
            () -> assertEquals(Optional.empty(), admitted.handledBy("/shop/admin/{id}")),
            () -> assertEquals(404, admitted.handledBy("/admin/x").orElseThrow().status()));
      }
    }
  }

  @Nested
  class Limits_by_address {

    @Test
    void failures_of_a_stranger_do_not_lock_out_a_caller_that_is_known() {
      String token = issuer.token("x");
      try (Hauberk hauberk = shop().failedAuthenticationLimit(RateLimit.perMinute(1)).build()) {
        assertEquals(200, status(hauberk, TestHead.get("/shop/silent").bearer(token)));
        assertEquals(401, status(hauberk, TestHead.get("/shop/silent").bearer("a.b.c")));
        assertEquals(200, status(hauberk, TestHead.get("/shop/silent").bearer(token)));
        assertEquals(429, status(hauberk, TestHead.get("/shop/silent").bearer("a.b.c")));
      }
    }

    @Test
    void failed_authentications_before_any_signature_is_looked_at() {
      try (Hauberk hauberk = shop().failedAuthenticationLimit(RateLimit.perMinute(2)).build()) {
        assertEquals(401, status(hauberk, TestHead.get("/shop/silent").bearer("a.b.c")));
        assertEquals(401, status(hauberk, TestHead.get("/shop/silent").bearer("a.b.d")));
        assertEquals(429, status(hauberk, TestHead.get("/shop/silent").bearer(issuer.token("x"))));
        assertEquals(
            200,
            status(
                hauberk, TestHead.get("/shop/silent").bearer(issuer.token("x")).from("192.0.2.2")));
        assertEquals(Reason.FAILED_AUTHENTICATIONS_EXCEEDED, reasons().get(2));
      }
    }

    @Test
    void requests_without_credentials_do_not_count_as_failures() {
      try (Hauberk hauberk = shop().failedAuthenticationLimit(RateLimit.perMinute(1)).build()) {
        assertEquals(401, status(hauberk, TestHead.get("/shop/silent")));
        assertEquals(401, status(hauberk, TestHead.get("/shop/silent")));
        assertEquals(200, status(hauberk, TestHead.get("/shop/silent").bearer(issuer.token("x"))));
      }
    }

    @Test
    void all_requests_ahead_of_everything_else() {
      try (Hauberk hauberk = shop().addressLimit(RateLimit.perMinute(1)).build()) {
        assertEquals(404, status(hauberk, TestHead.get("/nowhere")));
        assertEquals(429, status(hauberk, TestHead.get("/shop/..;/x")));
        assertEquals(List.of(Reason.OPERATION_UNKNOWN, Reason.ADDRESS_RATE_EXCEEDED), reasons());
      }
    }
  }

  @Nested
  class Limits_of_calls {
    private final String alice = issuer.token(claims -> claims.subject("alice"));

    private int call(Hauberk hauberk, String path) {
      return status(hauberk, TestHead.get(path).bearer(alice));
    }

    @Test
    void hold_in_every_window() {
      HandNanos nanos = new HandNanos(0);
      try (Hauberk hauberk =
          shop()
              .callerLimit(RateLimit.perSecond(2), RateLimit.perMinute(3))
              .nanoTime(nanos)
              .build()) {
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(429, call(hauberk, "/shop/silent"));
        nanos.advance(Duration.ofSeconds(1));
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(429, call(hauberk, "/shop/silent"));
        assertEquals(200, call(hauberk, "/shop/things/1"), "another operation has its own");
      }
    }

    @Test
    void of_one_caller_hold_for_all_operations_together() {
      try (Hauberk hauberk =
          shop().callerTotalLimit(RateLimit.perMinute(2)).nanoTime(() -> 0).build()) {
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(200, call(hauberk, "/shop/things/1"));
        assertEquals(429, call(hauberk, "/shop/silent"));
        assertEquals(
            200,
            status(
                hauberk,
                TestHead.get("/shop/silent")
                    .bearer(issuer.token(claims -> claims.subject("bob")))));
        assertEquals(List.of(Reason.CALLER_RATE_EXCEEDED), reasons());
      }
    }

    @Test
    void of_one_operation_hold_for_all_callers_together() {
      try (Hauberk hauberk =
          shop().operationTotalLimit("silent", RateLimit.perMinute(2)).nanoTime(() -> 0).build()) {
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(
            200,
            status(
                hauberk,
                TestHead.get("/shop/silent")
                    .bearer(issuer.token(claims -> claims.subject("bob")))));
        assertEquals(429, call(hauberk, "/shop/silent"));
        assertEquals(200, call(hauberk, "/shop/things/1"), "others are not concerned");
        assertEquals(List.of(Reason.OPERATION_RATE_EXCEEDED), reasons());
      }
    }

    @Test
    void hold_for_all_instances_together_where_they_share_a_store() {
      try (TestRedis redis = TestRedis.shared();
          RedisClient client = redis.client()) {
        SharedLimitOptions options =
            new SharedLimitOptions(JedisStore.by(client), new Namespace(redis.namespace()), 2);
        RateLimit aYear = RateLimit.of(20, Duration.ofDays(366));
        try (Hauberk one = shop().callerLimit(aYear).sharedLimits(options).build();
            Hauberk other = shop().callerLimit(aYear).sharedLimits(options).build()) {
          int admitted = 0;
          for (int i = 0; i < 200; i++) {
            admitted += call(one, "/shop/silent") == 200 ? 1 : 0;
            admitted += call(other, "/shop/silent") == 200 ? 1 : 0;
          }
          assertTrue(admitted > 0 && admitted < 40, admitted + ": each has 20 of its own");
          assertEquals(429, call(one, "/shop/silent"));
          assertEquals(
              List.of(Reason.CALLER_RATE_EXCEEDED), reasons().stream().distinct().toList());
          for (int i = 0; i < 20; i++) {
            assertEquals(200, status(other, TestHead.get("/shop/open")), "strangers count here");
          }
          assertTrue(other.sharedLimits().orElseThrow().asks() > 0);
        }
      }
    }

    @Test
    void are_spent_by_what_a_call_costs() {
      try (Hauberk hauberk =
          shop()
              .callerTotalLimit(RateLimit.perMinute(10))
              .operationCost("silent", 4)
              .nanoTime(() -> 0)
              .build()) {
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(200, call(hauberk, "/shop/silent"));
        assertEquals(429, call(hauberk, "/shop/silent"));
        assertEquals(
            200, call(hauberk, "/shop/things/1"), "what is left is enough for a lighter one");
      }
    }
  }

  @Nested
  class Compares_routes {

    @Test
    void and_tells_what_is_missing_and_what_is_not_declared() {
      try (Hauberk hauberk = shop().openPath("/healthz").operator("/manage", "ops").build()) {
        RouteComparison comparison =
            hauberk.compareRoutes(
                List.of(
                    new FrameworkRoute("GET", "/shop/silent"),
                    new FrameworkRoute("*", "/shop/open"),
                    new FrameworkRoute("GET", "/shop/maybe"),
                    new FrameworkRoute("GET", "/shop/either"),
                    new FrameworkRoute("GET", "/shop/things/{thingId:[a-z]{2}}"),
                    new FrameworkRoute("GET", "/healthz"),
                    new FrameworkRoute("GET", "/manage/info"),
                    new FrameworkRoute("POST", "/shop/hidden")));
        assertAll(
            () ->
                assertEquals(
                    List.of(new Operation("both", "GET", "/shop/both")), comparison.missing()),
            () ->
                assertEquals(
                    List.of(new FrameworkRoute("POST", "/shop/hidden")), comparison.undeclared()));
      }
    }

    @Test
    void and_refuses_a_handler_that_is_not_the_admitted_operation() {
      try (Hauberk hauberk = shop().build()) {
        Passage passage = hauberk.begin(TestHead.get("/shop/things/1").bearer(issuer.token("x")));
        Passage.Admitted admitted = assertInstanceOf(Passage.Admitted.class, passage);
        assertAll(
            () -> assertEquals(Optional.empty(), admitted.handledBy("/shop/things/{thingId}")),
            () -> assertEquals(404, admitted.handledBy("/shop/**").orElseThrow().status()),
            () -> assertEquals(List.of(Reason.HANDLER_MISMATCH), reasons()));
      }
    }
  }

  @Nested
  class Fails_closed {

    @Test
    void when_a_check_throws() {
      TestHead broken =
          TestHead.get("/shop/silent")
              .failingOn("Authorization", new IllegalStateException("broken adapter"));
      try (Hauberk hauberk = shop().build()) {
        assertAll(
            () -> assertEquals(500, status(hauberk, broken)),
            () -> assertEquals(List.of(Reason.CHECK_FAILED), reasons()));
      }
    }

    @Test
    void when_a_target_that_only_reports_cannot_be_read() {
      try (Hauberk hauberk =
          shop().mode(Control.TARGET, Mode.REPORT).mode(Control.ROUTE, Mode.REPORT).build()) {
        assertEquals(
            400, status(hauberk, TestHead.get("/shop/silent;x").bearer(issuer.token("x"))));
        assertEquals(Control.AUTHORIZATION, events.get(events.size() - 1).control().orElseThrow());
      }
    }

    @Test
    void when_an_unrouted_request_ends_at_a_handler_with_a_guard() {
      try (Hauberk hauberk = shop().mode(Control.ROUTE, Mode.REPORT).build()) {
        Passage.Admitted admitted =
            assertInstanceOf(
                Passage.Admitted.class,
                hauberk.begin(TestHead.get("/shop/either/").bearer(issuer.token("x"))));
        assertAll(
            () -> assertEquals(404, admitted.handledBy("/shop/either").orElseThrow().status()),
            () -> assertEquals(Optional.empty(), admitted.handledBy("/shop/legacy")));
      }
    }

    @Test
    void when_the_host_is_not_ours() {
      try (Hauberk hauberk = shop().hosts(Set.of("other.example")).build()) {
        assertEquals(421, status(hauberk, TestHead.get("/shop/open")));
      }
      try (Hauberk hauberk =
          shop().hosts(Set.of("other.example")).mode(Control.TARGET, Mode.REPORT).build()) {
        assertEquals(200, status(hauberk, TestHead.get("/shop/open")));
      }
    }

    @Test
    void when_only_routing_reports() {
      try (Hauberk hauberk = shop().mode(Control.ROUTE, Mode.REPORT).build()) {
        assertAll(
            () -> assertEquals(401, status(hauberk, TestHead.get("/shop/unknown"))),
            () ->
                assertEquals(
                    200, status(hauberk, TestHead.get("/shop/unknown").bearer(issuer.token("x")))),
            () -> assertEquals(401, status(hauberk, TestHead.get("/shop/silent"))));
      }
    }

    @Test
    void when_a_control_is_off_the_others_still_know_the_operation() {
      try (Hauberk hauberk =
          shop().mode(Control.TARGET, Mode.OFF).mode(Control.ROUTE, Mode.OFF).build()) {
        assertAll(
            () ->
                assertEquals(
                    403, status(hauberk, TestHead.get("/shop/either").bearer(issuer.token("x")))),
            () -> assertEquals(200, status(hauberk, TestHead.get("/shop/open"))));
      }
    }
  }
}
