package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.json.JsonObject;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenCacheTest {
  private static final VerificationKeys KEYS = JwkSet.read(TestKeys.octets(TestKeys.TRUSTED));
  private static final VerificationKey KEY = KEYS.select("rsa1", JwsAlgorithm.RS256).get();
  private static final IssuerProfile PROFILE =
      IssuerProfile.builder("p")
          .issuer(TestToken.ISSUER)
          .audience(TestToken.AUDIENCE)
          .keys(new FixedKeys(KEYS))
          .build();
  private static final VerifiedToken ANSWER = answer("s");

  private static VerifiedToken answer(String subject) {
    return VerifiedToken.of(
        new Proof(Proof.Kind.BEARER_TOKEN, "p", "i", subject, null, Set.of(), null, Map.of()),
        Binding.NONE);
  }

  private static final CompactJws JWS = CompactJws.read(TestToken.t0().sign()).get();

  private static TokenCache.Entry entry(String token, long until) {
    return entry(token, until, ANSWER);
  }

  private static TokenCache.Entry entry(String token, long until, VerifiedToken answer) {
    Claims claims =
        new Claims(
            "s",
            null,
            Set.of(),
            Instant.EPOCH,
            until,
            new Revocable(null, "s", 0),
            Binding.NONE,
            JsonObject.of(Map.of()));
    return new TokenCache.Entry(
        TokenDigest.of(token),
        new TokenRules.OpenToken(JWS, PROFILE, JwsAlgorithm.RS256, claims),
        KEY,
        new TokenCache.Judged(KEYS, RevocationList.EMPTY),
        answer);
  }

  @Nested
  class Remembers {
    @Test
    void a_token_until_its_time_ends() {
      TokenCache cache = new TokenCache(10);
      cache.remember(entry("a", 1000), 0);
      assertSame(ANSWER, cache.find(TokenDigest.of("a"), 999));
      assertNull(cache.find(TokenDigest.of("a"), 1000));
      assertEquals(0, cache.size(), "what has ended is dropped");
    }

    @Test
    void never_more_than_its_capacity_and_the_newest() {
      TokenCache cache = new TokenCache(100);
      IntStream.range(0, 10_000)
          .forEach(i -> cache.remember(entry("t" + i, 1000, answer("s" + i)), 0));
      assertEquals(100, cache.size());
      IntStream.range(9_900, 10_000)
          .forEach(i -> assertNotNull(cache.find(TokenDigest.of("t" + i), 0)));
      assertNull(cache.find(TokenDigest.of("t9899"), 0));
    }

    @Test
    void a_token_that_comes_again_once() {
      TokenCache cache = new TokenCache(2);
      for (int i = 0; i < 5; i++) {
        cache.remember(entry("a", 1000), 0);
      }
      assertEquals(1, cache.held());
      cache.remember(entry("b", 1000), 0);
      assertNotNull(cache.find(TokenDigest.of("a"), 0));
    }

    @Test
    void nothing_where_the_capacity_is_zero() {
      TokenCache cache = new TokenCache(0);
      cache.remember(entry("a", 1000), 0);
      assertNull(cache.find(TokenDigest.of("a"), 0));
    }

    @Test
    void exactly_its_capacity_when_many_threads_write() {
      TokenCache cache = new TokenCache(64);
      IntStream.range(0, 20_000)
          .parallel()
          .forEach(
              i -> {
                cache.remember(entry("t" + i % 500, 1000, answer("s" + i % 7)), 0);
                cache.find(TokenDigest.of("t" + i % 500), i % 3 == 0 ? 1000 : 0);
              });
      assertTrue(cache.size() <= 64);
      assertEquals(64, cache.held());
    }

    @Test
    void one_entry_for_each_of_a_million_callers_in_the_room_of_its_capacity() {
      TokenCache cache = new TokenCache(10_000);
      for (int i = 0; i < 1_000_000; i++) {
        cache.remember(entry("t" + i, 1000, answer("s" + i)), 0);
      }
      assertEquals(10_000, cache.size());
      assertEquals(10_000, cache.held());
      assertEquals(10_000, cache.callers());
      assertNotNull(cache.find(TokenDigest.of("t999999"), 0));
      assertNotNull(cache.find(TokenDigest.of("t990000"), 0));
      assertNull(cache.find(TokenDigest.of("t989999"), 0));
    }
  }

  @Nested
  class A_caller_with_many_tokens {
    private static final int CAPACITY = 1600; // a share is 100
    private final TokenCache cache = new TokenCache(CAPACITY);

    private void remember(String caller, int from, int to, long until) {
      VerifiedToken answer = answer(caller);
      for (int i = from; i < to; i++) {
        cache.remember(entry(caller + i, until, answer), 500);
      }
    }

    private long known(String caller, int from, int to) {
      return IntStream.range(from, to)
          .filter(i -> cache.find(TokenDigest.of(caller + i), 500) != null)
          .count();
    }

    private void rememberHonest(int from, int to) {
      IntStream.range(from, to).forEach(i -> remember("honest" + i + "-", 0, 1, 1000));
    }

    private long knownHonest(int from, int to) {
      return IntStream.range(from, to).filter(i -> known("honest" + i + "-", 0, 1) == 1).count();
    }

    @Test
    void displaces_no_more_than_its_share() {
      rememberHonest(0, CAPACITY);
      remember("greedy", 0, 100_000, 1000);
      assertEquals(CAPACITY - 100, knownHonest(0, CAPACITY));
      assertEquals(100, known("greedy", 99_900, 100_000), "its newest");
    }

    @Test
    void displaces_no_more_than_its_share_of_one_who_holds_many() {
      remember("gateway", 0, CAPACITY - 300, 1000);
      rememberHonest(0, 300);
      remember("greedy", 0, 100_000, 1000);
      assertEquals(CAPACITY - 300 - 100, known("gateway", 0, CAPACITY));
      assertEquals(300, knownHonest(0, 300));
      assertEquals(100, known("greedy", 99_900, 100_000), "its newest");
    }

    @Test
    void gives_up_its_own_where_it_comes_back_for_more() {
      remember("gateway", 0, CAPACITY - 300, 1000);
      rememberHonest(0, 300);
      remember("gateway", CAPACITY, CAPACITY + 50, 1000);
      assertEquals(300, knownHonest(0, 300));
      assertEquals(0, known("gateway", 0, 50));
      assertEquals(CAPACITY - 300, known("gateway", 50, CAPACITY + 50));
    }

    @Test
    void has_its_share_again_where_another_has_taken_all() {
      remember("greedy", 0, CAPACITY, 1000);
      remember("gateway", 0, 100, 1000);
      assertEquals(100, known("gateway", 0, 100));
      assertEquals(CAPACITY - 100, known("greedy", 0, CAPACITY));
    }

    @Test
    void may_have_all_the_room_that_nobody_else_needs() {
      remember("fleet", 0, CAPACITY, 1000);
      assertEquals(CAPACITY, known("fleet", 0, CAPACITY));
    }

    @Test
    void makes_room_first_when_others_come() {
      rememberHonest(0, 100);
      remember("greedy", 0, CAPACITY - 100, 1000);
      rememberHonest(100, 1500);
      assertEquals(1500, knownHonest(0, 1500));
      assertEquals(100, known("greedy", 0, CAPACITY));
      rememberHonest(1500, 1600);
      assertEquals(1500, knownHonest(0, 1600), "now all are equal, and the oldest go");
      assertEquals(100, known("greedy", 0, CAPACITY));
    }

    @Test
    void makes_room_before_one_with_fewer() {
      remember("large", 0, 1000, 1000);
      remember("small", 0, 600, 1000);
      rememberHonest(0, 400);
      assertEquals(600, known("large", 0, 1000));
      assertEquals(600, known("small", 0, 600));
    }

    @Test
    void takes_the_room_of_the_dead_before_its_own() {
      remember("expired", 0, 800, 500);
      remember("alive", 0, 800, 1000);
      remember("alive", 800, 1600, 1000);
      assertEquals(1600, known("alive", 0, 1600));
    }

    @Test
    void is_forgotten_with_its_last_token() {
      remember("expired", 0, 200, 500);
      rememberHonest(0, 2 * CAPACITY);
      assertEquals(CAPACITY, cache.callers());
      assertEquals(CAPACITY, cache.held());
      remember("expired", 0, 1, 1000);
      assertEquals(1, known("expired", 0, 1));
    }
  }

  @Nested
  class In_an_authenticator {
    private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");

    private Authenticator authenticator(int cacheSize, Duration maxAge) {
      return Authenticator.builder()
          .profile(
              IssuerProfile.builder("main")
                  .issuer(TestToken.ISSUER)
                  .audience(TestToken.AUDIENCE)
                  .maxAge(maxAge)
                  .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                  .build())
          .clock(clock)
          .cacheSize(cacheSize)
          .build();
    }

    private void assertRefuses(Reason reason, Authentication answer) {
      assertEquals(reason, assertInstanceOf(Refused.class, answer).denied().reason());
    }

    @Test
    void a_known_token_is_answered_with_the_same_caller() {
      Authenticator authenticator = authenticator(10, Duration.ofDays(1));
      TestHead head = TestHead.bearing(TestToken.t0().sign());
      assertSame(authenticator.authenticate(head), authenticator.authenticate(head));
    }

    @Test
    void a_known_token_ends_with_its_expiry_and_skew() {
      Authenticator authenticator = authenticator(10, Duration.ofDays(1));
      TestHead head = TestHead.bearing(TestToken.t0().sign()); // exp is now + 300 s, skew 60 s
      authenticator.authenticate(head);
      clock.advance(Duration.ofMillis(359_999));
      assertInstanceOf(Authenticated.class, authenticator.authenticate(head));
      clock.advance(Duration.ofMillis(1));
      assertRefuses(Reason.EXPIRED, authenticator.authenticate(head));
    }

    @Test
    void a_known_token_ends_with_its_greatest_age() {
      Authenticator authenticator = authenticator(10, Duration.ofSeconds(100));
      TestHead head = TestHead.bearing(TestToken.t0().sign()); // iat is now - 10 s
      authenticator.authenticate(head);
      clock.advance(Duration.ofSeconds(149));
      assertInstanceOf(Authenticated.class, authenticator.authenticate(head));
      clock.advance(Duration.ofSeconds(1));
      assertRefuses(Reason.TOO_OLD, authenticator.authenticate(head));
    }

    @Test
    void a_refused_token_is_judged_anew_each_time() {
      Authenticator authenticator = authenticator(10, Duration.ofDays(1));
      TestHead early = TestHead.bearing(TestToken.t0().claim("nbf", TestToken.NOW + 90).sign());
      assertRefuses(Reason.NOT_YET_VALID, authenticator.authenticate(early));
      clock.advance(Duration.ofSeconds(30));
      assertInstanceOf(Authenticated.class, authenticator.authenticate(early));
    }

    @Test
    void a_known_token_with_another_signature_is_another_token() {
      Authenticator authenticator = authenticator(10, Duration.ofDays(1));
      authenticator.authenticate(TestHead.bearing(TestToken.t0().sign()));
      assertRefuses(
          Reason.SIGNATURE_INVALID,
          authenticator.authenticate(TestHead.bearing(TestToken.t0().with(new byte[256]))));
    }

    @Test
    void a_known_token_in_two_fields_is_still_malformed() {
      Authenticator authenticator = authenticator(10, Duration.ofDays(1));
      String field = "Bearer " + TestToken.t0().sign();
      authenticator.authenticate(TestHead.authorization(field));
      assertRefuses(
          Reason.CREDENTIALS_MALFORMED,
          authenticator.authenticate(TestHead.authorization(field, field)));
    }

    @Test
    void another_authenticator_does_not_know_it() {
      TestHead head = TestHead.bearing(TestToken.t0().sign());
      Authentication one = authenticator(10, Duration.ofDays(1)).authenticate(head);
      Authentication two = authenticator(10, Duration.ofDays(1)).authenticate(head);
      assertNotSame(one, two);
    }
  }

  @Test
  void a_digest_is_not_one_that_an_issuer_could_choose() throws Exception {
    byte[] plain =
        MessageDigest.getInstance("SHA-256").digest("a".getBytes(StandardCharsets.UTF_8));
    assertNotEquals(ByteBuffer.wrap(plain).getLong(), TokenDigest.of("a").a());
  }

  @Test
  void a_digest_tells_tokens_apart_and_tells_nothing() {
    assertEquals(TokenDigest.of("a"), TokenDigest.of("a"));
    assertNotEquals(TokenDigest.of("a"), TokenDigest.of("b"));
    assertEquals("TokenDigest[]", TokenDigest.of("a").toString());
  }
}
