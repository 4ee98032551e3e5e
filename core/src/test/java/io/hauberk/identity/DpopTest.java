package io.hauberk.identity;

import static io.hauberk.identity.TestToken.NOW;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.fetch.HttpFetcher;
import io.hauberk.fetch.Loopback;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.request.TestAuthority;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to the key of DPoP proofs (RFC 9449). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DpopTest {
  private static final String TOKEN = bound(TestProof.KEY);
  private static final String PLAIN = TestToken.t0().sign();

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final ReplayStore UNREACHABLE =
      use -> CompletableFuture.failedFuture(new IllegalStateException());
  private static final CompletableFuture<ReplayStore.Answer> NEVER = new CompletableFuture<>();

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final Authenticator authenticator = authenticator(UnaryOperator.identity());

  private Authenticator authenticator(UnaryOperator<DpopOptions.Builder> choices) {
    return Authenticator.builder()
        .profile(profile().acceptDpop().build())
        .dpop(choices.apply(DpopOptions.builder().origin(TestProof.ORIGIN)).build())
        .clock(clock)
        .build();
  }

  private static IssuerProfile.Builder profile() {
    return IssuerProfile.builder("main")
        .issuer(TestToken.ISSUER)
        .audience(TestToken.AUDIENCE)
        .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)));
  }

  private static String bound(KeyPair key) {
    return TestToken.t0().claim("cnf", "{" + TestProof.jkt(key) + "}").sign();
  }

  private static TestHead head(String authorization, String... proofs) {
    return new TestHead(
        "/orders",
        Map.of("authorization", List.of(authorization), "dpop", List.of(proofs)),
        "192.0.2.7");
  }

  private static TestHead with(TestProof proof) {
    return head("DPoP " + TOKEN, proof.sign());
  }

  private static TestProof proof() {
    return TestProof.of(TOKEN);
  }

  private static TestProof proof(String id) {
    return proof().claim("jti", "\"" + id + "\"");
  }

  private static Authenticated assertTaken(Authenticator by, TestHead head) {
    Authentication answer = by.authenticate(head);
    return assertInstanceOf(
        Authenticated.class,
        answer,
        () -> answer instanceof Refused no ? no.denied().reason().name() : answer.toString());
  }

  private static Refused assertRefused(Reason reason, Authenticator by, TestHead head) {
    Refused refused = assertInstanceOf(Refused.class, by.authenticate(head));
    assertEquals(reason, refused.denied().reason());
    return refused;
  }

  private void assertRefused(Reason reason, TestHead head) {
    assertRefused(reason, authenticator, head);
  }

  @Test
  void the_example_of_the_RFC_holds() { // RFC 9449, 7.1, figures 12 and 13
    String proof =
        "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0"
            + "VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSm"
            + "FqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUV"
            + "CIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZ"
            + "XNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk"
            + "1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVn"
            + "mcw6Fy1dqd-jfxSYoMxhAJpLjA";
    String thumbprint = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"; // 6.1, figure 9
    DpopRules rules =
        new DpopRules(DpopOptions.builder().origin("https://resource.example.org").build());
    Outcome<DpopRules.OpenProof> open =
        rules.judge(
            proof,
            head("-").to("/protectedresource?page=2"),
            "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU",
            thumbprint,
            1_562_262_618_000L);
    assertEquals("e1j3V_bKic8-LAEB", open.get().id());
    assertTrue(open.get().isSigned());
  }

  @Nested
  class A_bound_token {

    @Test
    void is_taken_with_a_proof_of_its_key() {
      Proof taken = assertTaken(authenticator, with(proof())).caller().proofs().get(0);
      assertEquals(Proof.Kind.DPOP_BOUND_TOKEN, taken.kind());
      assertEquals("user-42", taken.subject());
    }

    @Test
    void needs_a_new_proof_each_time_though_it_is_known() {
      assertTaken(authenticator, with(proof("1")));
      assertTrue(authenticator.read(with(proof("2"))).areKnown());
      assertTaken(authenticator, with(proof("2")));
      assertRefused(Reason.DPOP_PROOF_INVALID, with(proof("3").by(TestToken.es256(other()))));
      assertTaken(authenticator, with(proof("3")));
    }

    @Test
    void is_refused_as_a_bearer_token() { // RFC 9449, 7.2: no downgrade
      assertRefused(Reason.BINDING_FAILED, TestHead.bearing(TOKEN));
      assertRefused(Reason.BINDING_FAILED, head("Bearer " + TOKEN, proof().sign()));
      assertTaken(authenticator, with(proof()));
      assertRefused(Reason.BINDING_FAILED, TestHead.bearing(TOKEN));
    }

    @Test
    void is_refused_without_a_proof_and_with_two() {
      assertRefused(Reason.DPOP_PROOF_MISSING, head("DPoP " + TOKEN));
      assertRefused(
          Reason.DPOP_PROOF_INVALID, head("DPoP " + TOKEN, proof("1").sign(), proof("2").sign()));
      assertRefused(
          Reason.DPOP_PROOF_INVALID,
          head("DPoP " + TOKEN, proof("1").sign() + ", " + proof("2").sign()));
    }

    @Test
    void is_refused_with_a_proof_of_another_key() {
      KeyPair other = other();
      TestProof stolen = proof().head("jwk", TestProof.jwk(other)).by(TestToken.es256(other));
      assertRefused(Reason.BINDING_FAILED, with(stolen));
      assertTaken(authenticator, head("DPoP " + bound(other), proofOf(other).sign()));
    }

    private TestProof proofOf(KeyPair key) {
      return TestProof.of(bound(key)).head("jwk", TestProof.jwk(key)).by(TestToken.es256(key));
    }

    @Test
    void is_refused_where_its_profile_takes_none() { // J160, J177
      Authenticator none = Authenticator.builder().profile(profile().build()).clock(clock).build();
      assertRefused(Reason.SCHEME_UNSUPPORTED, none, with(proof()));
      assertRefused(Reason.BINDING_FAILED, none, TestHead.bearing(TOKEN));
      Authenticator another =
          Authenticator.builder()
              .profile(profile().build())
              .profile(
                  IssuerProfile.builder("another")
                      .issuer("https://another.example")
                      .audience(TestToken.AUDIENCE)
                      .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                      .acceptDpop()
                      .build())
              .dpop(DpopOptions.builder().origin(TestProof.ORIGIN).build())
              .clock(clock)
              .build();
      assertRefused(Reason.BINDING_FAILED, another, with(proof()));
      assertTaken(another, TestHead.bearing(PLAIN));
    }

    @Test
    void that_is_bound_to_a_certificate_too_needs_both() {
      TestAuthority authority = TestAuthority.root("CA");
      List<X509Certificate> mine = authority.order("payments").issue().chain();
      List<X509Certificate> another = authority.order("payments").issue().chain();
      String cnf =
          "{%s,\"x5t#S256\":\"%s\"}".formatted(TestProof.jkt(TestProof.KEY), sha256(mine.get(0)));
      String token = TestToken.t0().claim("cnf", cnf).sign();
      TestHead head = head("DPoP " + token, TestProof.of(token).sign());
      assertRefused(Reason.BINDING_FAILED, head);
      assertRefused(Reason.BINDING_FAILED, head.over(another));
      assertRefused(Reason.BINDING_FAILED, TestHead.bearing(token).over(mine));
      assertTaken(authenticator, head.over(mine));
    }

    private static String sha256(X509Certificate certificate) {
      try {
        return TestKeys.encode(
            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"jkt\":null}",
          "{\"jkt\":\"\"}",
          "{\"jkt\":\"AAAA\"}",
          "{\"jkt\":[\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"]}",
          "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I=\"}",
        })
    void is_refused_if_what_it_is_bound_to_is_no_thumbprint(String confirmation) {
      String token = TestToken.t0().claim("cnf", confirmation).sign();
      assertRefused(Reason.BINDING_FAILED, head("DPoP " + token, TestProof.of(token).sign()));
    }
  }

  @Nested
  class A_plain_token {

    @Test
    void is_refused_by_the_scheme_DPoP() {
      assertRefused(Reason.BINDING_FAILED, head("DPoP " + PLAIN, TestProof.of(PLAIN).sign()));
      assertTaken(authenticator, TestHead.bearing(PLAIN));
    }

    @Test
    void is_refused_where_tokens_must_be_bound() {
      Authenticator strict =
          Authenticator.builder()
              .profile(profile().acceptDpop().requireBinding().build())
              .dpop(DpopOptions.builder().origin(TestProof.ORIGIN).build())
              .clock(clock)
              .build();
      assertRefused(Reason.BINDING_FAILED, strict, TestHead.bearing(PLAIN));
      assertTaken(strict, with(proof()));
    }
  }

  private static KeyPair other() {
    return TestKeys.pair("EC", new ECGenParameterSpec("secp256r1"));
  }

  private static Arguments altered(
      String name, Reason reason, UnaryOperator<TestProof> alteration) {
    return Arguments.of(name, reason, alteration);
  }

  private static Arguments invalid(String name, UnaryOperator<TestProof> alteration) {
    return altered(name, Reason.DPOP_PROOF_INVALID, alteration);
  }

  private static Arguments elsewhere(String htu) {
    return altered(
        htu, Reason.DPOP_TARGET_MISMATCH, proof -> proof.claim("htu", "\"" + htu + "\""));
  }

  private static Arguments outOfTime(String name, UnaryOperator<TestProof> alteration) {
    return altered(name, Reason.DPOP_PROOF_OUT_OF_TIME, alteration);
  }

  /** RFC 9449, 4.3, point by point. */
  static Stream<Arguments> attacks() {
    KeyPair weak = TestKeys.rsa(1024, RSAKeyGenParameterSpec.F4);
    String jwk = TestProof.jwk(TestProof.KEY);
    String other = TestKeys.encode(Forgeries.sha256(PLAIN));
    return Stream.of(
        invalid("no type", p -> p.head("typ", null)),
        invalid("a JWT", p -> p.head("typ", "\"JWT\"")),
        invalid("an access token", p -> p.head("typ", "\"at+jwt\"")),
        invalid("a type that is no string", p -> p.head("typ", "1")),
        invalid("none", p -> p.head("alg", "\"none\"").by(octets -> new byte[0])),
        invalid(
            "a public key as secret",
            p -> p.head("alg", "\"HS256\"").by(TestToken.hs256(TestKeys.octets(jwk)))),
        invalid("the algorithm of another curve", p -> p.head("alg", "\"ES384\"")),
        invalid("the algorithm of another kind", p -> p.head("alg", "\"RS256\"")),
        invalid("an algorithm in lower case", p -> p.head("alg", "\"es256\"")),
        invalid("no key", p -> p.head("jwk", null)),
        invalid("a key that is no object", p -> p.head("jwk", "\"x\"")),
        invalid("a key by id", p -> p.head("jwk", null).head("kid", "\"ec1\"")),
        invalid(
            "a key by URL", p -> p.head("jwk", null).head("jku", "\"https://api.example/keys\"")),
        invalid("a private key", p -> p.head("jwk", jwk.replace("{", "{\"d\":\"AQAB\","))),
        invalid("a key for encryption", p -> p.head("jwk", jwk.replace("{", "{\"use\":\"enc\","))),
        invalid(
            "a key for another algorithm",
            p -> p.head("jwk", jwk.replace("{", "{\"alg\":\"ES384\","))),
        invalid(
            "a key beside the curve",
            p -> p.head("jwk", jwk.replaceAll("\"y\":\"[^\"]{4}", "\"y\":\"AAAA"))),
        invalid("a key of an unknown curve", p -> p.head("jwk", jwk.replace("P-256", "P-257"))),
        invalid(
            "a short key",
            p ->
                p.head("jwk", TestProof.jwk(weak))
                    .head("alg", "\"RS256\"")
                    .by(TestToken.rs256(weak))),
        invalid("a critical extension", p -> p.head("crit", "[\"x\"]").head("x", "1")),
        invalid("compressed", p -> p.head("zip", "\"DEF\"")),
        invalid("another signature", p -> p.by(TestToken.es256(other()))),
        invalid("no id", p -> p.claim("jti", null)),
        invalid("an empty id", p -> p.claim("jti", "\"\"")),
        invalid("an id that is no text", p -> p.claim("jti", "7")),
        invalid("a long id", p -> p.claim("jti", "\"" + "x".repeat(257) + "\"")),
        invalid("no method", p -> p.claim("htm", null)),
        altered("another method", Reason.DPOP_TARGET_MISMATCH, p -> p.claim("htm", "\"POST\"")),
        altered(
            "the method in lower case",
            Reason.DPOP_TARGET_MISMATCH,
            p -> p.claim("htm", "\"get\"")),
        invalid("no URL", p -> p.claim("htu", null)),
        elsewhere("https://api.example/orders/"),
        elsewhere("https://api.example/orders2"),
        elsewhere("https://api.example/Orders"),
        elsewhere("https://api.example/"),
        elsewhere("https://api.example"),
        elsewhere("/orders"),
        elsewhere("http://api.example/orders"),
        elsewhere("https://api.example:8443/orders"),
        elsewhere("https://another.example/orders"),
        elsewhere("https://api.example.another.example/orders"),
        elsewhere("https://api.example@another.example/orders"),
        elsewhere("https://user@api.example/orders"),
        elsewhere("https://another.example/https://api.example/orders"),
        elsewhere("https://api.example/orders%2F"),
        elsewhere("https://api.example/%6frders%"),
        elsewhere("https://api.example/orders /"),
        elsewhere("https://api.example//orders"),
        elsewhere("https://api.example\\\\orders"),
        invalid("no time", p -> p.claim("iat", null)),
        invalid("a time in a text", p -> p.claim("iat", "\"" + NOW + "\"")),
        outOfTime("a minute old", p -> p.claim("iat", Long.toString(NOW - 60))),
        outOfTime("from the future", p -> p.claim("iat", Long.toString(NOW + 61))),
        invalid("a time in milliseconds", p -> p.claim("iat", NOW + "000")),
        outOfTime("before 1970", p -> p.claim("iat", "-1")),
        outOfTime("expired by its own word", p -> p.claim("exp", Long.toString(NOW - 60))),
        outOfTime("not yet valid by its own word", p -> p.claim("nbf", Long.toString(NOW + 61))),
        outOfTime("an expiry that is none", p -> p.claim("exp", "null")),
        invalid("no token", p -> p.claim("ath", null)),
        invalid("another token", p -> p.claim("ath", "\"" + other + "\"")),
        invalid("an empty hash", p -> p.claim("ath", "\"\"")),
        invalid("a claim twice", p -> p.claim("htm\":\"POST\",\"htm", "\"GET\"")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void a_proof_is_refused_with(String name, Reason reason, UnaryOperator<TestProof> alteration) {
    Reason found =
        assertInstanceOf(
                Refused.class, authenticator.authenticate(with(alteration.apply(proof()))), name)
            .denied()
            .reason();
    assertEquals(reason, found, name);
    assertTaken(authenticator, with(proof())); // the twin that is altered in nothing
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        Arguments.of("https://api.example/orders", "/orders?page=2"),
        Arguments.of("https://api.example/orders?page=3#top", "/orders?page=2"),
        Arguments.of("HTTPS://API.Example:443/orders", "/orders"),
        Arguments.of("https://api.example:/orders", "/orders"),
        Arguments.of("https://api.example/%6f%72ders", "/orders"),
        Arguments.of("https://api.example/a%c3%a4", "/a%C3%A4"),
        Arguments.of("https://api.example/x/../orders/.", "/orders/"),
        Arguments.of("https://api.example", "/"),
        Arguments.of("https://api.example/orders", "https://whatever.example/orders"),
        Arguments.of("https://internal.example:8443/orders", "/orders"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void a_proof_is_taken_for_the_same_URL_in_another_spelling(String htu, String target) {
    Authenticator two = authenticator(o -> o.origin("https://internal.example:8443"));
    assertTaken(two, with(proof().claim("htu", "\"" + htu + "\"")).to(target));
    assertRefused(
        Reason.DPOP_TARGET_MISMATCH,
        two,
        with(proof("2").claim("htu", "\"" + htu + "\""))
            .to(target.replaceFirst("/?(\\?|$)", "/x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-59.999", "-1", "0", "0.5", "60"})
  void a_proof_is_taken_within_the_window(String seconds) {
    String time = new BigDecimal(seconds).add(new BigDecimal(NOW)).toString();
    assertTaken(authenticator, with(proof().claim("iat", time)));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("RS256", TestKeys.RSA2, TestToken.rs256(TestKeys.RSA2)),
        Arguments.of("PS256", TestKeys.RSA2, TestToken.ps256(TestKeys.RSA2, 32)),
        Arguments.of("EdDSA", TestKeys.ED1, TestToken.ed25519(TestKeys.ED1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void a_proof_is_taken_by_a_key_of_any_kind(String alg, KeyPair key, TestToken.Signer signer) {
    String token = bound(key);
    TestProof proof =
        TestProof.of(token)
            .head("alg", "\"" + alg + "\"")
            .head("jwk", TestProof.jwk(key))
            .by(signer);
    assertTaken(authenticator, head("dpop " + token, proof.sign()));
  }

  @Nested
  class Replays {

    @Test
    void are_refused() { // J161
      TestHead once = with(proof());
      assertTaken(authenticator, once);
      assertRefused(Reason.DPOP_PROOF_REPLAYED, once);
      assertRefused(Reason.DPOP_PROOF_REPLAYED, with(proof()));
      clock.advance(Duration.ofSeconds(59));
      assertRefused(Reason.DPOP_PROOF_REPLAYED, once);
      clock.advance(Duration.ofSeconds(1));
      assertRefused(Reason.DPOP_PROOF_OUT_OF_TIME, once);
    }

    @Test
    void of_a_proof_from_the_future_are_refused_until_it_is_too_old() {
      TestHead early = with(proof().claim("iat", Long.toString(NOW + 60)));
      assertTaken(authenticator, early);
      for (int i = 0; i < 119; i++) {
        clock.advance(Duration.ofSeconds(1));
        assertRefused(Reason.DPOP_PROOF_REPLAYED, early);
      }
      clock.advance(Duration.ofSeconds(1));
      assertRefused(Reason.DPOP_PROOF_OUT_OF_TIME, early);
    }

    @Test
    void are_told_by_key_and_id() {
      assertTaken(authenticator, with(proof()));
      KeyPair other = other();
      String token = bound(other);
      TestProof sameId =
          TestProof.of(token).head("jwk", TestProof.jwk(other)).by(TestToken.es256(other));
      assertTaken(authenticator, head("DPoP " + token, sameId.sign()));
    }

    @Test
    void are_counted_of_proofs_that_hold_only() {
      TestProof forged = proof().by(TestToken.es256(other()));
      assertRefused(Reason.DPOP_PROOF_INVALID, with(forged));
      assertTaken(authenticator, with(proof()));
    }

    @Test
    void pass_once_for_100_threads() throws Exception {
      TestHead once = with(proof());
      ExecutorService pool = Executors.newFixedThreadPool(100);
      CountDownLatch ready = new CountDownLatch(100);
      try {
        List<Future<Authentication>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          Callable<Authentication> call =
              () -> {
                ready.countDown();
                ready.await();
                return authenticator.authenticate(once);
              };
          answers.add(pool.submit(call));
        }
        int taken = 0;
        for (Future<Authentication> answer : answers) {
          taken += answer.get() instanceof Authenticated ? 1 : 0;
        }
        assertEquals(1, taken);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void are_told_by_the_store_that_is_given_even_later() {
      CompletableFuture<ReplayStore.Answer> answer = new CompletableFuture<>();
      List<ReplayStore.Use> uses = new CopyOnWriteArrayList<>();
      Authenticator shared =
          authenticator(
              o ->
                  o.replayLimit(LONG)
                      .replays(
                          use -> {
                            uses.add(use);
                            return answer;
                          }));
      Waiting waiting = assertInstanceOf(Waiting.class, shared.authenticate(with(proof())));
      assertFalse(waiting.next().toCompletableFuture().isDone());
      answer.complete(ReplayStore.Answer.FIRST);
      assertInstanceOf(Authenticated.class, waiting.next().toCompletableFuture().join());
      assertEquals("main:user-42", uses.get(0).caller());
      assertEquals(NOW + 60, uses.get(0).until().getEpochSecond());
      assertTrue(uses.get(0).id().matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void that_cannot_be_told_are_refused() {
      Authenticator unreachable = authenticator(o -> o.replayLimit(LONG).replays(UNREACHABLE));
      Authenticator broken =
          authenticator(
              o ->
                  o.replayLimit(LONG)
                      .replays(
                          use -> {
                            throw new IllegalStateException();
                          }));
      assertEquals(Reason.DPOP_REPLAY_UNKNOWN, refusal(unreachable, with(proof())));
      assertEquals(Reason.DPOP_REPLAY_UNKNOWN, refusal(broken, with(proof())));
    }

    @Test
    void that_cannot_be_told_in_time_are_refused() {
      Authenticator silent =
          authenticator(o -> o.replayLimit(Duration.ofMillis(1)).replays(use -> NEVER));
      assertEquals(Reason.DPOP_REPLAY_UNKNOWN, refusal(silent, with(proof())));
    }

    @Test
    void are_told_by_the_instance_itself_where_that_is_chosen() {
      Authenticator alone =
          authenticator(
              o ->
                  o.replayLimit(LONG)
                      .replays(UNREACHABLE)
                      .replayFailure(DpopOptions.ReplayFailure.REMEMBER_HERE));
      assertInstanceOf(Authenticated.class, settled(alone, with(proof())));
      assertEquals(Reason.DPOP_PROOF_REPLAYED, refusal(alone, with(proof())));
      assertInstanceOf(Authenticated.class, settled(alone, with(proof("other"))));
    }

    private static Authentication settled(Authenticator by, TestHead head) {
      Authentication answer = by.authenticate(head);
      return answer instanceof Waiting waiting
          ? waiting.next().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join()
          : answer;
    }

    private static Reason refusal(Authenticator by, TestHead head) {
      return assertInstanceOf(Refused.class, settled(by, head)).denied().reason();
    }
  }

  @Test
  void a_proof_is_judged_after_the_key_of_its_token_was_fetched() {
    try (Loopback server = new Loopback(Loopback.body(TestKeys.octets(TestKeys.TRUSTED)));
        HttpFetcher fetcher = HttpFetcher.builder().build()) {
      KeyRefresh lazy =
          KeyRefresh.DEFAULT.startingLazily().withMaxWait(Duration.ofSeconds(10)); // the most
      CompletableFuture<ReplayStore.Answer> answer = new CompletableFuture<>();
      Authenticator remote =
          Authenticator.builder()
              .profile(
                  profile().keys(KeySource.jwks(server.uri(), fetcher, lazy)).acceptDpop().build())
              .dpop(
                  DpopOptions.builder()
                      .origin(TestProof.ORIGIN)
                      .replays(use -> answer)
                      .replayLimit(LONG)
                      .build())
              .clock(clock)
              .build();
      Waiting waiting = assertInstanceOf(Waiting.class, remote.authenticate(with(proof())));
      answer.complete(ReplayStore.Answer.REPEATED);
      Authentication settled =
          waiting.next().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
      assertEquals(
          Reason.DPOP_PROOF_REPLAYED, assertInstanceOf(Refused.class, settled).denied().reason());
      assertRefused(Reason.DPOP_TARGET_MISMATCH, remote, with(proof()).to("/elsewhere"));
    }
  }

  @Nested
  class A_thief {

    @Test
    void of_a_known_token_is_limited_like_a_stranger_after_some_proofs_that_fail() {
      assertTaken(authenticator, with(proof("0")));
      for (int i = 0; i < 10; i++) {
        assertTrue(authenticator.read(with(proof("x"))).areKnown());
        assertRefused(Reason.DPOP_PROOF_INVALID, with(proof("x").by(TestToken.es256(other()))));
      }
      assertFalse(authenticator.read(with(proof("x"))).areKnown());
      assertTaken(authenticator, with(proof("1"))); // its owner
      assertTrue(authenticator.read(with(proof("x"))).areKnown());
    }
  }

  @Nested
  class A_nonce {
    private final Authenticator demanding = authenticator(DpopOptions.Builder::demandNonce);

    private TestProof with(String id, String nonce) {
      return proof(id)
          .claim("iat", Long.toString(clock.instant().getEpochSecond()))
          .claim("nonce", "\"" + nonce + "\"");
    }

    private String nonceOf(Refused refused) {
      return requireNonNull(refused.responseFields().get("DPoP-Nonce"));
    }

    private String ask() {
      return nonceOf(
          assertRefused(
              Reason.DPOP_NONCE_REQUIRED,
              demanding,
              DpopTest.with(
                  proof("ask").claim("iat", Long.toString(clock.instant().getEpochSecond())))));
    }

    @Test
    void is_given_and_asked_for() {
      String nonce = ask();
      assertTrue(nonce.matches("[A-Za-z0-9_-]{32}"));
      Authenticated taken = assertTaken(demanding, DpopTest.with(with("1", nonce)));
      assertEquals(Map.of(), taken.responseFields());
      assertTaken(demanding, DpopTest.with(with("2", nonce)));
      assertRefused(Reason.DPOP_PROOF_REPLAYED, demanding, DpopTest.with(with("2", nonce)));
    }

    @Test
    void is_renewed_before_it_is_too_old_and_refused_after() {
      String nonce = ask();
      clock.advance(Duration.ofSeconds(149));
      assertEquals(
          Map.of(), assertTaken(demanding, DpopTest.with(with("1", nonce))).responseFields());
      clock.advance(Duration.ofSeconds(1));
      String next =
          requireNonNull(
              assertTaken(demanding, DpopTest.with(with("2", nonce)))
                  .responseFields()
                  .get("DPoP-Nonce"));
      assertNotEquals(nonce, next);
      clock.advance(Duration.ofSeconds(150));
      assertRefused(Reason.DPOP_NONCE_REQUIRED, demanding, DpopTest.with(with("3", nonce)));
      assertTaken(demanding, DpopTest.with(with("3", next)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAA\\u0000"})
    void is_none_that_others_make(String nonce) {
      assertRefused(Reason.DPOP_NONCE_REQUIRED, demanding, DpopTest.with(with("1", nonce)));
    }

    @Test
    void is_judged_before_the_signature_and_renewed_for_nobody_whose_signature_fails() {
      TestProof forged = with("1", "x").by(TestToken.es256(other()));
      assertRefused(Reason.DPOP_NONCE_REQUIRED, demanding, DpopTest.with(forged));
      String nonce = ask();
      clock.advance(Duration.ofSeconds(150)); // an honest proof would have it renewed
      Refused refused =
          assertRefused(
              Reason.DPOP_PROOF_INVALID,
              demanding,
              DpopTest.with(with("2", nonce).by(TestToken.es256(other()))));
      assertEquals(Map.of(), refused.responseFields());
    }
  }

  @Nested
  class Options {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "orders.example",
          "ftp://orders.example",
          "https://orders.example/api",
          "https://orders.example?x",
          "https://orders.example#x",
          "https://user@orders.example",
          "https://orders.example:99999",
          "https://orders.example:x",
          "https://*.example",
          "https://"
        })
    void refuse_what_is_no_origin(String origin) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> DpopOptions.builder().origin(origin));
      assertTrue(requireNonNull(refused.getMessage()).contains("https://orders.example"));
    }

    @Test
    void are_needed_where_a_profile_takes_DPoP() {
      Authenticator.Builder builder =
          Authenticator.builder().profile(profile().acceptDpop().build()).clock(clock);
      IllegalStateException refused = assertThrows(IllegalStateException.class, builder::build);
      assertTrue(requireNonNull(refused.getMessage()).contains("hauberk.dpop.origins"));
    }

    @Test
    void refuse_what_is_out_of_range() {
      DpopOptions.Builder builder = DpopOptions.builder();
      assertThrows(IllegalStateException.class, builder::build);
      assertThrows(IllegalArgumentException.class, () -> builder.window(Duration.ofMillis(4999)));
      assertThrows(IllegalArgumentException.class, () -> builder.window(Duration.ofSeconds(301)));
      assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(999));
      assertThrows(IllegalArgumentException.class, () -> builder.replayLimit(Duration.ZERO));
      assertThrows(
          IllegalArgumentException.class, () -> builder.replayLimit(Duration.ofMillis(10_001)));
    }
  }
}
