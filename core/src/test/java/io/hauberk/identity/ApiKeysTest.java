package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.apikey.ApiKeyListException;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.Caller;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.secret.SecretException;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final List<SecurityEvent> events = new ArrayList<>();
  private final SecretPoller secrets = new SecretPoller(SecurityEvents.direct(events::add, clock));
  private final ApiKey old = ApiKey.generate("old", RANDOM);
  private final ApiKey fresh = ApiKey.generate("new", RANDOM);

  private static ApiKeyEntry entry(ApiKey key) {
    return ApiKeyEntry.of(key, "billing").withScopes(Set.of("orders:read"));
  }

  private Path list(String name) {
    return mount.resolve(name + ".json");
  }

  private void write(String name, ApiKeyEntry... entries) {
    ApiKeyList list = ApiKeyList.EMPTY;
    for (ApiKeyEntry entry : entries) {
      list = list.with(entry);
    }
    writeText(name, list.write());
  }

  private void writeText(String name, String text) {
    try {
      Files.writeString(list(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    secrets.poll();
  }

  private Authenticator authenticator(String... names) {
    Authenticator.Builder builder =
        Authenticator.builder()
            .clock(clock)
            .secrets(secrets)
            .events(SecurityEvents.direct(events::add, clock));
    Arrays.stream(names).forEach(name -> builder.profile(ApiKeyProfile.of(name, list(name))));
    return builder.build();
  }

  private static BroughtKey brought(String... texts) {
    return new BroughtKey(Set.of("partners"), List.of(texts));
  }

  private static Authentication answer(Authenticator authenticator, BroughtKey... keys) {
    return authenticator.read(TestHead.authorization(), List.of(keys)).authenticate();
  }

  private static Authentication answer(Authenticator authenticator, ApiKey key) {
    return answer(authenticator, brought(key.text()));
  }

  private static Caller assertAdmits(Authentication answer) {
    return assertInstanceOf(Authenticated.class, answer, answer::toString).caller();
  }

  private static void assertRefuses(Reason reason, Authentication answer) {
    assertEquals(
        reason, assertInstanceOf(Refused.class, answer, answer::toString).denied().reason());
  }

  @Nested
  class A_key {

    @Test
    void that_is_in_the_list_says_who_is_calling() {
      write("partners", entry(old));
      Caller caller = assertAdmits(answer(authenticator("partners"), old));
      Proof proof = caller.proofs().get(0);
      assertEquals("partners:billing", caller.id());
      assertEquals(Set.of("orders:read"), caller.scopes());
      assertEquals(Proof.Kind.API_KEY, proof.kind());
      assertEquals(Map.of("key_id", "old"), proof.claims());
      assertFalse(proof.toString().contains(old.text()), "the proof tells the key");
    }

    @Test
    void that_is_not_in_the_list_is_unknown_whether_or_not_its_id_is() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      assertRefuses(Reason.API_KEY_UNKNOWN, answer(authenticator, fresh));
      assertRefuses(Reason.API_KEY_UNKNOWN, answer(authenticator, ApiKey.generate("old", RANDOM)));
      assertRefuses(
          Reason.API_KEY_UNKNOWN, answer(authenticator, ApiKey.generate("nobody", RANDOM)));
      assertAdmits(answer(authenticator, old));
    }

    @Test
    void is_good_from_its_beginning_until_its_end() {
      write(
          "partners",
          entry(old)
              .withNotBefore(Instant.parse("2026-01-02T00:00:00Z"))
              .withExpires(Instant.parse("2026-01-03T00:00:00Z")));
      Authenticator authenticator = authenticator("partners");
      clock.set("2026-01-01T23:59:59.999Z");
      assertRefuses(Reason.API_KEY_NOT_YET_VALID, answer(authenticator, old));
      clock.set("2026-01-02T00:00:00Z");
      assertAdmits(answer(authenticator, old));
      clock.set("2026-01-02T23:59:59.999Z");
      assertAdmits(answer(authenticator, old));
      clock.set("2026-01-03T00:00:00Z");
      assertRefuses(Reason.API_KEY_EXPIRED, answer(authenticator, old));
      assertRefuses( // times are told to who has the key, not to who guesses its id
          Reason.API_KEY_UNKNOWN, answer(authenticator, ApiKey.generate("old", RANDOM)));
    }

    @Test
    void that_is_misspelt_is_no_key() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      for (String text :
          List.of("", " ", "x".repeat(257), old.text() + "x", old.text() + "\u00E9", "Bearer x")) {
        assertRefuses(Reason.API_KEY_MALFORMED, answer(authenticator, brought(text)));
      }
      assertRefuses(
          Reason.API_KEY_MALFORMED,
          answer(authenticator, brought(old.text() + "," + fresh.text())));
      assertAdmits(answer(authenticator, old));
    }

    @Test
    void stands_once() {
      write("partners", entry(old), entry(fresh));
      Authenticator authenticator = authenticator("partners");
      assertRefuses(
          Reason.CREDENTIALS_MALFORMED, answer(authenticator, brought(old.text(), old.text())));
      assertRefuses(
          Reason.CREDENTIALS_MALFORMED, answer(authenticator, brought(old.text(), fresh.text())));
      assertRefuses(
          Reason.CREDENTIALS_MALFORMED,
          answer(authenticator, brought(old.text()), brought(old.text())));
      assertAdmits(answer(authenticator, brought(old.text()), brought()));
    }

    @Test
    void that_is_absent_leaves_the_caller_unknown() {
      write("partners", entry(old));
      Authentication answer = answer(authenticator("partners"), brought());
      assertInstanceOf(Authentication.Anonymous.class, answer);
    }

    @Test
    void counts_for_the_lists_of_its_place_only() {
      write("partners", entry(old));
      write("internal", entry(fresh));
      Authenticator authenticator = authenticator("partners", "internal");
      assertRefuses(Reason.API_KEY_UNKNOWN, answer(authenticator, fresh));
      BroughtKey either = new BroughtKey(Set.of("partners", "internal"), List.of(fresh.text()));
      assertEquals("internal:billing", assertAdmits(answer(authenticator, either)).id());
      BroughtKey inner = new BroughtKey(Set.of("internal"), List.of(fresh.text()));
      Caller both = assertAdmits(answer(authenticator, brought(old.text()), inner));
      assertEquals(2, both.proofs().size());
    }

    @Test
    void and_a_token_must_both_hold() {
      write("partners", entry(old));
      Authenticator authenticator =
          Authenticator.builder()
              .profile(
                  IssuerProfile.builder("main")
                      .issuer(TestToken.ISSUER)
                      .audience(TestToken.AUDIENCE)
                      .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                      .build())
              .profile(ApiKeyProfile.of("partners", list("partners")))
              .clock(clock)
              .secrets(secrets)
              .build();
      TestHead good = TestHead.bearing(TestToken.t0().sign());
      TestHead forged = TestHead.bearing(TestToken.t0().with(new byte[256]));
      List<BroughtKey> key = List.of(brought(old.text()));
      Caller caller = assertAdmits(authenticator.read(good, key).authenticate());
      assertEquals(
          List.of("main", "partners"), caller.proofs().stream().map(Proof::profile).toList());
      assertRefuses(Reason.SIGNATURE_INVALID, authenticator.read(forged, key).authenticate());
      assertRefuses(
          Reason.API_KEY_UNKNOWN,
          authenticator.read(good, List.of(brought(fresh.text()))).authenticate());
    }

    @Test
    void that_holds_is_not_held_up_by_the_failures_of_others() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      TestHead head = TestHead.authorization();
      assertTrue(authenticator.read(head, List.of(brought(old.text()))).areKnown());
      assertFalse(authenticator.read(head, List.of(brought(fresh.text()))).areKnown());
      assertFalse(authenticator.read(head, List.of(brought(""))).areKnown());
      assertFalse(authenticator.read(head, List.of()).areKnown());
    }

    @Test
    void a_token_is_refused_where_no_issuer_is_trusted() {
      write("partners", entry(old));
      assertRefuses(
          Reason.ISSUER_MISMATCH,
          authenticator("partners").authenticate(TestHead.bearing(TestToken.t0().sign())));
    }
  }

  @Nested
  class Rotated {

    @Test
    void old_and_new_hold_together_until_the_old_one_is_taken_out() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      assertRefuses(Reason.API_KEY_UNKNOWN, answer(authenticator, fresh));
      write("partners", entry(old), entry(fresh));
      assertAdmits(answer(authenticator, old));
      assertAdmits(answer(authenticator, fresh));
      write("partners", entry(fresh));
      assertRefuses(Reason.API_KEY_UNKNOWN, answer(authenticator, old));
      assertAdmits(answer(authenticator, fresh));
      assertEquals(
          List.of(Kind.SECRET_ROTATED, Kind.SECRET_ROTATED),
          events.stream().map(SecurityEvent::kind).toList());
    }

    @Test
    void a_broken_list_leaves_the_last_good_one_in_force() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      writeText("partners", "{\"keys\":[{}]}");
      assertAdmits(answer(authenticator, old));
      SecurityEvent event = events.get(0);
      assertEquals(Kind.SECRET_UNUSABLE, event.kind());
      assertEquals("hauberk.api-keys.partners", event.details().get(Detail.SECRET));
      assertEquals(
          "refused: /keys/0/id is missing: each key has one", event.details().get(Detail.CAUSE));
      writeText("partners", "");
      assertAdmits(answer(authenticator, old));
    }

    @Test
    void a_broken_list_at_the_start_stops_the_start() {
      writeText("partners", "{\"keys\":[{}]}");
      ApiKeyListException broken =
          assertThrows(ApiKeyListException.class, () -> authenticator("partners"));
      assertEquals(
          "hauberk.api-keys.partners names the list "
              + list("partners")
              + ", which cannot be used: /keys/0/id is missing: each key has one",
          broken.getMessage());
      assertThrows(SecretException.class, () -> authenticator("absent"));
    }
  }

  @Nested
  class Its_last_use {

    private @Nullable Instant lastUsed(Authenticator authenticator, ApiKey key) {
      return authenticator.apiKeyStates().stream()
          .filter(state -> state.id().equals(key.id()))
          .findFirst()
          .orElseThrow()
          .lastUsed();
    }

    @Test
    void is_the_last_time_that_a_request_came_with_it() {
      write("partners", entry(old), entry(fresh));
      Authenticator authenticator = authenticator("partners");
      assertNull(lastUsed(authenticator, old));
      assertAdmits(answer(authenticator, old));
      clock.advance(Duration.ofMillis(61_500));
      assertAdmits(answer(authenticator, old));
      assertEquals(Instant.parse("2026-01-01T00:01:01Z"), lastUsed(authenticator, old));
      assertNull(lastUsed(authenticator, fresh));
    }

    @Test
    void is_no_attempt_to_guess_it() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      assertRefuses(Reason.API_KEY_UNKNOWN, answer(authenticator, ApiKey.generate("old", RANDOM)));
      assertNull(lastUsed(authenticator, old));
    }

    @Test
    void outlives_a_rotation_unless_the_id_was_given_to_another_key() {
      write("partners", entry(old));
      Authenticator authenticator = authenticator("partners");
      assertAdmits(answer(authenticator, old));
      write("partners", entry(old).withScopes(Set.of()), entry(fresh));
      assertEquals(Instant.parse("2026-01-01T00:00:00Z"), lastUsed(authenticator, old));
      write("partners", entry(ApiKey.generate("old", RANDOM)));
      assertNull(lastUsed(authenticator, old));
    }
  }

  @Nested
  class Its_end {

    private List<SecurityEvent> told() {
      return events.stream().filter(event -> event.kind() == Kind.API_KEY_EXPIRES).toList();
    }

    @Test
    void is_told_once_two_weeks_ahead() {
      write(
          "partners", entry(old).withExpires(Instant.parse("2026-01-20T00:00:00Z")), entry(fresh));
      Authenticator authenticator = authenticator("partners");
      clock.set("2026-01-05T23:59:59Z");
      authenticator.maintain();
      assertEquals(0, told().size());
      assertFalse(authenticator.apiKeyStates().get(0).expiresSoon());
      clock.set("2026-01-06T00:00:00Z");
      authenticator.maintain();
      authenticator.maintain();
      write("partners", entry(old).withExpires(Instant.parse("2026-01-20T00:00:00Z")));
      authenticator.maintain();
      assertEquals(1, told().size());
      assertEquals(
          Map.of(
              Detail.PROFILE,
              "partners",
              Detail.API_KEY,
              "old",
              Detail.EXPIRES,
              "2026-01-20T00:00:00Z"),
          told().get(0).details());
      assertTrue(authenticator.apiKeyStates().get(0).expiresSoon());
      clock.set("2026-01-20T00:00:00Z");
      assertFalse(authenticator.apiKeyStates().get(0).expiresSoon());
    }

    @Test
    void is_told_anew_where_it_was_moved() {
      write("partners", entry(old).withExpires(Instant.parse("2026-01-10T00:00:00Z")));
      Authenticator authenticator = authenticator("partners");
      authenticator.maintain();
      write("partners", entry(old).withExpires(Instant.parse("2026-03-01T00:00:00Z")));
      authenticator.maintain();
      assertEquals(1, told().size());
      clock.set("2026-02-20T00:00:00Z");
      authenticator.maintain();
      assertEquals(2, told().size());
    }

    @Test
    void that_lies_behind_is_not_told() {
      write("partners", entry(old).withExpires(Instant.parse("2025-12-31T00:00:00Z")));
      authenticator("partners").maintain();
      assertEquals(0, told().size());
    }
  }

  @Test
  void two_profiles_of_one_name_are_refused() {
    write("partners", entry(old));
    assertThrows(IllegalStateException.class, () -> authenticator("partners", "partners"));
    assertThrows(IllegalArgumentException.class, () -> ApiKeyProfile.of("a b", list("partners")));
  }
}
