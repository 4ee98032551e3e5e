package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IssuerProfileTest {
  private final IssuerProfile.Builder builder = IssuerProfile.builder("main");

  private static KeySource keys() {
    return KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED));
  }

  private static String refusal(Executable step) {
    return String.valueOf(assertThrows(RuntimeException.class, step).getMessage());
  }

  @Test
  void a_profile_needs_three_lines_and_the_rest_is_safe() {
    IssuerProfile profile =
        builder.issuer(TestToken.ISSUER).audience(TestToken.AUDIENCE).keys(keys()).build();
    assertEquals("main", profile.name());
    assertEquals(TestToken.ISSUER, profile.issuer());
    assertEquals(Set.of(TestToken.AUDIENCE), profile.audiences());
    assertEquals(
        Set.of(JwsAlgorithm.RS256, JwsAlgorithm.PS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA),
        profile.algorithms());
    assertFalse(profile.acceptsUntypedTokens());
    assertEquals(Duration.ofSeconds(60), profile.clockSkew());
    assertEquals(Duration.ofHours(24), profile.maxLifetime());
    assertEquals(Optional.empty(), profile.maxAge());
    assertEquals("scope", profile.scopeClaim());
    assertEquals(Optional.empty(), profile.scopeListClaim());
    assertEquals(16_384, profile.maxTokenBytes());
    assertEquals("IssuerProfile[main]", profile.toString());
  }

  @Nested
  class Refuses {
    @Test
    void a_profile_that_leaves_the_issuer_open() {
      assertEquals(
          "the issuer profile 'main' leaves open whom it trusts: set hauberk.issuers.main.issuer to"
              + " the exact 'iss' of the tokens, as the issuer's metadata spells it",
          refusal(() -> builder.audience("a").keys(keys()).build()));
    }

    @Test
    void a_profile_that_leaves_the_audience_open() {
      assertTrue(
          refusal(() -> builder.issuer("i").keys(keys()).build())
              .contains("hauberk.issuers.main.audience"));
    }

    @Test
    void a_profile_that_leaves_the_keys_open() {
      assertTrue(
          refusal(() -> builder.issuer("i").audience("a").build())
              .contains("hauberk.issuers.main.keys"));
    }

    @Test
    void a_wildcard_as_audience() {
      assertTrue(refusal(() -> builder.audience("*")).contains("must not be '*'"));
    }

    @Test
    void empty_texts() {
      assertTrue(refusal(() -> builder.issuer("")).contains("issuer must not be empty"));
      assertTrue(refusal(() -> builder.audience(" ")).contains("audience must not be empty"));
      assertTrue(refusal(() -> builder.scopeClaim("")).contains("scope-claim"));
      assertTrue(refusal(() -> builder.scopeListClaim("")).contains("scope-list-claim"));
    }

    @Test
    void no_algorithms() {
      assertTrue(refusal(() -> builder.algorithms(Set.of())).contains("algorithms is empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "ä", "a/b"})
    void names_that_could_not_stand_in_a_property(String name) {
      assertThrows(IllegalArgumentException.class, () -> IssuerProfile.builder(name));
    }

    @Test
    void values_out_of_range() {
      assertTrue(
          refusal(() -> builder.clockSkew(Duration.ofSeconds(-1)))
              .contains("hauberk.issuers.main.clock-skew must be between 0 s and 5 min"));
      assertTrue(refusal(() -> builder.clockSkew(Duration.ofSeconds(301))).contains("clock-skew"));
      assertTrue(refusal(() -> builder.maxLifetime(Duration.ZERO)).contains("max-lifetime"));
      assertTrue(refusal(() -> builder.maxAge(Duration.ofDays(367))).contains("max-age"));
      assertTrue(refusal(() -> builder.maxTokenBytes(255)).contains("max-token-size"));
      assertTrue(refusal(() -> builder.maxTokenBytes(65_537)).contains("max-token-size"));
    }
  }

  @Nested
  class An_authenticator {
    private IssuerProfile profile(String name, String issuer, KeySource keys) {
      return IssuerProfile.builder(name).issuer(issuer).audience("a").keys(keys).build();
    }

    private String refusalOf(IssuerProfile... profiles) {
      Authenticator.Builder authenticator = Authenticator.builder();
      for (IssuerProfile each : profiles) {
        authenticator.profile(each);
      }
      return refusal(authenticator::build);
    }

    @Test
    void needs_a_profile() {
      assertTrue(refusalOf().contains("no issuer is trusted"));
    }

    @Test
    void takes_each_name_and_each_issuer_once() {
      assertTrue(
          refusalOf(profile("a", "i", keys()), profile("a", "j", keys())).contains("profile 'a'"));
      assertTrue(
          refusalOf(profile("a", "i", keys()), profile("b", "i", keys())).contains("profile 'b'"));
    }

    @Test
    void takes_no_keys_that_serve_two_issuers() {
      KeySource shared = keys();
      assertTrue(
          refusalOf(profile("a", "i", shared), profile("b", "j", shared))
              .contains("serve another profile already"));
    }

    @Test
    void takes_a_cache_size_within_its_range() {
      assertThrows(IllegalArgumentException.class, () -> Authenticator.builder().cacheSize(-1));
      assertThrows(
          IllegalArgumentException.class, () -> Authenticator.builder().cacheSize(1_000_001));
    }
  }
}
