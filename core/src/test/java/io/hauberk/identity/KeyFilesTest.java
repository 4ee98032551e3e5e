package io.hauberk.identity;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.identity.KeyState.Standing;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyFilesTest {
  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecretPoller secrets =
      new SecretPoller(SecurityEvents.direct(events::add, clock), clock);

  private Path write(String name, String content) {
    try {
      return Files.writeString(mount.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Authenticator authenticator(KeySource keys) {
    return Authenticator.builder().profile(profile(keys)).clock(clock).secrets(secrets).build();
  }

  private static IssuerProfile profile(KeySource keys) {
    return IssuerProfile.builder("main")
        .issuer(TestToken.ISSUER)
        .audience(TestToken.AUDIENCE)
        .keys(keys)
        .build();
  }

  private static TestHead byRsa1() {
    return TestHead.bearing(TestToken.t0().sign());
  }

  private static TestHead byRsa2() {
    return TestHead.bearing(
        TestToken.t0().head("kid", "\"rsa2\"").sign(TestToken.rs256(TestKeys.RSA2)));
  }

  private static void assertAdmits(Authentication answer) {
    assertInstanceOf(Authenticated.class, answer, answer::toString);
  }

  private static void assertRefuses(Reason reason, Authentication answer) {
    assertEquals(reason, assertInstanceOf(Refused.class, answer).denied().reason());
  }

  @Nested
  class A_key_set {
    private static final String NEW = TestKeys.set(TestKeys.rsaJwk("rsa2", TestKeys.RSA2, "RS256"));

    @Test
    void is_read_when_the_authenticator_is_built() {
      Authenticator authenticator =
          authenticator(KeySource.jwksFile(write("jwks.json", TestKeys.TRUSTED)));
      assertAdmits(authenticator.authenticate(byRsa1()));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(byRsa2()));
    }

    @Test
    void is_rotated_and_ends_tokens_that_were_verified_before() {
      Authenticator authenticator =
          authenticator(KeySource.jwksFile(write("jwks.json", TestKeys.TRUSTED)));
      assertAdmits(authenticator.authenticate(byRsa1()));
      write("jwks.json", NEW);
      secrets.poll();
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator.authenticate(byRsa1()));
      assertAdmits(authenticator.authenticate(byRsa2()));
      assertEquals(SecurityEvent.Kind.SECRET_ROTATED, events.get(0).kind());
    }

    @Test
    void that_is_broken_leaves_the_last_good_one() {
      Authenticator authenticator =
          authenticator(KeySource.jwksFile(write("jwks.json", TestKeys.TRUSTED)));
      for (String broken : List.of(NEW.substring(0, 100), "{\"keys\":[]}", "")) {
        write("jwks.json", broken);
        secrets.poll();
        assertAdmits(authenticator.authenticate(byRsa1()));
      }
      assertEquals(3, events.size());
      events.forEach(e -> assertEquals(SecurityEvent.Kind.SECRET_UNUSABLE, e.kind()));
      write("jwks.json", NEW);
      secrets.poll();
      assertAdmits(authenticator.authenticate(byRsa2()));
    }

    @Test
    void that_is_missing_or_broken_at_the_start_is_an_error() {
      SecretException missing =
          assertThrows(
              SecretException.class,
              () -> authenticator(KeySource.jwksFile(mount.resolve("jwks.json"))));
      assertTrue(String.valueOf(missing.getMessage()).contains("hauberk.issuers.main.keys"));
      KeySource broken = KeySource.jwksFile(write("jwks.json", "{"));
      assertThrows(KeySetException.class, () -> authenticator(broken));
    }

    @Test
    void that_is_no_key_set_is_told_in_full_with_advice_that_can_be_followed() {
      Path file = write("jwks.json", TestKeys.TRUSTED);
      authenticator(KeySource.jwksFile(file));
      write("jwks.json", "[".repeat(100));
      secrets.poll();
      assertEquals(
          "refused: the key set is not strict JSON: JSON, line 1, column 17: more octets, levels or"
              + " values than such a document may have. Check that it is the right one.",
          events.get(0).details().get(Detail.CAUSE));
    }

    @Test
    void whose_rotation_nobody_would_notice_is_an_error() {
      KeySource keys = KeySource.jwksFile(write("jwks.json", TestKeys.TRUSTED));
      Authenticator.Builder builder = Authenticator.builder().profile(profile(keys));
      assertThrows(IllegalStateException.class, builder::build);
    }
  }

  @Test
  void how_it_stands_with_keys_that_never_change() {
    Authenticator authenticator = authenticator(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)));
    KeyState state = authenticator.keyStates().get(0);
    assertEquals("main", state.profile());
    assertEquals(Standing.IN_FORCE, state.standing());
    assertEquals(3, state.count());
    assertEquals(clock.instant(), state.since());
  }

  @Test
  void how_it_stands_with_key_files() {
    Authenticator authenticator =
        authenticator(
            KeySource.pemFiles(
                write("rsa1.pem", TestKeys.pem(TestKeys.RSA1)),
                write("rsa2.pem", TestKeys.pem(TestKeys.RSA2))));
    Instant start = clock.instant();
    KeyState fresh = authenticator.keyStates().get(0);
    assertEquals(Standing.IN_FORCE, fresh.standing());
    assertEquals(2, fresh.count());
    assertEquals(start, fresh.since());
    assertNull(fresh.trouble());

    clock.advance(Duration.ofSeconds(10));
    write("rsa1.pem", "no key");
    secrets.poll();
    KeyState stale = authenticator.keyStates().get(0);
    assertEquals(Standing.STALE, stale.standing());
    assertTrue(stale.hasKeys());
    assertEquals(fresh.fingerprint(), stale.fingerprint());
    assertEquals(start, stale.since());
    assertEquals(start.plusSeconds(10), requireNonNull(stale.trouble()).since());

    write("rsa2.pem", TestKeys.pem(TestKeys.EC1)); // the other file has no trouble
    secrets.poll();
    KeyState half = authenticator.keyStates().get(0);
    assertEquals(Standing.STALE, half.standing());
    assertEquals(start.plusSeconds(10), half.since());
    assertNotEquals(fresh.fingerprint(), half.fingerprint());

    write("rsa1.pem", TestKeys.pem(TestKeys.RSA1));
    secrets.poll();
    assertEquals(Standing.IN_FORCE, authenticator.keyStates().get(0).standing());
  }

  @Nested
  class Pem_files {
    @Test
    void are_named_by_tokens_with_the_file_name() {
      Authenticator authenticator =
          authenticator(
              KeySource.pemFiles(
                  write("rsa1.pem", TestKeys.pem(TestKeys.RSA1)),
                  write("rsa2.pem", TestKeys.pem(TestKeys.RSA2))));
      assertAdmits(authenticator.authenticate(byRsa1()));
      assertAdmits(authenticator.authenticate(byRsa2()));
      assertRefuses(
          Reason.KEY_NOT_FOUND,
          authenticator.authenticate(
              TestHead.bearing(TestToken.t0().head("kid", "\"rsa3\"").sign())));
    }

    @Test
    void are_named_by_tokens_with_the_thumbprint() {
      Authenticator authenticator =
          authenticator(
              KeySource.pemFiles(
                  write(
                      "all.pem",
                      TestKeys.pem(TestKeys.RSA2)
                          + "\n"
                          + TestKeys.pem(TestKeys.EC1)
                          + TestKeys.pem(TestKeys.ED1))));
      PublicMaterial ed = PublicMaterial.of(TestKeys.ED1.getPublic());
      String kid = '"' + (ed == null ? "" : ed.thumbprint()) + '"';
      assertAdmits(
          authenticator.authenticate(TestHead.bearing(TestToken.eddsa().head("kid", kid).sign())));
      assertRefuses(
          Reason.KEY_NOT_FOUND,
          authenticator.authenticate(
              TestHead.bearing(TestToken.eddsa().head("kid", "\"all\"").sign())));
    }

    @Test
    void need_no_name_where_one_key_fits() {
      Authenticator authenticator =
          authenticator(
              KeySource.pemFiles(
                  write("a.pem", TestKeys.pem(TestKeys.RSA1)),
                  write("b.pem", TestKeys.pem(TestKeys.EC1))));
      assertAdmits(
          authenticator.authenticate(TestHead.bearing(TestToken.t0().head("kid", null).sign())));
      assertAdmits(
          authenticator.authenticate(TestHead.bearing(TestToken.es256().head("kid", null).sign())));
    }

    @Test
    void are_rotated_one_by_one() {
      Authenticator authenticator =
          authenticator(
              KeySource.pemFiles(
                  write("rsa1.pem", TestKeys.pem(TestKeys.RSA1)),
                  write("rsa2.pem", TestKeys.pem(TestKeys.EC1))));
      write("rsa2.pem", TestKeys.pem(TestKeys.RSA2));
      secrets.poll();
      assertAdmits(authenticator.authenticate(byRsa1()));
      assertAdmits(authenticator.authenticate(byRsa2()));
      write("rsa1.pem", "no key");
      secrets.poll();
      assertAdmits(authenticator.authenticate(byRsa1()));
    }

    @Test
    void of_which_one_block_is_malformed_are_refused_whole() {
      String sound = TestKeys.pem(TestKeys.RSA1);
      String other = TestKeys.pem(TestKeys.RSA2);
      authenticator(KeySource.pemFiles(write("good.pem", "# old\n" + sound + "# new\r\n" + other)));
      authenticator(KeySource.pemFiles(write("good.pem", "\uFEFF" + sound)));
      authenticator(KeySource.pemFiles(write("good.pem", sound.replace("\n", "\r\n") + other)));
      String der = other.replaceAll("-----.*?-----|\\s", "");
      byte[] longer =
          Arrays.copyOf(
              Base64.getDecoder().decode(der), Base64.getDecoder().decode(der).length + 1);
      for (String bad :
          List.of(
              other.replace("-----", "----"),
              other.replace("BEGIN", "begin"),
              other.replace("-----\n", "-----"),
              other.replaceAll("-----END.*", ""),
              other.replaceAll("-----BEGIN.*", ""),
              other.replace("\nM", "\n*M"), // the lenient decoder would pass it over
              "-----BEGIN PUBLIC KEY-----\n"
                  + Base64.getMimeEncoder().encodeToString(longer)
                  + "\n-----END PUBLIC KEY-----\n")) {
        KeySource keys = KeySource.pemFiles(write("bad.pem", sound + bad));
        assertThrows(KeySetException.class, () -> authenticator(keys), bad);
      }
    }

    @Test
    void hold_nothing_but_sound_public_keys() {
      for (String bad :
          List.of(
              "",
              "no key",
              "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
              "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
              "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
              TestKeys.pem(TestKeys.rsa(1024, java.math.BigInteger.valueOf(65537))))) {
        KeySource keys = KeySource.pemFiles(write("bad.pem", bad));
        assertThrows(RuntimeException.class, () -> authenticator(keys));
      }
      assertThrows(IllegalArgumentException.class, KeySource::pemFiles);
    }

    @Test
    void of_one_name_are_refused() throws IOException {
      Path other = Files.createDirectory(mount.resolve("other"));
      Path twin = Files.writeString(other.resolve("rsa1.crt"), TestKeys.pem(TestKeys.RSA2));
      KeySource keys = KeySource.pemFiles(write("rsa1.pem", TestKeys.pem(TestKeys.RSA1)), twin);
      assertThrows(KeySetException.class, () -> authenticator(keys));
    }
  }
}
