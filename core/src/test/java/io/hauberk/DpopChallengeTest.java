package io.hauberk;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.identity.ReplayStore;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a caller is told of the schemes that would do, and of its proof (RFC 9449, 7.1 and 9). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DpopChallengeTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{token: []}]
      paths:
        /any: {get: {operationId: any, responses: {'200': {description: ok}}}}
        /scoped: {get: {operationId: scoped, security: [{token: [a]}], responses: {'200': {description: ok}}}}
        /bound: {get: {operationId: bound, security: [{bound: []}], responses: {'200': {description: ok}}}}
        /either: {get: {operationId: either, security: [{bound: [a]}, {token: [b]}], responses: {'200': {description: ok}}}}
      components:
        securitySchemes:
          token: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://issuer.example/token', scopes: {a: a, b: b}}}}
          bound: {type: http, scheme: DPoP}
      """;

  private static final String ALGS =
      "algs=\"RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA\"";
  private static final String BEARER = "Bearer realm=\"api\"";
  private static final String DPOP = "DPoP realm=\"api\", " + ALGS;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final TestDpop client = new TestDpop(clock);
  private final List<SecurityEvent> events = new ArrayList<>();
  private final List<Hauberk> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Hauberk::close);
  }

  private IssuerProfile profile(UnaryOperator<IssuerProfile.Builder> choices) {
    return issuer.profile("main", KeySource.jwks(issuer.jwks()), choices);
  }

  private HauberkBuilder shop(UnaryOperator<IssuerProfile.Builder> choices) {
    return Hauberk.builder()
        .contract(
            Contract.read(
                "shop", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .issuer(profile(choices))
        .events(SecurityEvents.direct(events::add, clock))
        .nanoTime(() -> 0)
        .clock(clock);
  }

  private Hauberk open(UnaryOperator<DpopOptions.Builder> options) {
    return open(IssuerProfile.Builder::acceptDpop, options, UnaryOperator.identity());
  }

  private Hauberk open(
      UnaryOperator<IssuerProfile.Builder> choices,
      UnaryOperator<DpopOptions.Builder> options,
      UnaryOperator<HauberkBuilder> altered) {
    DpopOptions dpop = options.apply(DpopOptions.builder().origin("https://shop.example")).build();
    Hauberk hauberk = altered.apply(shop(choices).dpop(dpop)).build();
    opened.add(hauberk);
    return hauberk;
  }

  private Hauberk open() {
    return open(UnaryOperator.identity());
  }

  private TestHead bound(String path, String... scopes) {
    String token = client.token(issuer, scopes);
    return dpop(path, token, client.proof("GET", "https://shop.example" + path, token));
  }

  private static TestHead dpop(String path, String token, String proof) {
    return TestHead.get(path).with("Authorization", "DPoP " + token).with("DPoP", proof);
  }

  private static Answer refused(Hauberk hauberk, TestHead head) {
    Passage passage = hauberk.begin(head);
    Passage settled =
        passage instanceof Passage.Waiting waiting
            ? waiting.next().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join()
            : passage;
    return assertInstanceOf(Passage.Answered.class, settled).answer();
  }

  private static Passage.Admitted admitted(Hauberk hauberk, TestHead head) {
    return assertInstanceOf(Passage.Admitted.class, hauberk.begin(head));
  }

  private static void assertChallenge(int status, String challenge, Answer answer) {
    assertEquals(status, answer.status());
    assertEquals(challenge, answer.headers().get("WWW-Authenticate"));
  }

  private List<Reason> reasons() {
    return events.stream().flatMap(event -> event.reason().stream()).toList();
  }

  @Nested
  class A_challenge {

    @Test
    void names_both_schemes_where_both_would_do() {
      Hauberk hauberk = open();
      assertChallenge(401, BEARER + ", " + DPOP, refused(hauberk, TestHead.get("/any")));
      admitted(hauberk, TestHead.get("/any").bearer(issuer.token()));
      admitted(hauberk, bound("/any"));
    }

    @Test
    void names_DPoP_alone_where_the_contract_or_the_issuer_asks_for_it() {
      assertChallenge(401, DPOP, refused(open(), TestHead.get("/bound")));
      Hauberk strict =
          open(
              profile -> profile.acceptDpop().requireBinding(),
              UnaryOperator.identity(),
              UnaryOperator.identity());
      assertChallenge(401, DPOP, refused(strict, TestHead.get("/any")));
      assertChallenge(
          401,
          DPOP + ", error=\"invalid_token\"",
          refused(strict, TestHead.get("/any").bearer(issuer.token())));
    }

    @Test
    void names_Bearer_alone_where_no_issuer_takes_DPoP() {
      String contract =
          CONTRACT
              .lines()
              .filter(line -> !line.contains("bound"))
              .reduce("", (a, b) -> a + b + "\n");
      try (Hauberk hauberk =
          Hauberk.builder()
              .contract(
                  Contract.read(
                      "shop", contract.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
              .issuer(profile(UnaryOperator.identity()))
              .events(SecurityEvents.direct(events::add, clock))
              .clock(clock)
              .build()) {
        assertChallenge(401, BEARER, refused(hauberk, bound("/any")));
        assertEquals(List.of(Reason.SCHEME_UNSUPPORTED), reasons());
      }
    }

    @Test
    void has_the_error_beside_the_scheme_that_was_used() {
      Hauberk hauberk = open();
      assertChallenge(
          401,
          BEARER + ", error=\"invalid_token\", " + DPOP,
          refused(hauberk, TestHead.get("/any").bearer("bad.bad.bad")));
      assertChallenge(
          401,
          BEARER + ", " + DPOP + ", error=\"invalid_token\"",
          refused(hauberk, dpop("/any", "bad.bad.bad", "proof")));
      assertChallenge(
          403,
          BEARER + ", " + DPOP + ", error=\"insufficient_scope\", scope=\"a\"",
          refused(hauberk, bound("/scoped", "b")));
      admitted(hauberk, bound("/scoped", "a"));
      assertChallenge(
          401,
          BEARER + ", error=\"invalid_token\", " + DPOP,
          refused(hauberk, TestHead.get("/any").bearer(client.token(issuer))));
      assertEquals(
          List.of(
              Reason.TOKEN_MALFORMED,
              Reason.TOKEN_MALFORMED,
              Reason.SCOPE_MISSING,
              Reason.BINDING_FAILED),
          reasons());
    }

    @Test
    void says_the_same_of_every_proof_that_fails() {
      Hauberk hauberk = open();
      String token = client.token(issuer);
      String twice = client.proof("GET", "https://shop.example/any", token);
      admitted(hauberk, dpop("/any", token, twice));
      List<String> proofs =
          List.of(
              twice,
              "x",
              client.proof("POST", "https://shop.example/any", token),
              client.proof("GET", "https://evil.example/any", token),
              client.proof("GET", "https://shop.example/any", issuer.token()));
      for (String proof : proofs) {
        assertChallenge(
            401,
            BEARER + ", " + DPOP + ", error=\"invalid_dpop_proof\"",
            refused(hauberk, dpop("/any", token, proof)));
      }
      assertChallenge(
          401,
          BEARER + ", " + DPOP + ", error=\"invalid_dpop_proof\"",
          refused(hauberk, TestHead.get("/any").with("Authorization", "DPoP " + token)));
      assertEquals(
          List.of(
              Reason.DPOP_PROOF_REPLAYED,
              Reason.DPOP_PROOF_INVALID,
              Reason.DPOP_TARGET_MISMATCH,
              Reason.DPOP_TARGET_MISMATCH,
              Reason.DPOP_PROOF_INVALID,
              Reason.DPOP_PROOF_MISSING),
          reasons());
    }
  }

  @Nested
  class The_scheme_of_the_contract {

    @Test
    void that_is_DPoP_takes_no_bearer_token() {
      Hauberk hauberk = open();
      admitted(hauberk, bound("/bound"));
      assertChallenge(401, DPOP, refused(hauberk, TestHead.get("/bound").bearer(issuer.token())));
      assertEquals(List.of(Reason.PROOF_MISSING), reasons());
    }

    @Test
    void is_judged_in_each_alternative() {
      Hauberk hauberk = open();
      admitted(hauberk, bound("/either", "a"));
      admitted(hauberk, bound("/either", "b"));
      admitted(hauberk, TestHead.get("/either").bearer(issuer.token("b")));
      assertEquals(
          403, refused(hauberk, TestHead.get("/either").bearer(issuer.token("a"))).status());
      assertEquals(403, refused(hauberk, bound("/either", "c")).status());
    }

    @Test
    void needs_an_issuer_that_takes_DPoP() {
      HauberkBuilder none = shop(UnaryOperator.identity());
      HauberkException refused = assertThrows(HauberkException.class, none::build);
      assertTrue(
          requireNonNull(refused.getMessage()).contains("hauberk.issuers.main.dpop"),
          refused::getMessage);
    }
  }

  @Test
  void an_issuer_that_takes_DPoP_needs_origins() {
    HauberkBuilder without = shop(IssuerProfile.Builder::acceptDpop);
    HauberkException refused = assertThrows(HauberkException.class, without::build);
    assertTrue(
        requireNonNull(refused.getMessage()).contains("hauberk.dpop.origins"), refused::getMessage);
  }

  @Test
  void the_Host_field_is_not_believed() {
    Hauberk hauberk = open();
    String token = client.token(issuer);
    String forAnother = client.proof("GET", "https://another.example/any", token);
    TestHead head =
        TestHead.get("https://another.example/any")
            .with("Authorization", "DPoP " + token)
            .with("DPoP", forAnother);
    assertEquals(401, refused(hauberk, head).status());
    assertEquals(List.of(Reason.DPOP_TARGET_MISMATCH), reasons());
  }

  @Nested
  class A_nonce {

    @Test
    void comes_with_the_refusal_and_again_before_it_is_too_old() {
      Hauberk hauberk = open(DpopOptions.Builder::demandNonce);
      Answer asked = refused(hauberk, bound("/any"));
      assertChallenge(401, BEARER + ", " + DPOP + ", error=\"use_dpop_nonce\"", asked);
      assertEquals("no-store", asked.headers().get("Cache-Control"));
      String nonce = requireNonNull(asked.headers().get("DPoP-Nonce"));
      assertFalse(admitted(hauberk, with(nonce)).responseHeaders().containsKey("DPoP-Nonce"));
      clock.advance(Duration.ofMinutes(4));
      assertTrue(admitted(hauberk, with(nonce)).responseHeaders().containsKey("DPoP-Nonce"));
      assertEquals(List.of(Reason.DPOP_NONCE_REQUIRED), reasons());
    }

    private TestHead with(String nonce) {
      String token = client.token(issuer);
      return dpop(
          "/any",
          token,
          client.proof(
              "GET", "https://shop.example/any", token, claims -> claims.claim("nonce", nonce)));
    }

    @Test
    void that_is_missing_counts_for_no_failed_authentication() {
      Hauberk hauberk =
          open(
              IssuerProfile.Builder::acceptDpop,
              DpopOptions.Builder::demandNonce,
              builder -> builder.failedAuthenticationLimit(RateLimit.perMinute(2)));
      for (int i = 0; i < 5; i++) {
        assertEquals(401, refused(hauberk, bound("/any")).status());
      }
    }
  }

  @Test
  void whoever_has_a_stolen_token_is_limited_and_its_owner_is_not() {
    Hauberk hauberk =
        open(
            IssuerProfile.Builder::acceptDpop,
            UnaryOperator.identity(),
            builder -> builder.failedAuthenticationLimit(RateLimit.perMinute(3)));
    String token = client.token(issuer);
    String forged = client.proof("POST", "https://shop.example/any", token);
    admitted(hauberk, mine(token));
    for (int i = 0; i < 10; i++) {
      assertEquals(401, refused(hauberk, dpop("/any", token, forged)).status());
    }
    assertEquals(429, refused(hauberk, dpop("/any", token, forged)).status());
    admitted(hauberk, mine(token).from("192.0.2.99"));
    assertEquals(401, refused(hauberk, dpop("/any", token, forged)).status());
  }

  private TestHead mine(String token) {
    return dpop("/any", token, client.proof("GET", "https://shop.example/any", token));
  }

  @Test
  void a_store_that_cannot_tell_refuses_with_503_and_blames_nobody() {
    Hauberk hauberk =
        open(
            IssuerProfile.Builder::acceptDpop,
            options ->
                options
                    .replays(use -> CompletableFuture.completedFuture(ReplayStore.Answer.UNKNOWN))
                    .replayLimit(Duration.ofSeconds(10)),
            builder -> builder.failedAuthenticationLimit(RateLimit.perMinute(1)));
    for (int i = 0; i < 3; i++) {
      Answer answer = refused(hauberk, bound("/any"));
      assertEquals(503, answer.status());
      assertEquals("5", answer.headers().get("Retry-After"));
      assertFalse(answer.headers().containsKey("WWW-Authenticate"));
    }
    admitted(hauberk, TestHead.get("/any").bearer(issuer.token()));
  }
}
