package io.hauberk.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.DpopNonces.Verdict;
import io.hauberk.request.HandClock;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DpopNoncesTest {
  private static final long NOW = TestToken.NOW * 1000;
  private static final byte[] ONE = "one-key-of-thirty-two-octets-or-more".getBytes(US_ASCII);
  private static final byte[] TWO = "two-key-of-thirty-two-octets-or-more".getBytes(US_ASCII);
  private static final byte[] THREE = "three-key-of-thirty-two-octets-or-more".getBytes(US_ASCII);

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private static DpopNonces under(byte[] key) {
    DpopNonces nonces = new DpopNonces(new SecureRandom());
    nonces.rotate(key, 0);
    return nonces;
  }

  @Test
  void a_nonce_is_good_by_the_key_that_made_it_only() {
    String nonce = under(ONE).at(NOW);
    assertEquals(Verdict.GOOD, under(ONE).judge(nonce, NOW));
    assertEquals(Verdict.REFUSED, under(TWO).judge(nonce, NOW));
    assertEquals(Verdict.REFUSED, under(ONE).judge(null, NOW));
    assertNotEquals(nonce, under(ONE).at(NOW + 1000));
  }

  @Test
  void a_nonce_under_the_last_key_is_good_and_renewed() {
    DpopNonces nonces = under(ONE);
    String nonce = nonces.at(NOW);
    nonces.rotate(TWO, NOW);
    assertEquals(Verdict.AGING, nonces.judge(nonce, NOW));
    nonces.rotate(THREE, NOW);
    assertEquals(Verdict.REFUSED, nonces.judge(nonce, NOW));
  }

  @Test
  void the_last_key_is_worth_nothing_when_its_nonces_are_too_old() {
    DpopNonces nonces = under(ONE);
    nonces.rotate(TWO, NOW);
    DpopNonces leaked = under(ONE);
    assertEquals(Verdict.AGING, nonces.judge(leaked.at(NOW + 359_000), NOW + 359_999));
    assertEquals(Verdict.REFUSED, nonces.judge(leaked.at(NOW + 360_000), NOW + 360_000));
  }

  @Test
  void a_nonce_is_good_for_five_minutes_and_with_clocks_a_minute_apart() {
    DpopNonces nonces = under(ONE);
    String nonce = nonces.at(NOW);
    assertEquals(Verdict.GOOD, nonces.judge(nonce, NOW + 149_999));
    assertEquals(Verdict.AGING, nonces.judge(nonce, NOW + 150_000));
    assertEquals(Verdict.AGING, nonces.judge(nonce, NOW + 299_999));
    assertEquals(Verdict.REFUSED, nonces.judge(nonce, NOW + 300_000));
    assertEquals(Verdict.GOOD, nonces.judge(nonce, NOW - 60_000));
    assertEquals(Verdict.REFUSED, nonces.judge(nonce, NOW - 61_000));
  }

  @Test
  void replicas_share_a_key_in_a_file_and_notice_its_rotation() throws IOException {
    Path file = Files.write(folder.resolve("nonce-key"), ONE);
    SecretPoller poller = poller();
    Authenticator mine = authenticator(file, poller);
    Authenticator replica = authenticator(file, poller());
    String first = ask(mine, "1");
    take(replica, "2", first);
    Files.write(file, TWO);
    poller.poll();
    take(mine, "3", first);
    String second = ask(mine, "4");
    assertNotEquals(first, second);
    take(mine, "5", second);
    Files.write(file, "short".getBytes(US_ASCII));
    poller.poll();
    take(mine, "6", second);
  }

  @Test
  void a_key_that_can_be_guessed_stops_the_start() throws IOException {
    Path file = Files.write(folder.resolve("nonce-key"), "short".getBytes(US_ASCII));
    NonceKeyException refused =
        assertThrows(NonceKeyException.class, () -> authenticator(file, poller()));
    assertTrue(requireNonNull(refused.getMessage()).contains("32 octets"));
    assertTrue(!requireNonNull(refused.getMessage()).contains("short"));
  }

  private SecretPoller poller() {
    return new SecretPoller(SecurityEvents.direct(event -> {}, clock));
  }

  private Authenticator authenticator(Path key, SecretPoller poller) {
    return Authenticator.builder()
        .profile(
            IssuerProfile.builder("main")
                .issuer(TestToken.ISSUER)
                .audience(TestToken.AUDIENCE)
                .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                .acceptDpop()
                .build())
        .dpop(DpopOptions.builder().origin(TestProof.ORIGIN).nonceKey(key).build())
        .secrets(poller)
        .clock(clock)
        .build();
  }

  private static TestHead head(String id, String nonce) {
    String token = TestToken.t0().claim("cnf", "{" + TestProof.jkt(TestProof.KEY) + "}").sign();
    String proof =
        TestProof.of(token)
            .claim("jti", "\"" + id + "\"")
            .claim("nonce", "\"" + nonce + "\"")
            .sign();
    return new TestHead(
        "/orders",
        Map.of("authorization", List.of("DPoP " + token), "dpop", List.of(proof)),
        "192.0.2.7");
  }

  private static String ask(Authenticator authenticator, String id) {
    return requireNonNull(
        assertInstanceOf(Authentication.Refused.class, authenticator.authenticate(head(id, "none")))
            .responseFields()
            .get("DPoP-Nonce"));
  }

  private static void take(Authenticator authenticator, String id, String nonce) {
    assertInstanceOf(
        Authentication.Authenticated.class, authenticator.authenticate(head(id, nonce)));
  }
}
