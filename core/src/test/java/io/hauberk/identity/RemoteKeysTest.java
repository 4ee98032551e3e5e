package io.hauberk.identity;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.fetch.Loopback;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import io.hauberk.secret.Trouble;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Keys behind a URL: a real server on loopback, time moved by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemoteKeysTest {
  private static final String STRANGER = "203.0.113.9";
  private static final String OLD = TestKeys.set(TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"));
  private static final String ROTATED =
      TestKeys.set(
          TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"),
          TestKeys.rsaJwk("rsa2", TestKeys.RSA2, "RS256"));
  private static final String ONLY_NEW =
      TestKeys.set(TestKeys.rsaJwk("rsa2", TestKeys.RSA2, "RS256"));

  private static final String OLD_TOKEN = longLived("rsa1", TestKeys.RSA1);
  private static final String ROTATED_TOKEN = longLived("rsa2", TestKeys.RSA2);

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final Loopback server = new Loopback(serving(OLD));
  private final HttpFetcher fetcher =
      HttpFetcher.builder().totalTimeout(Duration.ofSeconds(30)).build();
  private final CountDownLatch release = new CountDownLatch(1);
  private Duration maxWait = Duration.ofSeconds(10);
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    release.countDown();
    timers.shutdownNow();
    fetcher.close();
    server.close();
  }

  private static Loopback.Answer serving(String jwks) {
    return Loopback.body(TestKeys.octets(jwks));
  }

  private Loopback.Answer servingWhenReleased(String jwks) {
    return exchange -> {
      try {
        assertTrue(release.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      serving(jwks).to(exchange);
    };
  }

  private Authenticator authenticator(KeyRefresh refresh) {
    return Authenticator.builder()
        .profile(
            IssuerProfile.builder("main")
                .issuer(TestToken.ISSUER)
                .audience(TestToken.AUDIENCE)
                .maxLifetime(Duration.ofDays(10))
                .keys(KeySource.jwks(server.uri(), fetcher, refresh.withMaxWait(maxWait)))
                .build())
        .clock(clock)
        .events(SecurityEvents.direct(events::add, clock))
        .build();
  }

  /** Started, but maintained by hand only. */
  private Authenticator started() {
    Authenticator authenticator = authenticator(KeyRefresh.DEFAULT);
    authenticator.start(timers);
    authenticator.close();
    return authenticator;
  }

  private static String longLived(String kid, KeyPair pair) {
    return TestToken.t0()
        .head("kid", "\"" + kid + "\"")
        .claim("exp", TestToken.NOW + 86_400 * 9)
        .sign(TestToken.rs256(pair));
  }

  private static RequestHead old() {
    return TestHead.bearing(OLD_TOKEN);
  }

  private static TestHead rotated() {
    return TestHead.bearing(ROTATED_TOKEN);
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

  /** Waits for a fetch in the background by asking for what only it can bring. */
  private void maintain(Authenticator authenticator, int requests) {
    authenticator.maintain();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while ((server.requests() < requests || isFetching(authenticator))
        && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertEquals(requests, server.requests());
  }

  private static void awaitLanding(Authenticator authenticator) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (isFetching(authenticator) && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertFalse(isFetching(authenticator));
  }

  private static KeyState state(Authenticator authenticator) {
    return authenticator.keyStates().get(0);
  }

  private static boolean isFetching(Authenticator authenticator) {
    return ((RemoteKeys) authenticator.profiles().get(0).keys()).isFetching();
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.kind() + " " + event.details().getOrDefault(Detail.CAUSE, ""))
        .toList();
  }

  @Nested
  class At_the_start {
    @Test
    void keys_are_fetched_and_told() {
      Authenticator authenticator = started();
      assertAdmits(authenticator.authenticate(old()));
      assertEquals(1, server.requests());
      assertEquals(List.of("KEYS_REFRESHED "), told());
      assertEquals("1", events.get(0).details().get(Detail.COUNT));
    }

    @Test
    void a_service_without_keys_does_not_start_and_says_why() {
      server.answer(Loopback.status(500, new byte[0]));
      KeySetException e =
          assertThrows(
              KeySetException.class, () -> authenticator(KeyRefresh.DEFAULT).start(timers));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("issuer profile 'main'"), message);
      assertTrue(message.contains("status"), message);
      assertTrue(message.contains("hauberk.issuers.main.jwks-uri"), message);
    }

    @Test
    void a_service_whose_first_fetch_has_just_failed_does_not_start_either() {
      server.answer(Loopback.status(500, new byte[0]));
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT);
      maintain(authenticator, 1);
      assertThrows(KeySetException.class, () -> authenticator.start(timers));
      assertEquals(1, server.requests());
    }

    @Test
    void a_lazy_service_starts_and_its_callers_wait() {
      server.answer(servingWhenReleased(OLD));
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT.startingLazily());
      authenticator.start(timers);
      authenticator.close();
      Authentication first = authenticator.authenticate(old());
      Authentication second = authenticator.authenticate(old());
      assertInstanceOf(Waiting.class, first);
      release.countDown();
      assertAdmits(first);
      assertAdmits(second);
      assertEquals(1, server.requests());
    }

    @Test
    void a_lazy_service_refuses_while_the_issuer_is_down_and_admits_when_it_is_back() {
      server.answer(Loopback.status(503, new byte[0]));
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT.startingLazily());
      assertRefuses(Reason.KEYS_UNAVAILABLE, authenticator.authenticate(old()));
      assertRefuses(Reason.KEYS_UNAVAILABLE, authenticator.authenticate(old()));
      assertEquals(1, server.requests(), "one fetch, then a pause");
      server.answer(serving(OLD));
      clock.advance(Duration.ofSeconds(10));
      assertAdmits(authenticator.authenticate(old()));
    }

    @Test
    void it_is_started_once() {
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT);
      authenticator.start(timers);
      assertThrows(IllegalStateException.class, () -> authenticator.start(timers));
      authenticator.close();
    }

    @Test
    void a_url_that_may_not_be_fetched_is_refused_at_once() {
      assertThrows(
          IllegalArgumentException.class,
          () -> KeySource.jwks(URI.create("http://issuer.example/jwks"), fetcher));
    }
  }

  @Nested
  class How_it_stands {
    private final Instant start = clock.instant();

    @Test
    void keys_are_in_force_since_they_changed() {
      Authenticator authenticator = started();
      KeyState first = state(authenticator);
      assertEquals(Standing.IN_FORCE, first.standing());
      assertEquals(1, first.count());
      assertEquals(start, first.since());
      clock.advance(Duration.ofMinutes(5));
      maintain(authenticator, 2);
      assertEquals(first, state(authenticator), "fetched again, and the same");
      server.answer(serving(ROTATED));
      clock.advance(Duration.ofMinutes(5));
      maintain(authenticator, 3);
      assertEquals(2, state(authenticator).count());
      assertEquals(start.plus(Duration.ofMinutes(10)), state(authenticator).since());
    }

    @Test
    void requests_wait_until_the_first_keys_come() {
      server.answer(servingWhenReleased(OLD));
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT.startingLazily());
      authenticator.start(timers);
      authenticator.close();
      assertEquals(new KeyState("main", Standing.WAITING, 0, "", null, null), state(authenticator));
      assertFalse(state(authenticator).hasKeys());
      Authentication answer = authenticator.authenticate(old());
      release.countDown();
      assertAdmits(answer);
      assertEquals(Standing.IN_FORCE, state(authenticator).standing());
    }

    @Test
    void keys_are_stale_while_newer_ones_cannot_be_had_and_absent_when_they_are_too_old() {
      Authenticator authenticator = started();
      String fingerprint = state(authenticator).fingerprint();
      server.answer(Loopback.status(500, new byte[0]));
      clock.advance(Duration.ofMinutes(30));
      maintain(authenticator, 2);
      Trouble trouble = new Trouble(start.plus(Duration.ofMinutes(30)), "status");
      assertEquals(
          new KeyState("main", Standing.STALE, 1, fingerprint, start, trouble),
          state(authenticator));
      server.answer(serving("{}"));
      clock.advance(Duration.ofMinutes(1));
      maintain(authenticator, 3);
      Trouble lasting = requireNonNull(state(authenticator).trouble());
      assertEquals(trouble.since(), lasting.since());
      assertTrue(lasting.cause().startsWith("the key set is not an object"), lasting.cause());
      clock.advance(Duration.ofMinutes(30));
      assertEquals(
          new KeyState("main", Standing.ABSENT, 0, "", null, lasting), state(authenticator));
      server.answer(serving(OLD));
      maintain(authenticator, 4);
      assertEquals(
          new KeyState("main", Standing.IN_FORCE, 1, fingerprint, start, null),
          state(authenticator));
    }

    @Test
    void keys_are_absent_while_none_could_be_had() {
      server.answer(Loopback.status(503, new byte[0]));
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT.startingLazily());
      assertRefuses(Reason.KEYS_UNAVAILABLE, authenticator.authenticate(old()));
      assertEquals(
          new KeyState("main", Standing.ABSENT, 0, "", null, new Trouble(start, "status")),
          state(authenticator));
    }
  }

  @Nested
  class Ahead_of_need {
    @Test
    void keys_are_fetched_when_four_fifths_of_the_interval_have_passed() {
      Authenticator authenticator = started();
      clock.advance(Duration.ofSeconds(239));
      maintain(authenticator, 1);
      clock.advance(Duration.ofSeconds(1));
      maintain(authenticator, 2);
      maintain(authenticator, 2);
      assertEquals(List.of("KEYS_REFRESHED "), told(), "the same keys are no news");
    }

    @Test
    void a_withdrawn_key_ends_even_tokens_that_were_verified_before() {
      Authenticator authenticator = started();
      assertAdmits(authenticator.authenticate(old()));
      server.answer(serving(ONLY_NEW));
      clock.advance(Duration.ofMinutes(5));
      maintain(authenticator, 2);
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(old()));
      assertAdmits(authenticator.authenticate(rotated()));
    }

    @Test
    void a_key_that_stays_keeps_its_verified_tokens() {
      Authenticator authenticator = started();
      Authentication before = authenticator.authenticate(old());
      server.answer(serving(ROTATED));
      clock.advance(Duration.ofMinutes(5));
      maintain(authenticator, 2);
      assertEquals(before, authenticator.authenticate(old()));
      assertEquals(2, events.size(), "new keys are news");
    }
  }

  @Nested
  class With_an_unknown_key_id {
    @Test
    void a_rotation_is_noticed_by_the_first_token_of_the_new_key() {
      Authenticator authenticator = started();
      server.answer(serving(ROTATED));
      assertAdmits(authenticator.authenticate(rotated()));
      assertAdmits(authenticator.authenticate(old()));
      assertEquals(2, server.requests());
    }

    @Test
    void many_callers_of_the_new_key_wait_for_one_fetch() {
      Authenticator authenticator = started();
      server.answer(servingWhenReleased(ROTATED));
      List<Authentication> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        answers.add(authenticator.authenticate(rotated().from("198.51.100." + i)));
      }
      release.countDown();
      answers.forEach(RemoteKeysTest::assertAdmits);
      assertEquals(2, server.requests());
    }

    @Test
    void a_storm_of_a_thousand_causes_at_most_two_fetches_and_a_rotation_is_noticed_meanwhile() {
      Authenticator authenticator = started();
      assertAdmits(authenticator.authenticate(old())); // so its peer is no stranger
      List<TestHead> storm = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        String token = TestToken.t0().head("kid", "\"storm-" + i + "\"").with(new byte[256]);
        storm.add(TestHead.bearing(token).from(STRANGER));
      }
      storm
          .subList(0, 500)
          .forEach(h -> assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(h)));
      server.answer(serving(ROTATED));
      assertAdmits(authenticator.authenticate(rotated()));
      storm
          .subList(500, 1000)
          .forEach(h -> assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(h)));
      assertEquals(3, server.requests(), "one at the start, two because of unknown ids");
      assertAdmits(authenticator.authenticate(rotated()));
    }

    @Test
    void behind_one_proxy_the_second_request_with_the_new_key_is_admitted() {
      Authenticator authenticator = started();
      for (int i = 0; i < 100; i++) {
        String token = TestToken.t0().head("kid", "\"storm-" + i + "\"").with(new byte[256]);
        assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(TestHead.bearing(token)));
      }
      server.answer(serving(ROTATED));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
      assertAdmits(authenticator.authenticate(rotated()));
    }

    @Test
    void a_request_does_not_wait_for_a_slow_issuer_but_the_look_goes_on() {
      maxWait = Duration.ofMillis(10);
      Authenticator authenticator = started();
      server.answer(servingWhenReleased(ROTATED));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
      assertTrue(isFetching(authenticator));
      release.countDown();
      awaitLanding(authenticator);
      assertAdmits(authenticator.authenticate(rotated()));
      assertEquals(2, server.requests());
    }

    @Test
    void a_request_does_not_wait_for_the_first_keys_of_a_slow_issuer_either() {
      maxWait = Duration.ofMillis(10);
      server.answer(servingWhenReleased(OLD));
      Authenticator authenticator = authenticator(KeyRefresh.DEFAULT.startingLazily());
      assertRefuses(Reason.KEYS_UNAVAILABLE, authenticator.authenticate(old()));
      assertTrue(isFetching(authenticator));
      release.countDown();
      awaitLanding(authenticator);
      assertAdmits(authenticator.authenticate(old()));
    }

    @Test
    void an_id_that_a_fresh_set_does_not_hold_is_looked_for_less_and_less() {
      Authenticator authenticator = started();
      int seconds = 200; // before the regular refresh
      for (int i = 0; i < seconds; i++) {
        assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
        clock.advance(Duration.ofSeconds(1));
      }
      assertEquals(1 + 6, server.requests(), "at 0, 5, 15, 35, 75 and 155 s");
      server.answer(serving(ROTATED));
      maintain(authenticator, 7);
      clock.advance(Duration.ofMinutes(5));
      maintain(authenticator, 8);
      assertAdmits(authenticator.authenticate(rotated()));
    }

    @Test
    void an_id_that_could_not_be_looked_for_is_looked_for_again_after_the_cooldown() {
      Authenticator authenticator = started();
      server.answer(Loopback.status(500, new byte[0]));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
      server.answer(serving(ROTATED));
      clock.advance(Duration.ofSeconds(5));
      assertAdmits(authenticator.authenticate(rotated()));
    }

    @Test
    void tokens_that_could_never_be_good_cause_no_fetch() {
      Authenticator authenticator = started();
      TestToken expired = TestToken.t0().head("kid", "\"retired\"").claim("exp", 1);
      assertRefuses(Reason.EXPIRED, authenticator.authenticate(TestHead.bearing(expired.sign())));
      assertEquals(1, server.requests());
    }

    @Test
    void only_so_many_wait() {
      Authenticator authenticator = started();
      server.answer(servingWhenReleased(ROTATED));
      List<Authentication> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        answers.add(authenticator.authenticate(rotated()));
      }
      assertEquals(32, answers.stream().filter(Waiting.class::isInstance).count());
      release.countDown();
      answers.stream().filter(Waiting.class::isInstance).forEach(RemoteKeysTest::assertAdmits);
      assertAdmits(authenticator.authenticate(rotated()));
    }

    @Test
    void a_token_that_expires_while_it_waits_is_refused() {
      Authenticator authenticator = started();
      server.answer(servingWhenReleased(ROTATED));
      Authentication answer = authenticator.authenticate(rotated());
      clock.advance(Duration.ofDays(10));
      release.countDown();
      assertRefuses(Reason.EXPIRED, answer);
    }
  }

  @Nested
  class While_the_issuer_is_out_of_order {
    @Test
    void the_last_keys_are_used_until_they_are_too_old() {
      Authenticator authenticator = started();
      server.answer(Loopback.status(500, new byte[0]));
      clock.advance(Duration.ofMinutes(60));
      maintain(authenticator, 2);
      assertAdmits(authenticator.authenticate(old()));
      clock.advance(Duration.ofSeconds(1));
      assertRefuses(Reason.KEYS_UNAVAILABLE, authenticator.authenticate(old()));
      clock.advance(Duration.ofSeconds(10));
      maintain(authenticator, 3);
      assertEquals(
          List.of(
              "KEYS_REFRESHED ",
              "KEYS_UNAVAILABLE status",
              "KEYS_UNAVAILABLE status; no keys are in force"),
          told());
      server.answer(serving(OLD));
      clock.advance(Duration.ofSeconds(10));
      assertAdmits(authenticator.authenticate(old()));
      assertEquals(4, events.size(), "its recovery is told too");
    }

    @Test
    void an_outage_is_told_once_and_fetches_pause() {
      Authenticator authenticator = started();
      server.answer(Loopback.status(500, new byte[0]));
      clock.advance(Duration.ofMinutes(5));
      maintain(authenticator, 2);
      clock.advance(Duration.ofSeconds(9));
      maintain(authenticator, 2);
      clock.advance(Duration.ofSeconds(1));
      maintain(authenticator, 3);
      assertEquals(List.of("KEYS_REFRESHED ", "KEYS_UNAVAILABLE status"), told());
    }

    @Test
    void a_set_that_cannot_be_trusted_leaves_the_last_good_one() {
      Authenticator authenticator = started();
      int requests = 1;
      for (String bad :
          List.of(
              "",
              "not json",
              "{}",
              "{\"keys\":[]}",
              OLD.replace("]}", "," + OLD.substring(9)), // the same id twice
              OLD.replace("\"kty\"", "\"d\":\"AQAB\",\"kty\""))) {
        server.answer(serving(bad));
        clock.advance(Duration.ofMinutes(5));
        maintain(authenticator, ++requests);
        assertAdmits(authenticator.authenticate(old()));
      }
      assertFalse(told().toString().contains("AQAB"));
    }

    @Test
    void a_redirect_is_not_followed() {
      Authenticator authenticator = started();
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().add("Location", "/evil.json");
            exchange.sendResponseHeaders(302, -1);
          });
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
      assertEquals(2, server.requests());
    }

    @Test
    void an_oversized_set_is_refused() {
      Authenticator authenticator = started();
      server.answer(serving(ROTATED + " ".repeat(512 * 1024)));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(rotated()));
      assertAdmits(authenticator.authenticate(old()));
    }

    @Test
    void a_clock_that_was_put_back_does_not_stop_the_fetching() {
      Authenticator authenticator = started();
      clock.advance(Duration.ofDays(-1));
      maintain(authenticator, 2);
    }
  }
}
