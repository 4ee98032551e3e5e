package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Caller;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys at the front door: where the contract says that they stand, and nowhere else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyPlacesTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: shop, version: '1'}
      security: [{header: []}]
      paths:
        /header:
          get: {operationId: header, responses: {'200': {description: ok}}}
        /scoped:
          get: {operationId: scoped, security: [{header: ['orders:read']}], responses: {'200': {description: ok}}}
        /query:
          get: {operationId: query, security: [{query: []}], responses: {'200': {description: ok}}}
        /cookie:
          get: {operationId: cookie, security: [{cookie: []}], responses: {'200': {description: ok}}}
        /either:
          get: {operationId: either, security: [{header: []}, {query: []}], responses: {'200': {description: ok}}}
        /token:
          get:
            operationId: token
            security: [{token: []}]
            parameters: [{name: api_key, in: query, schema: {type: string}}]
            responses: {'200': {description: ok}}
        /both:
          get: {operationId: both, security: [{token: [], header: []}], responses: {'200': {description: ok}}}
        /any:
          get: {operationId: any, security: [{token: [a]}, {header: []}], responses: {'200': {description: ok}}}
        /maybe:
          get: {operationId: maybe, security: [{}, {header: []}], responses: {'200': {description: ok}}}
        /open:
          get: {operationId: open, security: [], responses: {'200': {description: ok}}}
      components:
        securitySchemes:
          token: {type: http, scheme: bearer}
          header: {type: apiKey, in: header, name: X-API-Key}
          query: {type: apiKey, in: query, name: api_key}
          cookie: {type: apiKey, in: cookie, name: key}
      """;

  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private final ApiKey good = ApiKey.generate("good", random);
  private final ApiKey stranger = ApiKey.generate("good", random);
  private Path list = Path.of("absent");

  @BeforeEach
  void write() throws IOException {
    list = mount.resolve("keys.json");
    ApiKeyEntry entry = ApiKeyEntry.of(good, "billing");
    Files.writeString(list, ApiKeyList.EMPTY.with(entry).write());
  }

  private static Contract contract(String text) {
    return Contract.read("shop", text.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT);
  }

  private HauberkBuilder shop(String contract) {
    return Hauberk.builder()
        .contract(contract(contract))
        .apiKeys(ApiKeyProfile.of("partners", list))
        .events(SecurityEvents.direct(events::add, clock))
        .nanoTime(() -> 0)
        .clock(clock);
  }

  private HauberkBuilder shop() {
    return shop(CONTRACT).issuer(issuer.profile("main"));
  }

  private static Answer refusal(Hauberk hauberk, TestHead head) {
    return assertInstanceOf(Passage.Answered.class, hauberk.begin(head)).answer();
  }

  private static int status(Hauberk hauberk, TestHead head) {
    return hauberk.begin(head) instanceof Passage.Answered answered
        ? answered.answer().status()
        : 200;
  }

  private void assertRefuses(Hauberk hauberk, int status, Reason reason, TestHead head) {
    events.clear();
    assertEquals(status, status(hauberk, head));
    assertEquals(
        List.of(reason), events.stream().flatMap(event -> event.reason().stream()).toList());
  }

  @Nested
  class Admits {

    @Test
    void a_key_where_the_operation_has_it() {
      try (Hauberk hauberk = shop().build()) {
        assertAll(
            () -> assertEquals(200, status(hauberk, head("/header", good))),
            () -> assertEquals(200, status(hauberk, TestHead.get("/query?api_key=" + good.text()))),
            () ->
                assertEquals(200, status(hauberk, TestHead.get("/query?api%5Fkey=" + good.text()))),
            () ->
                assertEquals(
                    200,
                    status(
                        hauberk,
                        TestHead.get("/cookie").with("Cookie", "a=b; key=" + good.text()))),
            () -> assertEquals(200, status(hauberk, head("/either", good))),
            () ->
                assertEquals(200, status(hauberk, TestHead.get("/either?api_key=" + good.text()))));
      }
      assertTrue(events.stream().noneMatch(event -> event.reason().isPresent()));
    }

    @Test
    void the_caller_that_the_list_names() {
      try (Hauberk hauberk = shop().build()) {
        Passage.Admitted admitted =
            assertInstanceOf(Passage.Admitted.class, hauberk.begin(head("/header", good)));
        assertEquals("partners:billing", admitted.caller().orElseThrow().id());
        assertEquals(clock.instant(), hauberk.apiKeyStates().get(0).lastUsed());
      }
    }

    @Test
    void a_caller_by_the_proofs_that_are_asked_for_whatever_else_it_brings() {
      String stolen = issuer.token("a", "admin");
      try (Hauberk hauberk = shop().build()) {
        Caller byKey = callerOf(hauberk, head("/header", good).bearer(stolen));
        assertEquals("partners:billing", byKey.id());
        assertEquals("billing", byKey.getName());
        assertFalse(byKey.scopes().contains("admin"));
        assertEquals(2, byKey.proofs().size());
        Caller byBoth = callerOf(hauberk, head("/both", good).bearer(stolen));
        assertEquals("main:c1", byBoth.id());
        assertTrue(byBoth.scopes().contains("admin"));
        assertEquals("main:c1", callerOf(hauberk, head("/any", good).bearer(stolen)).id());
        String other = issuer.token("b");
        assertEquals("partners:billing", callerOf(hauberk, head("/any", good).bearer(other)).id());
      }
    }

    private Caller callerOf(Hauberk hauberk, TestHead head) {
      return assertInstanceOf(Passage.Admitted.class, hauberk.begin(head)).caller().orElseThrow();
    }

    @Test
    void no_key_for_two_that_are_asked_for_together() {
      String two =
          """
          openapi: 3.1.0
          info: {title: shop, version: '1'}
          paths:
            /two:
              get: {operationId: two, security: [{app: [], key: []}], responses: {'200': {description: ok}}}
          components:
            securitySchemes:
              app: {type: apiKey, in: header, name: X-App-Id}
              key: {type: apiKey, in: header, name: X-API-Key}
          """;
      HauberkException refused = assertThrows(HauberkException.class, () -> shop(two).build());
      assertEquals(
          List.of(
              "Contract 'shop': an operation asks for the security schemes 'app' and 'key' together,"
                  + " and one list of API keys would answer for both. Give each its own under"
                  + " hauberk.api-keys, and set hauberk.schemes.app and hauberk.schemes.key."),
          refused.problems());
      try (Hauberk hauberk =
          shop(two)
              .apiKeys(ApiKeyProfile.of("apps", list))
              .scheme("app", "apps")
              .scheme("key", "partners")
              .build()) {
        assertRefuses(hauberk, 401, Reason.PROOF_MISSING, head("/two", good));
        assertEquals(200, status(hauberk, head("/two", good).with("X-App-Id", good.text())));
      }
    }

    @Test
    void a_key_and_a_token_where_both_are_asked_for() {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(200, status(hauberk, head("/both", good).bearer(issuer.token())));
        assertRefuses(hauberk, 401, Reason.PROOF_MISSING, head("/both", good));
        assertRefuses(
            hauberk, 401, Reason.PROOF_MISSING, TestHead.get("/both").bearer(issuer.token()));
        assertRefuses(
            hauberk, 401, Reason.API_KEY_UNKNOWN, head("/both", stranger).bearer(issuer.token()));
      }
    }

    @Test
    void nobody_where_nobody_will_do_but_no_bad_key() {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(200, status(hauberk, TestHead.get("/maybe")));
        assertEquals(200, status(hauberk, head("/maybe", good)));
        assertRefuses(hauberk, 401, Reason.API_KEY_UNKNOWN, head("/maybe", stranger));
        assertEquals(200, status(hauberk, head("/open", stranger))); // none is read there
      }
    }

    @Test
    void what_another_operation_calls_a_parameter() {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(
            200, status(hauberk, TestHead.get("/token?api_key=blue").bearer(issuer.token())));
      }
    }

    @Test
    void a_caller_of_keys_alone() {
      String keysOnly = CONTRACT.replaceAll("(?m)^  /(token|both|any):(\\R    .*)*\\R", "");
      try (Hauberk hauberk = shop(keysOnly).build()) {
        assertEquals(200, status(hauberk, head("/header", good)));
      }
    }
  }

  private static TestHead head(String path, ApiKey key) {
    return TestHead.get(path).with("X-API-Key", key.text());
  }

  @Nested
  class Refuses {

    @Test
    void a_key_that_stands_elsewhere() {
      try (Hauberk hauberk = shop().build()) {
        assertRefuses(
            hauberk,
            401,
            Reason.CREDENTIALS_MISSING,
            TestHead.get("/header").with("Cookie", "key=" + good.text()));
        assertRefuses(
            hauberk,
            401,
            Reason.CREDENTIALS_MISSING,
            TestHead.get("/header?api_key=" + good.text()));
        assertRefuses(hauberk, 401, Reason.CREDENTIALS_MISSING, head("/query", good));
        assertRefuses(hauberk, 401, Reason.CREDENTIALS_MISSING, head("/token", good));
        assertRefuses(
            hauberk,
            401,
            Reason.SCHEME_UNSUPPORTED,
            TestHead.get("/header").with("Authorization", "ApiKey " + good.text()));
      }
    }

    @Test
    void keys_in_two_places_or_twice_in_one() {
      String text = good.text();
      try (Hauberk hauberk = shop().build()) {
        for (TestHead head :
            List.of(
                head("/either?api_key=" + text, good),
                head("/header", good).with("x-api-key", text),
                TestHead.get("/query?api_key=" + text + "&api_key=" + text),
                TestHead.get("/query?api_key=" + text + "&api%5Fkey=" + text),
                TestHead.get("/cookie").with("Cookie", "key=" + text + "; key=" + text),
                TestHead.get("/cookie").with("Cookie", "key=" + text).with("Cookie", "key=a"))) {
          assertRefuses(hauberk, 400, Reason.CREDENTIALS_MALFORMED, head);
        }
      }
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "a", "hbk_good_", "é"})
    void what_is_no_key(String text) {
      try (Hauberk hauberk = shop().build()) {
        for (String bad : List.of(text, "x".repeat(257))) {
          assertRefuses(
              hauberk,
              401,
              Reason.API_KEY_MALFORMED,
              TestHead.get("/header").with("X-API-Key", bad));
          assertRefuses(
              hauberk,
              401,
              Reason.API_KEY_MALFORMED,
              TestHead.get("/cookie").with("Cookie", "key=" + bad));
        }
        assertRefuses(hauberk, 401, Reason.API_KEY_MALFORMED, TestHead.get("/query?api_key="));
        assertRefuses(hauberk, 401, Reason.API_KEY_MALFORMED, TestHead.get("/query?api_key"));
        assertRefuses(
            hauberk,
            401,
            Reason.API_KEY_MALFORMED,
            TestHead.get("/query?api_key=" + good.text().replace("_", "%5F")));
      }
    }

    @Test
    void a_caller_without_the_scope() throws IOException {
      try (Hauberk hauberk = shop().build()) {
        assertRefuses(hauberk, 403, Reason.SCOPE_MISSING, head("/scoped", good));
      }
      ApiKeyEntry entry = ApiKeyEntry.of(good, "billing").withScopes(Set.of("orders:read"));
      Files.writeString(list, ApiKeyList.EMPTY.with(entry).write());
      try (Hauberk hauberk = shop().build()) {
        assertEquals(200, status(hauberk, head("/scoped", good)));
      }
    }

    @Test
    void who_guesses_too_often_but_not_who_has_a_key_and_shares_the_address() {
      RateLimit two = new RateLimit(2, Duration.ofMinutes(1));
      try (Hauberk hauberk = shop().failedAuthenticationLimit(two).build()) {
        assertEquals(401, status(hauberk, head("/header", stranger)));
        assertEquals(401, status(hauberk, head("/header", stranger)));
        assertRefuses(
            hauberk, 429, Reason.FAILED_AUTHENTICATIONS_EXCEEDED, head("/header", stranger));
        assertEquals(200, status(hauberk, head("/header", good)));
      }
    }

    @Test
    void operators_who_bring_a_key() {
      try (Hauberk hauberk = shop().operator("/manage", "operate").build()) {
        assertRefuses(hauberk, 401, Reason.CREDENTIALS_MISSING, head("/manage/env", good));
        assertEquals(
            200, status(hauberk, TestHead.get("/manage/env").bearer(issuer.token("operate"))));
      }
    }

    @Test
    void and_tells_nothing_of_the_key() {
      try (Hauberk hauberk = shop().build()) {
        String secret = stranger.text().substring("hbk_good_".length());
        Answer answer = refusal(hauberk, TestHead.get("/query?api_key=" + stranger.text()));
        assertFalse(new String(answer.body(), StandardCharsets.UTF_8).contains(secret));
        assertFalse(answer.headers().toString().contains(secret));
        for (SecurityEvent event : events) {
          assertFalse(event.details().toString().contains(secret), event::toString);
          assertFalse(event.findings().toString().contains(secret), event::toString);
        }
      }
    }
  }

  @Nested
  class Challenges {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "/header|ApiKey realm=\"api\"",
          "/query|ApiKey realm=\"api\"",
          "/token|Bearer realm=\"api\"",
          "/any|Bearer realm=\"api\", ApiKey realm=\"api\"",
          "/both|Bearer realm=\"api\", ApiKey realm=\"api\"",
        })
    void by_what_the_operation_takes(String path, String challenge) {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(
            challenge, refusal(hauberk, TestHead.get(path)).headers().get("WWW-Authenticate"));
      }
    }

    @Test
    void a_bad_key_without_an_error_of_tokens() {
      try (Hauberk hauberk = shop().build()) {
        assertEquals(
            "ApiKey realm=\"api\"",
            refusal(hauberk, head("/header", stranger)).headers().get("WWW-Authenticate"));
        assertEquals(
            "Bearer realm=\"api\", ApiKey realm=\"api\"",
            refusal(hauberk, head("/any", stranger)).headers().get("WWW-Authenticate"));
        assertEquals(
            "Bearer realm=\"api\", error=\"invalid_token\", ApiKey realm=\"api\"",
            refusal(hauberk, TestHead.get("/any").bearer("bad")).headers().get("WWW-Authenticate"));
        assertFalse( // a 403 of RFC 6750 speaks of tokens
            refusal(hauberk, head("/scoped", good)).headers().containsKey("WWW-Authenticate"));
      }
    }
  }

  @Nested
  class Does_not_start {

    private List<String> problems(HauberkBuilder builder) {
      return assertThrows(HauberkException.class, builder::build).problems();
    }

    @Test
    void where_a_scheme_has_no_list() {
      HauberkBuilder builder =
          Hauberk.builder().contract(contract(CONTRACT)).issuer(issuer.profile("main"));
      assertEquals(
          List.of(
              "Contract 'shop': security scheme 'header' needs a list of API keys, and there is"
                  + " none. Add one under hauberk.api-keys.",
              "Contract 'shop': security scheme 'query' needs a list of API keys, and there is"
                  + " none. Add one under hauberk.api-keys.",
              "Contract 'shop': security scheme 'cookie' needs a list of API keys, and there is"
                  + " none. Add one under hauberk.api-keys."),
          problems(builder));
    }

    @Test
    void where_a_scheme_could_mean_two_lists() {
      HauberkBuilder builder = shop().apiKeys(ApiKeyProfile.of("internal", list));
      assertEquals(
          "Contract 'shop': security scheme 'header' could mean any of the lists of API keys"
              + " [partners, internal]. Set hauberk.schemes.header to one of them.",
          problems(builder).get(0));
      assertEquals(3, problems(builder).size());
    }

    @Test
    void where_a_scheme_is_mapped_to_a_profile_of_another_kind() {
      assertEquals(
          List.of(
              "hauberk.schemes.header: there is no list of API keys of this name. Use one of"
                  + " [partners], or add it under hauberk.api-keys."),
          problems(shop().scheme("header", "main")));
    }

    @Test
    void where_two_profiles_have_one_name() {
      assertEquals(
          List.of(
              "hauberk.api-keys.main has the name of another profile, one of hauberk.issuers. Give each"
                  + " profile a name of its own."),
          problems(
              Hauberk.builder()
                  .contract(contract(CONTRACT))
                  .issuer(issuer.profile("main"))
                  .apiKeys(ApiKeyProfile.of("main", list))));
    }

    @Test
    void where_a_key_would_stand_in_a_field_with_a_syntax_of_its_own() {
      assertEquals(
          List.of(
              "Contract 'shop', /components/securitySchemes/header: an API key cannot stand in this"
                  + " header field, which has a syntax of its own. Name another one, such as"
                  + " X-API-Key."),
          problems(
              shop(CONTRACT.replace("X-API-Key", "authorization")).issuer(issuer.profile("main"))));
    }

    @Test
    void where_tokens_are_needed_and_no_issuer_is_trusted() {
      assertTrue(
          problems(shop(CONTRACT))
              .get(0)
              .startsWith("No issuer is trusted, and 3 operations need a caller with a token."));
      assertTrue(
          problems(
                  shop(CONTRACT.replaceAll("(?m)^  /(token|both|any):(\\R    .*)*\\R", ""))
                      .operator("/manage", "operate"))
              .get(0)
              .startsWith("No issuer is trusted, and the operators' paths need a caller"));
    }
  }
}
