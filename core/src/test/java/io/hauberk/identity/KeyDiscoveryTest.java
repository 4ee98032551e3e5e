package io.hauberk.identity;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are found through the issuer's metadata, which WireMock publishes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyDiscoveryTest {
  /** A machine that is slow fails no test. */
  private static final KeyRefresh PATIENT =
      KeyRefresh.DEFAULT.withMaxWait(Duration.ofSeconds(10)); // the most

  private static final String OPENID = "/tenant/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server/tenant";
  private static final String OLD = TestKeys.set(TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"));
  private static final String NEW = TestKeys.set(TestKeys.rsaJwk("rsa2", TestKeys.RSA2, "RS256"));

  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final SecurityEvents events = SecurityEvents.direct(event -> {}, clock);
  private final WireMockServer server =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
  private final HttpFetcher fetcher =
      HttpFetcher.builder().totalTimeout(Duration.ofSeconds(30)).build();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private String issuer = "";

  @BeforeEach
  void start() {
    server.start();
    issuer = server.baseUrl() + "/tenant";
    publish(OPENID, issuer, server.baseUrl() + "/keys");
    server.stubFor(get("/keys").willReturn(okJson(OLD)));
  }

  @AfterEach
  void stop() {
    timers.shutdownNow();
    fetcher.close();
    server.stop();
  }

  private void publish(String where, String name, String keys) {
    server.stubFor(
        get(where)
            .willReturn(
                okJson(
                    "{\"issuer\":\"%s\",\"token_endpoint\":\"%s/token\",\"jwks_uri\":\"%s\"}"
                        .formatted(name, issuer, keys))));
  }

  private KeySource discovery(Discovery where) {
    return KeySource.discovery(issuer, where, KeyServer.reachedBy(fetcher), PATIENT);
  }

  private Authenticator started(KeySource keys) {
    Authenticator authenticator =
        Authenticator.builder()
            .profile(profile(keys))
            .clock(clock)
            .events(events)
            .secrets(new SecretPoller(events, clock))
            .build();
    authenticator.start(timers);
    authenticator.close();
    return authenticator;
  }

  private IssuerProfile profile(KeySource keys) {
    return IssuerProfile.builder("main")
        .issuer(issuer)
        .audience(TestToken.AUDIENCE)
        .maxLifetime(Duration.ofDays(10))
        .keys(keys)
        .build();
  }

  private TestHead bearing(String kid, KeyPair pair) {
    return TestHead.bearing(
        TestToken.t0()
            .head("kid", "\"" + kid + "\"")
            .claim("iss", "\"" + issuer + "\"")
            .claim("exp", TestToken.NOW + 86_400 * 9)
            .sign(TestToken.rs256(pair)));
  }

  private TestHead old() {
    return bearing("rsa1", TestKeys.RSA1);
  }

  private TestHead rotated() {
    return bearing("rsa2", TestKeys.RSA2);
  }

  private static Authentication settle(Authentication answer) {
    return answer instanceof Waiting waiting
        ? waiting.next().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join()
        : answer;
  }

  private static void assertAdmits(Authentication answer) {
    assertInstanceOf(Authenticated.class, settle(answer), answer::toString);
  }

  private static void assertRefuses(Reason reason, Authentication answer) {
    assertEquals(reason, assertInstanceOf(Refused.class, settle(answer)).denied().reason());
  }

  private int requests(String path) {
    return server.findAll(getRequestedFor(urlEqualTo(path))).size();
  }

  private static KeyState state(Authenticator authenticator) {
    return authenticator.keyStates().get(0);
  }

  private static String trouble(Authenticator authenticator) {
    return String.valueOf(state(authenticator).trouble());
  }

  private static void refresh(Authenticator authenticator) {
    authenticator.maintain();
    RemoteKeys keys = (RemoteKeys) authenticator.profiles().get(0).keys();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (keys.isFetching() && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertFalse(keys.isFetching());
  }

  @Nested
  class Finds {
    @Test
    void the_keys_below_an_openid_issuer() {
      assertAdmits(started(discovery(Discovery.OPENID)).authenticate(old()));
      assertEquals(1, requests(OPENID));
      assertEquals(1, requests("/keys"));
    }

    @Test
    void the_keys_of_an_oauth_issuer() {
      publish(OAUTH, issuer, server.baseUrl() + "/keys");
      assertAdmits(started(discovery(Discovery.OAUTH)).authenticate(old()));
      assertEquals(1, requests(OAUTH));
    }

    @ParameterizedTest
    @CsvSource({
      "OPENID, https://a.example, https://a.example/.well-known/openid-configuration",
      "OPENID, https://a.example/, https://a.example/.well-known/openid-configuration",
      "OPENID, https://a.example:8443/t/1, https://a.example:8443/t/1/.well-known/openid-configuration",
      "OPENID, https://a.example/t/, https://a.example/t/.well-known/openid-configuration",
      "OPENID, https://a.example//b, https://a.example//b/.well-known/openid-configuration",
      "OAUTH, https://a.example, https://a.example/.well-known/oauth-authorization-server",
      "OAUTH, https://a.example/, https://a.example/.well-known/oauth-authorization-server",
      "OAUTH, https://a.example/t/1, https://a.example/.well-known/oauth-authorization-server/t/1",
      "OAUTH, https://a.example/t/, https://a.example/.well-known/oauth-authorization-server/t"
    })
    void metadata_where_the_standard_says(Discovery where, String name, String metadata) {
      assertEquals(URI.create(metadata), where.metadata(URI.create(name)));
    }

    @Test
    void the_keys_anew_at_each_refresh() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      publish(OPENID, issuer, server.baseUrl() + "/moved");
      server.stubFor(get("/moved").willReturn(okJson(NEW)));
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertAdmits(authenticator.authenticate(rotated()));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(old()));
    }

    @Test
    void a_new_key_by_one_fetch_where_the_keys_were_last() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      server.stubFor(get("/keys").willReturn(okJson(NEW)));
      assertAdmits(authenticator.authenticate(rotated()));
      assertEquals(1, requests(OPENID));
      assertEquals(2, requests("/keys"));
    }

    @Test
    void moved_keys_once_they_were_looked_for_in_vain() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      publish(OPENID, issuer, server.baseUrl() + "/moved");
      server.stubFor(get("/moved").willReturn(okJson(NEW)));
      server.stubFor(get("/keys").willReturn(aResponse().withStatus(404)));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
      clock.advance(Duration.ofSeconds(5));
      assertAdmits(authenticator.authenticate(rotated()));
    }
  }

  @Nested
  class Keeps_the_last_good_keys {
    @Test
    void while_the_metadata_cannot_be_had() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      server.stubFor(get(OPENID).willReturn(serverError()));
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertAdmits(authenticator.authenticate(old()));
      assertEquals(Standing.STALE, state(authenticator).standing());
      assertTrue(trouble(authenticator).contains("the issuer's metadata: status"));
    }

    @Test
    void while_the_metadata_is_that_of_another_issuer() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      for (String other :
          new String[] {issuer + "/", "https://evil.example", issuer.toUpperCase(Locale.ROOT)}) {
        publish(OPENID, other, server.baseUrl() + "/evil");
        clock.advance(Duration.ofMinutes(5));
        refresh(authenticator);
        assertAdmits(authenticator.authenticate(old()));
        assertTrue(trouble(authenticator).contains("calls itself by another name"));
        assertFalse(trouble(authenticator).contains("evil"));
      }
      assertEquals(0, requests("/evil"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://issuer.example/keys",
          "http://169.254.169.254/keys",
          "https://user:pw@issuer.example/keys",
          "https://issuer.example/keys#a",
          "file:///etc/passwd",
          "/keys",
          "not a url"
        })
    void while_the_metadata_names_what_may_not_be_fetched(String keys) {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      publish(OPENID, issuer, keys);
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertAdmits(authenticator.authenticate(old()));
      assertTrue(trouble(authenticator).contains("the 'jwks_uri'"), trouble(authenticator));
      assertFalse(trouble(authenticator).contains(keys));
    }

    @Test
    void while_the_metadata_names_an_address_that_may_not_be_fetched() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      publish(OPENID, issuer, "https://169.254.169.254/keys");
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertTrue(trouble(authenticator).contains("not_allowed"), trouble(authenticator));
      publish(OPENID, issuer, "https://10.0.0.1/keys");
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertTrue(trouble(authenticator).contains("address_not_listed"), trouble(authenticator));
      assertAdmits(authenticator.authenticate(old()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>", "{}", "{\"issuer\":1}"})
    void while_the_metadata_is_none(String content) {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      server.stubFor(get(OPENID).willReturn(okJson(content)));
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertAdmits(authenticator.authenticate(old()));
      assertTrue(trouble(authenticator).contains("the issuer's metadata"), trouble(authenticator));
    }

    @Test
    void while_the_metadata_names_no_keys() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      server.stubFor(get(OPENID).willReturn(okJson("{\"issuer\":\"" + issuer + "\"}")));
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertTrue(trouble(authenticator).contains("names no 'jwks_uri'"), trouble(authenticator));
    }

    @Test
    void while_the_metadata_sends_elsewhere() {
      Authenticator authenticator = started(discovery(Discovery.OPENID));
      server.stubFor(
          get(OPENID).willReturn(aResponse().withStatus(302).withHeader("Location", "/keys")));
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertTrue(trouble(authenticator).contains("status"), trouble(authenticator));
      assertAdmits(authenticator.authenticate(old()));
    }
  }

  @Nested
  class Shows_a_token {
    private KeySource showing(Path token) {
      return KeySource.discovery(
          issuer, Discovery.OPENID, KeyServer.reachedBy(fetcher).withTokenFile(token), PATIENT);
    }

    @Test
    void to_the_issuer_and_reads_it_anew_each_time() throws IOException {
      Path file = Files.writeString(mount.resolve("token"), "one\n");
      Authenticator authenticator = started(showing(file));
      Files.writeString(file, "two\n");
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      for (String path : new String[] {OPENID, "/keys"}) {
        for (String token : new String[] {"Bearer one", "Bearer two"}) {
          assertEquals(
              1,
              server
                  .findAll(
                      getRequestedFor(urlEqualTo(path)).withHeader("Authorization", equalTo(token)))
                  .size());
        }
      }
    }

    @Test
    void to_nobody_else() throws IOException {
      WireMockServer other = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
      other.start();
      try {
        other.stubFor(get("/keys").willReturn(okJson(OLD)));
        publish(OPENID, issuer, other.baseUrl() + "/keys");
        Path file = Files.writeString(mount.resolve("token"), "secret");
        assertAdmits(started(showing(file)).authenticate(old()));
        assertEquals(
            1,
            other
                .findAll(getRequestedFor(urlEqualTo("/keys")).withHeader("Authorization", absent()))
                .size());
      } finally {
        other.stop();
      }
    }

    @Test
    void that_is_missing_or_none_stops_the_start() throws IOException {
      assertThrows(SecretException.class, () -> started(showing(mount.resolve("missing"))));
      Path file = Files.writeString(mount.resolve("token"), "two words");
      KeySetException e = assertThrows(KeySetException.class, () -> started(showing(file)));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("hauberk.issuers.main.keys.token-file: "), message);
      assertFalse(message.contains("two words"), message);
    }

    @Test
    void that_vanishes_is_told_and_the_last_good_keys_stay() throws IOException {
      Path file = Files.writeString(mount.resolve("token"), "one");
      Authenticator authenticator = started(showing(file));
      Files.delete(file);
      clock.advance(Duration.ofMinutes(5));
      refresh(authenticator);
      assertTrue(trouble(authenticator).contains("credential"), trouble(authenticator));
      assertAdmits(authenticator.authenticate(old()));
    }
  }

  @Test
  void a_token_names_no_place() {
    Authenticator authenticator = started(discovery(Discovery.OPENID));
    TestToken token =
        TestToken.t0()
            .head("kid", "\"rsa2\"")
            .head("jku", "\"" + server.baseUrl() + "/evil\"")
            .claim("iss", "\"" + issuer + "\"")
            .claim("jwks_uri", "\"" + server.baseUrl() + "/evil\"");
    server.stubFor(get("/evil").willReturn(okJson(NEW)));
    assertRefuses(
        Reason.KEY_NOT_FOUND,
        authenticator.authenticate(TestHead.bearing(token.sign(TestToken.rs256(TestKeys.RSA2)))));
    assertEquals(0, requests("/evil"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example",
        "https://issuer.example?tenant=1",
        "https://issuer.example#a",
        "issuer.example",
        "urn:issuer",
        "not a url"
      })
  void an_issuer_whose_metadata_cannot_be_fetched_is_refused_at_once(String name) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                KeySource.discovery(name, Discovery.OPENID, KeyServer.reachedBy(fetcher), PATIENT));
    assertTrue(String.valueOf(e.getMessage()).startsWith("the issuer"), e.getMessage());
  }

  @Test
  void a_profile_takes_the_keys_of_its_own_issuer_only() {
    KeySource keys = discovery(Discovery.OPENID);
    assertNull(KeySource.jwks(TestKeys.octets(OLD)).issuer());
    issuer = "https://another.example";
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> profile(keys));
    assertTrue(String.valueOf(e.getMessage()).contains("another issuer"), e.getMessage());
  }

  @Test
  void down_at_the_start_it_says_what_to_check() {
    server.stubFor(get(OPENID).willReturn(serverError()));
    KeySetException e =
        assertThrows(KeySetException.class, () -> started(discovery(Discovery.OPENID)));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("the issuer's metadata: status"), message);
    assertTrue(message.contains("hauberk.issuers.main.issuer"), message);
  }
}
