package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are taken back before their time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RevocationTest {
  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecretPoller secrets = new SecretPoller(SecurityEvents.direct(events::add, clock));

  private Path list() {
    return mount.resolve("revoked.json");
  }

  private void revoke(String... entries) {
    write("{\"revoked\":[" + String.join(",", entries).replace('\'', '"') + "]}");
  }

  private void write(String content) {
    try {
      Files.writeString(list(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    secrets.poll();
  }

  private Authenticator authenticator() {
    return authenticator(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)), p -> p);
  }

  private Authenticator authenticator(
      KeySource keys, UnaryOperator<IssuerProfile.Builder> altered) {
    return Authenticator.builder()
        .profile(
            altered
                .apply(
                    IssuerProfile.builder("main")
                        .issuer(TestToken.ISSUER)
                        .audience(TestToken.AUDIENCE)
                        .revocations(list())
                        .keys(keys))
                .build())
        .clock(clock)
        .secrets(secrets)
        .build();
  }

  private static Authentication answer(Authenticator authenticator, TestToken token) {
    return authenticator.authenticate(TestHead.bearing(token.sign()));
  }

  private static void assertAdmits(Authentication answer) {
    assertInstanceOf(Authenticated.class, answer, answer::toString);
  }

  private static void assertRevoked(Authentication answer) {
    assertRefuses(Reason.TOKEN_REVOKED, answer);
  }

  private static void assertRefuses(Reason reason, Authentication answer) {
    assertEquals(
        reason, assertInstanceOf(Refused.class, answer, answer::toString).denied().reason());
  }

  @Nested
  class Taken_back {
    @Test
    void a_token_by_its_id_and_no_other_of_its_subject() {
      revoke("{'jti':'t0'}");
      Authenticator authenticator = authenticator();
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertAdmits(answer(authenticator, TestToken.t0().claim("jti", "\"t1\"")));
      assertAdmits(answer(authenticator, TestToken.t0().claim("jti", "\"T0\"")));
    }

    @Test
    void all_tokens_of_a_subject_and_of_no_other() {
      revoke("{'sub':'user-42'}");
      Authenticator authenticator = authenticator();
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertRevoked(answer(authenticator, TestToken.t0().claim("jti", "\"t1\"")));
      assertAdmits(answer(authenticator, TestToken.t0().claim("sub", "\"user-43\"")));
    }

    @Test
    void what_a_subject_was_issued_before_a_compromise_and_nothing_after_it() {
      revoke("{'sub':'user-42','issued_before':'2025-12-31T23:59:55Z'}");
      Authenticator authenticator = authenticator();
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertAdmits(answer(authenticator, TestToken.t0().claim("iat", TestToken.NOW - 5)));
    }

    @Test
    void a_subjects_token_that_does_not_say_when_it_was_issued() {
      revoke("{'sub':'user-42','issued_before':'2025-12-31T23:59:55Z'}");
      Authenticator lenient =
          authenticator(
              KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)),
              IssuerProfile.Builder::acceptUntypedTokens);
      assertRevoked(answer(lenient, TestToken.t0().claim("iat", null)));
      assertAdmits(answer(lenient, TestToken.t0().claim("iat", TestToken.NOW)));
      assertAdmits(answer(lenient, TestToken.t0().claim("iat", null).claim("sub", "\"user-43\"")));
    }

    @Test
    void all_tokens_of_a_key_and_of_no_other() {
      revoke("{'kid':'rsa1'}");
      Authenticator authenticator = authenticator();
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertAdmits(answer(authenticator, TestToken.es256()));
    }

    @Test
    void a_key_whose_tokens_do_not_name_it() { // or a thief would leave its id out
      revoke("{'kid':'rsa1'}");
      Authenticator authenticator = authenticator();
      assertRevoked(answer(authenticator, TestToken.t0().head("kid", null)));
      assertAdmits(answer(authenticator, TestToken.es256().head("kid", null)));
    }

    @Test
    void a_key_under_every_name_that_it_has() {
      String twice =
          TestKeys.set(
              TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"),
              TestKeys.rsaJwk("other", TestKeys.RSA1, "RS256"),
              TestKeys.ecJwk("ec1", TestKeys.EC1, "ES256"));
      PublicMaterial material = PublicMaterial.of(TestKeys.RSA1.getPublic());
      String thumbprint = material == null ? "" : material.thumbprint();
      for (String name : List.of("rsa1", "other", thumbprint)) {
        revoke("{'kid':'" + name + "'}");
        Authenticator authenticator = authenticator(KeySource.jwks(TestKeys.octets(twice)), p -> p);
        assertRevoked(answer(authenticator, TestToken.t0()));
        assertRevoked(answer(authenticator, TestToken.t0().head("kid", "\"other\"")));
        assertAdmits(answer(authenticator, TestToken.es256()));
      }
    }

    @Test
    void a_key_of_a_pem_file_by_the_file_or_by_the_thumbprint() throws IOException {
      Path file = Files.writeString(mount.resolve("rsa1.pem"), TestKeys.pem(TestKeys.RSA1));
      Path other = Files.writeString(mount.resolve("ec1.pem"), TestKeys.pem(TestKeys.EC1));
      PublicMaterial material = PublicMaterial.of(TestKeys.RSA1.getPublic());
      String thumbprint = material == null ? "" : material.thumbprint();
      for (String name : List.of("rsa1", thumbprint)) {
        revoke("{'kid':'" + name + "'}");
        Authenticator authenticator = authenticator(KeySource.pemFiles(file, other), p -> p);
        assertRevoked(answer(authenticator, TestToken.t0()));
        assertRevoked(answer(authenticator, TestToken.t0().head("kid", '"' + thumbprint + '"')));
        assertRevoked(answer(authenticator, TestToken.t0().head("kid", null)));
        assertAdmits(answer(authenticator, TestToken.es256()));
      }
    }

    @Test
    void of_one_issuer_only() {
      revoke("{'jti':'t0'}", "{'sub':'user-42'}", "{'kid':'rsa1'}");
      Authenticator two =
          Authenticator.builder()
              .profile(profile("a", "https://a.example").revocations(list()).build())
              .profile(profile("b", "https://b.example").build())
              .clock(clock)
              .secrets(secrets)
              .build();
      assertRevoked(answer(two, TestToken.t0().claim("iss", "\"https://a.example\"")));
      assertAdmits(answer(two, TestToken.t0().claim("iss", "\"https://b.example\"")));
    }

    private IssuerProfile.Builder profile(String name, String issuer) {
      return IssuerProfile.builder(name)
          .issuer(issuer)
          .audience(TestToken.AUDIENCE)
          .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)));
    }

    @Test
    void is_told_of_real_tokens_only() { // or events would tell of tokens that never were
      revoke("{'jti':'t0'}", "{'sub':'user-42'}", "{'kid':'rsa1'}");
      assertRefuses(
          Reason.SIGNATURE_INVALID,
          authenticator().authenticate(TestHead.bearing(TestToken.t0().with(new byte[256]))));
    }

    @Test
    void until_the_entry_ends() {
      revoke("{'jti':'t0','until':'2026-01-01T00:01:00Z'}");
      Authenticator authenticator = authenticator();
      clock.advance(Duration.ofMillis(119_999)); // the skew of 60 s included
      assertRevoked(answer(authenticator, TestToken.t0()));
      clock.advance(Duration.ofMillis(1));
      assertAdmits(answer(authenticator, TestToken.t0()));
    }

    @Test
    void for_good_where_the_entry_ends_as_the_token_expires() {
      revoke("{'jti':'t0','until':'2026-01-01T00:05:00Z'}"); // the token's own exp
      Authenticator authenticator = authenticator();
      clock.advance(Duration.ofMillis(359_999));
      assertRevoked(answer(authenticator, TestToken.t0()));
      clock.advance(Duration.ofMillis(1));
      assertRefuses(Reason.EXPIRED, answer(authenticator, TestToken.t0()));
    }
  }

  @Nested
  class A_token_that_was_verified_before {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'jti':'t0'}",
          "{'sub':'user-42'}",
          "{'sub':'user-42','issued_before':'2026-01-01T00:00:00Z'}",
          "{'kid':'rsa1'}"
        })
    void is_refused_from_the_moment_that_the_list_is_in_force(String entry) {
      revoke();
      Authenticator authenticator = authenticator();
      TestHead revoked = TestHead.bearing(TestToken.t0().sign());
      TestHead honest =
          TestHead.bearing(
              TestToken.es256().claim("sub", "\"user-43\"").claim("jti", "\"t1\"").sign());
      assertAdmits(authenticator.authenticate(revoked));
      Authentication before = authenticator.authenticate(honest);
      assertAdmits(before);
      revoke(entry);
      assertFalse(authenticator.read(revoked).areKnown());
      assertRevoked(authenticator.authenticate(revoked));
      assertSame(before, authenticator.authenticate(honest), "need not be verified again");
    }

    @Test
    void is_taken_again_when_the_entry_is_removed() {
      revoke("{'jti':'t0'}");
      Authenticator authenticator = authenticator();
      assertRevoked(answer(authenticator, TestToken.t0()));
      revoke();
      assertAdmits(answer(authenticator, TestToken.t0()));
    }

    @Test
    void is_refused_when_keys_and_list_change_together() throws IOException {
      Path jwks = Files.writeString(mount.resolve("jwks.json"), TestKeys.TRUSTED);
      revoke();
      Authenticator authenticator = authenticator(KeySource.jwksFile(jwks), p -> p);
      TestHead head = TestHead.bearing(TestToken.t0().sign());
      assertAdmits(authenticator.authenticate(head));
      // the same key has a second name now, and is taken back by it
      Files.writeString(
          jwks,
          TestKeys.set(
              TestKeys.rsaJwk("rsa1", TestKeys.RSA1, "RS256"),
              TestKeys.rsaJwk("stolen", TestKeys.RSA1, "RS256")));
      revoke("{'kid':'stolen'}");
      assertFalse(authenticator.read(head).areKnown());
      assertRevoked(authenticator.authenticate(head));
    }
  }

  @Nested
  class A_list {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "{\"revoked\":[",
          "{}",
          "[]",
          "{\"revoked\":{}}",
          "{\"revoked\":[],\"revoked\":[]}",
          "{\"revoked\":[{\"jti\":7}]}",
          "{\"revoked\":[{\"jti\":\"t0\",\"reason\":\"lost\"}]}"
        })
    void that_cannot_be_used_leaves_the_last_good_one_and_is_told(String broken) {
      revoke("{'jti':'t0'}");
      Authenticator authenticator = authenticator();
      write(broken);
      secrets.poll();
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertAdmits(answer(authenticator, TestToken.t0().claim("jti", "\"t1\"")));
      assertEquals(1, events.size());
      assertEquals(Kind.SECRET_UNUSABLE, events.get(0).kind());
      assertEquals("hauberk.issuers.main.revocations", events.get(0).details().get(Detail.SECRET));
      revoke("{'jti':'t1'}");
      assertRevoked(answer(authenticator, TestToken.t0().claim("jti", "\"t1\"")));
      assertAdmits(answer(authenticator, TestToken.t0()));
      assertEquals(Kind.SECRET_ROTATED, events.get(1).kind());
    }

    @Test
    void that_cannot_be_used_is_told_with_the_place_of_the_fault() {
      revoke();
      authenticator();
      revoke("{'jti':'a'}", "{'jti':'b','note':'c'}");
      assertEquals(
          "refused: /revoked/1 has an unknown member: beside jti may stand until",
          events.get(0).details().get(Detail.CAUSE));
    }

    @Test
    void that_is_huge_leaves_the_last_good_one() {
      revoke("{'jti':'t0'}");
      Authenticator authenticator = authenticator();
      write("{\"revoked\":[" + " ".repeat(1024 * 1024) + "]}");
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertEquals(
          "cannot be read: 'revoked.json' is larger than 1048576 octets: secrets are small, so check"
              + " that the right file is mounted",
          events.get(0).details().get(Detail.CAUSE));
    }

    @Test
    void that_vanishes_leaves_the_last_good_one() throws IOException {
      revoke("{'jti':'t0'}");
      Authenticator authenticator = authenticator();
      Files.delete(list());
      secrets.poll();
      assertRevoked(answer(authenticator, TestToken.t0()));
      assertEquals(Kind.SECRET_UNUSABLE, events.get(0).kind());
    }

    @Test
    void that_is_missing_at_the_start_is_an_error() {
      SecretException missing =
          assertThrows(SecretException.class, RevocationTest.this::authenticator);
      assertEquals(
          "Secret 'hauberk.issuers.main.revocations' is missing at "
              + list()
              + ". Mount it there, or name another place.",
          missing.getMessage());
    }

    @Test
    void that_is_broken_at_the_start_is_an_error() {
      write("{\"revoked\":[{\"jti\":\"hunter2\",\"hunter2\":1}]}");
      RevocationListException broken =
          assertThrows(RevocationListException.class, RevocationTest.this::authenticator);
      assertEquals(
          "hauberk.issuers.main.revocations names the revocation list "
              + list()
              + ", which cannot be used: /revoked/0 has an unknown member: beside jti may stand"
              + " until",
          broken.getMessage());
      assertFalse(broken.toString().contains("hunter2"));
    }

    @Test
    void whose_rotation_nobody_would_notice_is_an_error() {
      revoke();
      Authenticator.Builder builder =
          Authenticator.builder()
              .profile(
                  IssuerProfile.builder("main")
                      .issuer(TestToken.ISSUER)
                      .audience(TestToken.AUDIENCE)
                      .revocations(list())
                      .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                      .build());
      assertThrows(IllegalStateException.class, builder::build);
    }
  }
}
