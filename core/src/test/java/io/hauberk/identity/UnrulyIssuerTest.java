package io.hauberk.identity;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.fetch.Loopback;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuers as they are on a bad day, played by WireMock; time is moved by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnrulyIssuerTest {
  private static final String OLD = TestKeys.set(TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"));
  private static final String ROTATED =
      TestKeys.set(
          TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"),
          TestKeys.rsaJwk("rsa2", TestKeys.RSA2, "RS256"));

  /** A machine that is slow fails no test. */
  private static final KeyRefresh PATIENT =
      KeyRefresh.DEFAULT.withMaxWait(Duration.ofSeconds(10)); // the most

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final WireMockServer issuer =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
  private final HttpFetcher fetcher =
      HttpFetcher.builder()
          .connectTimeout(Duration.ofSeconds(60))
          .totalTimeout(Duration.ofSeconds(60))
          .build();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  @BeforeEach
  void start() {
    issuer.start();
    publish(OLD);
  }

  @AfterEach
  void stop() {
    timers.shutdownNow();
    fetcher.close();
    issuer.stop();
  }

  private void publish(String jwks) {
    answer(aResponse().withHeader("Content-Type", "application/json").withBody(jwks));
  }

  private void answer(ResponseDefinitionBuilder response) {
    issuer.stubFor(get("/jwks").willReturn(response));
  }

  private int fetches() {
    return issuer.findAll(getRequestedFor(anyUrl())).size();
  }

  private Authenticator authenticator(KeyRefresh refresh) {
    URI uri = URI.create(issuer.isRunning() ? issuer.baseUrl() + "/jwks" : "http://127.0.0.1:1/");
    return Authenticator.builder()
        .profile(profile("main", uri, refresh))
        .clock(clock)
        .events(SecurityEvents.direct(event -> {}, clock))
        .build();
  }

  /** Started, but maintained by hand only. */
  private Authenticator started(KeyRefresh refresh) {
    Authenticator authenticator = authenticator(refresh);
    authenticator.start(timers);
    authenticator.close();
    return authenticator;
  }

  private static TestHead bearing(String kid, KeyPair pair) {
    return TestHead.bearing(
        TestToken.t0().head("kid", "\"" + kid + "\"").sign(TestToken.rs256(pair)));
  }

  private static final TestHead OF_OLD_KEY = bearing("rsa1", TestKeys.RSA1);
  private static final TestHead OF_NEW_KEY = bearing("rsa2", TestKeys.RSA2);

  private static Authentication settle(Authentication answer) {
    return answer instanceof Waiting waiting
        ? waiting.next().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join()
        : answer;
  }

  private static void assertAdmits(Authentication answer) {
    assertInstanceOf(Authenticated.class, settle(answer), answer::toString);
  }

  private static void assertRefuses(Reason reason, Authentication answer) {
    assertEquals(reason, assertInstanceOf(Refused.class, settle(answer)).denied().reason());
  }

  private static KeyState state(Authenticator authenticator) {
    return authenticator.keyStates().get(0);
  }

  private static boolean isFetching(Authenticator authenticator) {
    return ((RemoteKeys) authenticator.profiles().get(0).keys()).isFetching();
  }

  private void refresh(Authenticator authenticator) {
    authenticator.maintain();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (isFetching(authenticator) && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertFalse(isFetching(authenticator));
  }

  @Test
  void down_at_the_start_stops_the_start() {
    issuer.stop();
    KeySetException e =
        assertThrows(KeySetException.class, () -> authenticator(PATIENT).start(timers));
    assertTrue(String.valueOf(e.getMessage()).contains("connection"), e.getMessage());
  }

  @Test
  void down_at_a_lazy_start_is_told_and_callers_are_served_when_it_is_back() {
    answer(aResponse().withStatus(503));
    Authenticator authenticator = started(PATIENT.startingLazily());
    assertRefuses(Reason.KEYS_UNAVAILABLE, authenticator.authenticate(OF_OLD_KEY));
    assertEquals(Standing.ABSENT, state(authenticator).standing());
    publish(OLD);
    clock.advance(Duration.ofSeconds(10));
    assertAdmits(authenticator.authenticate(OF_OLD_KEY));
    assertEquals(Standing.IN_FORCE, state(authenticator).standing());
    assertEquals(2, fetches());
  }

  @Test
  void slow_it_holds_up_no_request_for_longer_than_a_second() {
    assertEquals(Duration.ofSeconds(1), KeyRefresh.DEFAULT.maxWait());
    Authenticator authenticator = started(KeyRefresh.DEFAULT);
    answer(okJson(ROTATED).withFixedDelay(50_000)); // nobody waits for it
    assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(OF_NEW_KEY));
    assertTrue(isFetching(authenticator), "the request was answered, the fetch goes on");
    assertAdmits(authenticator.authenticate(OF_OLD_KEY));
  }

  @Test
  void slow_from_octet_to_octet_it_holds_up_no_request_either() {
    Authenticator authenticator = started(KeyRefresh.DEFAULT);
    answer(okJson(ROTATED).withChunkedDribbleDelay(100, 50_000));
    assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(OF_NEW_KEY));
    assertTrue(isFetching(authenticator));
  }

  @Test
  void dripping_it_holds_up_neither_the_start_with_others_nor_their_new_keys() {
    CountDownLatch over = new CountDownLatch(1);
    try (Loopback dripping =
        new Loopback(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              try {
                assertTrue(over.await(60, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      Authenticator.Builder builder = Authenticator.builder();
      for (String name : List.of("slow", "slower", "slowest")) {
        builder.profile(profile(name, dripping.uri(), PATIENT.startingLazily()));
      }
      Authenticator authenticator =
          builder
              .profile(profile("main", URI.create(issuer.baseUrl() + "/jwks"), PATIENT))
              .clock(clock)
              .events(SecurityEvents.direct(event -> {}, clock))
              .build();
      authenticator.start(timers);
      assertAdmits(authenticator.authenticate(OF_OLD_KEY));
      publish(ROTATED);
      assertAdmits(authenticator.authenticate(OF_NEW_KEY));
      assertTrue(isFetching(authenticator), "the first one still drips");
      authenticator.close();
      over.countDown();
    }
  }

  private IssuerProfile profile(String name, URI jwks, KeyRefresh refresh) {
    return IssuerProfile.builder(name)
        .issuer(name.equals("main") ? TestToken.ISSUER : "https://" + name + ".example")
        .audience(TestToken.AUDIENCE)
        .keys(KeySource.jwks(jwks, fetcher, refresh))
        .build();
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
            "",
            "<html>Log in</html>",
            "[]",
            "{\"keys\":[]}",
            "{\"keys\":{}}",
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
            ROTATED.substring(0, ROTATED.length() - 2),
            ROTATED + "x",
            ROTATED + " ".repeat(600_000))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void with_wrong_content_leaves_the_last_good_keys(String content) {
    Authenticator authenticator = started(PATIENT);
    publish(content);
    clock.advance(Duration.ofMinutes(4));
    refresh(authenticator);
    assertEquals(2, fetches());
    assertEquals(Standing.STALE, state(authenticator).standing());
    assertAdmits(authenticator.authenticate(OF_OLD_KEY));
    publish(ROTATED);
    clock.advance(Duration.ofSeconds(10));
    refresh(authenticator);
    assertEquals(Standing.IN_FORCE, state(authenticator).standing());
    assertAdmits(authenticator.authenticate(OF_NEW_KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 400, 401, 404, 429, 500, 502, 503})
  void with_another_status_leaves_the_last_good_keys(int status) {
    Authenticator authenticator = started(PATIENT);
    answer(aResponse().withStatus(status).withBody(status == 204 ? "" : ROTATED));
    assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(OF_NEW_KEY));
    assertAdmits(authenticator.authenticate(OF_OLD_KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void that_sends_elsewhere_is_not_followed(int status) {
    issuer.stubFor(get("/elsewhere").willReturn(okJson(ROTATED)));
    Authenticator authenticator = started(PATIENT);
    answer(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));
    assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(OF_NEW_KEY));
    assertAdmits(authenticator.authenticate(OF_OLD_KEY));
    assertEquals(List.of(), issuer.findAll(getRequestedFor(urlEqualTo("/elsewhere"))));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void with_a_broken_connection_leaves_the_last_good_keys(Fault fault) {
    Authenticator authenticator = started(PATIENT);
    answer(aResponse().withFault(fault));
    assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(OF_NEW_KEY));
    assertAdmits(authenticator.authenticate(OF_OLD_KEY));
  }

  /** A minute of strangers with invented key ids, and in the middle of it a new key. */
  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void that_rotates_in_a_storm_is_understood_within_two_seconds(int strangers) {
    final int storm = 10_000;
    final int stepMillis = 6; // so that it lasts a minute
    final int rotation = storm / 2 + 100; // in the middle of a cool-down
    Authenticator authenticator = started(PATIENT);
    List<Long> fetchedAt = new ArrayList<>();
    long rotatedAt = 0;
    long admittedAt = 0;
    int seen = fetches();
    for (int i = 0; i < storm; i++) {
      if (i == rotation) {
        publish(ROTATED);
        rotatedAt = clock.millis();
      }
      String token = TestToken.t0().head("kid", "\"storm-" + i + "\"").with(new byte[256]);
      assertInstanceOf(
          Refused.class,
          settle(
              authenticator.authenticate(
                  TestHead.bearing(token).from("203.0.113." + i % strangers))));
      if (admittedAt == 0 && i >= rotation && i % 15 == 0) { // an honest caller, ten times a second
        TestHead honest = OF_NEW_KEY.from("198.51.100.7");
        if (settle(authenticator.authenticate(honest)) instanceof Authenticated) {
          admittedAt = clock.millis();
        }
      }
      if (i % 50 == 0) {
        assertAdmits(authenticator.authenticate(OF_OLD_KEY));
      }
      for (int now = fetches(); seen < now; seen++) {
        fetchedAt.add(clock.millis());
      }
      clock.advance(Duration.ofMillis(stepMillis));
    }
    assertTrue(admittedAt > 0 && admittedAt - rotatedAt <= 2_000, "served at " + admittedAt);
    assertTrue(fetchedAt.size() <= 12 + 2, () -> "fetches: " + fetchedAt.size());
    for (List<Long> left = fetchedAt; !left.isEmpty(); ) {
      long end = left.get(0) + 5_000;
      List<Long> window = left.stream().filter(at -> at < end).toList();
      assertTrue(window.size() <= 3, window::toString); // one, and a reserve of two
      left = left.subList(window.size(), left.size());
    }
  }
}
