package io.hauberk.identity;

import static io.hauberk.identity.TestToken.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.Caller;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the corpus of attacks leaves open: what an honest caller becomes, and the profile's choices.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthenticatorTest {

  private static Authenticator authenticator(UnaryOperator<IssuerProfile.Builder> choices) {
    return Authenticator.builder()
        .profile(
            choices
                .apply(
                    IssuerProfile.builder("main")
                        .issuer(TestToken.ISSUER)
                        .audience(TestToken.AUDIENCE)
                        .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED))))
                .build())
        .clock(HandClock.at("2026-01-01T00:00:00Z"))
        .build();
  }

  private static Caller caller(Authenticator authenticator, TestToken token) {
    Authentication answer = authenticator.authenticate(TestHead.bearing(token.sign()));
    return assertInstanceOf(Authenticated.class, answer, answer::toString).caller();
  }

  private static Reason refusal(Authenticator authenticator, TestToken token) {
    Authentication answer = authenticator.authenticate(TestHead.bearing(token.sign()));
    return assertInstanceOf(Refused.class, answer).denied().reason();
  }

  @Test
  void a_caller_is_what_the_token_says_and_the_profile_vouches_for() {
    TestToken token =
        TestToken.t0()
            .claim("scope", "\"read write\"")
            .claim("tenant", "{\"id\":7,\"tags\":[\"a\",null]}")
            .claim("nothing", "null");
    Caller caller = caller(authenticator(UnaryOperator.identity()), token);
    assertEquals("user-42", caller.getName());
    assertEquals("main:user-42", caller.id());
    assertEquals(Set.of("read", "write"), caller.scopes());
    Proof proof = caller.proofs().get(0);
    assertEquals(Proof.Kind.BEARER_TOKEN, proof.kind());
    assertEquals("main", proof.profile());
    assertEquals(TestToken.ISSUER, proof.issuer());
    assertEquals("c1", proof.clientId());
    assertEquals(Instant.ofEpochSecond(NOW + 300), proof.expiresAt());
    assertEquals(
        new BigDecimal(7), assertInstanceOf(Map.class, proof.claims().get("tenant")).get("id"));
    assertFalse(proof.claims().containsKey("nothing"));
  }

  @Test
  void a_request_without_credentials_is_anonymous() {
    assertSame(
        Authentication.ANONYMOUS,
        authenticator(UnaryOperator.identity()).authenticate(TestHead.field("Accept", "*/*")));
  }

  @Test
  void the_issuer_chooses_the_profile() {
    Authenticator two =
        Authenticator.builder()
            .profile(profile("a", "https://a.example", TestKeys.TRUSTED))
            .profile(
                profile(
                    "b",
                    "https://b.example",
                    TestKeys.set(TestKeys.rsaJwk("rsa1", TestKeys.RSA2, "RS256"))))
            .clock(HandClock.at("2026-01-01T00:00:00Z"))
            .build();
    TestToken ofA = TestToken.t0().claim("iss", "\"https://a.example\"");
    TestToken ofB = TestToken.t0().claim("iss", "\"https://b.example\"");
    assertEquals("a:user-42", caller(two, ofA).id());
    assertEquals(Reason.SIGNATURE_INVALID, refusal(two, ofB));
    Authentication byB =
        two.authenticate(TestHead.bearing(ofB.sign(TestToken.rs256(TestKeys.RSA2))));
    assertEquals("b:user-42", assertInstanceOf(Authenticated.class, byB).caller().id());
  }

  private static IssuerProfile profile(String name, String issuer, String keys) {
    return IssuerProfile.builder(name)
        .issuer(issuer)
        .audience(TestToken.AUDIENCE)
        .keys(KeySource.jwks(TestKeys.octets(keys)))
        .build();
  }

  @Nested
  class Untyped_tokens {
    private final Authenticator strict = authenticator(UnaryOperator.identity());
    private final Authenticator lenient = authenticator(IssuerProfile.Builder::acceptUntypedTokens);

    private TestToken untyped() {
      return TestToken.t0()
          .head("typ", "\"JWT\"")
          .claim("jti", null)
          .claim("iat", null)
          .claim("client_id", null);
    }

    @Test
    void are_taken_where_the_profile_says_so() {
      assertEquals("user-42", caller(lenient, untyped()).getName());
      assertEquals("user-42", caller(lenient, untyped().head("typ", null)).getName());
      assertEquals("user-42", caller(lenient, TestToken.t0()).getName());
      assertEquals(Reason.TYPE_MISMATCH, refusal(strict, untyped()));
    }

    @Test
    void are_never_id_tokens_or_of_another_type() {
      assertEquals(Reason.TYPE_MISMATCH, refusal(lenient, untyped().claim("at_hash", "\"h\"")));
      assertEquals(Reason.TYPE_MISMATCH, refusal(lenient, untyped().claim("c_hash", "\"h\"")));
      assertEquals(Reason.TYPE_MISMATCH, refusal(lenient, untyped().head("typ", "\"logout+jwt\"")));
    }

    @Test
    void still_need_subject_and_expiry_and_a_believable_lifetime() {
      assertEquals(Reason.CLAIM_MISSING, refusal(lenient, untyped().claim("sub", null)));
      assertEquals(Reason.CLAIM_MISSING, refusal(lenient, untyped().claim("exp", null)));
      assertEquals(
          Reason.CLAIM_INVALID, refusal(lenient, untyped().claim("exp", NOW + 86_400 + 61)));
      assertEquals("user-42", caller(lenient, untyped().claim("exp", NOW + 86_400 + 60)).getName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "sub", "client_id", "iat", "jti"})
  void an_access_token_has_every_claim_that_rfc_9068_requires(String claim) {
    Authenticator authenticator = authenticator(UnaryOperator.identity());
    assertEquals(Reason.CLAIM_MISSING, refusal(authenticator, TestToken.t0().claim(claim, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\\r\\nb\"",
        "\"\\u001b[31m\"",
        "\"a\\u2028b\"",
        "\"a\\u202eb\"",
        "\" \"",
        "null",
        "[]"
      })
  void names_of_callers_hold_nothing_that_could_mislead_a_reader(String name) {
    Authenticator authenticator = authenticator(UnaryOperator.identity());
    for (String claim : new String[] {"sub", "client_id", "jti"}) {
      assertEquals(Reason.CLAIM_INVALID, refusal(authenticator, TestToken.t0().claim(claim, name)));
    }
  }

  @Nested
  class Scopes {
    @Test
    void stand_in_one_string() {
      Authenticator authenticator = authenticator(UnaryOperator.identity());
      assertEquals(Set.of(), caller(authenticator, TestToken.t0()).scopes());
      assertEquals(Set.of(), caller(authenticator, TestToken.t0().claim("scope", "\"\"")).scopes());
      assertEquals(
          Set.of("a:b", "c"),
          caller(authenticator, TestToken.t0().claim("scope", "\"a:b c a:b\"")).scopes());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[\"a\"]",
          "1",
          "null",
          "\" a\"",
          "\"a \"",
          "\"a  b\"",
          "\"a\\tb\"",
          "\"a\\\"\"",
          "\"\\u00e4\""
        })
    void in_another_form_are_refused(String scope) {
      Authenticator authenticator = authenticator(UnaryOperator.identity());
      assertEquals(
          Reason.CLAIM_INVALID, refusal(authenticator, TestToken.t0().claim("scope", scope)));
    }

    @Test
    void stand_in_an_array_where_the_profile_names_its_claim() {
      Authenticator authenticator = authenticator(p -> p.scopeListClaim("scp"));
      TestToken token = TestToken.t0().claim("scope", "\"a\"").claim("scp", "[\"b\",\"c\"]");
      assertEquals(Set.of("a", "b", "c"), caller(authenticator, token).scopes());
      assertEquals(
          Reason.CLAIM_INVALID, refusal(authenticator, TestToken.t0().claim("scp", "[\"a b\"]")));
      assertEquals(
          Reason.CLAIM_INVALID, refusal(authenticator, TestToken.t0().claim("scp", "\"a\"")));
    }

    @Test
    void may_have_either_form_where_the_profile_names_one_claim_for_both() {
      Authenticator authenticator = authenticator(p -> p.scopeListClaim("scope"));
      assertEquals(
          Set.of("a", "b"),
          caller(authenticator, TestToken.t0().claim("scope", "\"a b\"")).scopes());
      assertEquals(
          Set.of("a", "b"),
          caller(authenticator, TestToken.t0().claim("scope", "[\"a\",\"b\"]")).scopes());
      assertEquals(
          Reason.CLAIM_INVALID, refusal(authenticator, TestToken.t0().claim("scope", "{}")));
    }
  }

  @Test
  void a_token_has_at_most_the_length_of_its_profile() {
    Authenticator two =
        Authenticator.builder()
            .profile(
                IssuerProfile.builder("small")
                    .issuer(TestToken.ISSUER)
                    .audience(TestToken.AUDIENCE)
                    .maxTokenBytes(1000)
                    .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                    .build())
            .profile(profile("b", "https://b.example", TestKeys.TRUSTED))
            .clock(HandClock.at("2026-01-01T00:00:00Z"))
            .build();
    TestToken large = TestToken.t0().claim("x", '"' + "x".repeat(1000) + '"');
    assertEquals(Reason.TOKEN_TOO_LARGE, refusal(two, large));
    assertEquals("b:user-42", caller(two, large.claim("iss", "\"https://b.example\"")).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders?access_token=x",
        "/orders?access_token",
        "/orders?access_token=",
        "/orders?a=1&access_token=x&b=2",
        "/orders?&&access_token=x",
        "/orders?a=?&access_token=b=c",
        "/orders?access%5Ftoken=x",
        "/orders?a=1&%61ccess_token"
      })
  void a_token_beside_one_in_the_query_is_refused(String target) { // RFC 6750, 2
    Authentication answer =
        authenticator(UnaryOperator.identity())
            .authenticate(TestHead.bearing(TestToken.t0().sign()).to(target));
    assertEquals(
        Reason.CREDENTIALS_MALFORMED, assertInstanceOf(Refused.class, answer).denied().reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/access_token=x",
        "/orders?",
        "/orders?&&&",
        "/orders?a=access_token",
        "/orders?a=b=access_token&c",
        "/orders?access_tokens=x",
        "/orders?an_access_token=x",
        "/orders?ACCESS_TOKEN=x",
        "/orders?access%5Ftokens=x",
        "/orders?access%ZZtoken=x"
      })
  void a_token_beside_another_query_is_taken(String target) {
    assertInstanceOf(
        Authenticated.class,
        authenticator(UnaryOperator.identity())
            .authenticate(TestHead.bearing(TestToken.t0().sign()).to(target)));
  }

  @Test
  void short_and_odd_fields_are_refused_without_an_error() {
    Authenticator authenticator = authenticator(UnaryOperator.identity());
    Random random = new Random(7);
    String alphabet = "Bearer .=-_ \t\r\n\0A\u00e9{}\"";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder field = new StringBuilder(i % 2 == 0 ? "Bearer " : "");
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        field.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertInstanceOf(
          Refused.class, authenticator.authenticate(TestHead.authorization(field.toString())));
    }
  }

  @Test
  void a_token_changed_in_any_one_character_is_refused() {
    Authenticator authenticator = authenticator(UnaryOperator.identity());
    String token = TestToken.es256().sign();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertInstanceOf(
          Refused.class, authenticator.authenticate(TestHead.bearing(changed)), "at " + i);
    }
  }

  @Test
  void nothing_of_a_token_is_in_any_text_form() {
    String token = TestToken.t0().claim("secret", "\"hunter2\"").sign();
    Outcome<CompactJws> jws = CompactJws.read(token);
    TokenRules rules =
        new TokenRules(java.util.List.of(profile("a", TestToken.ISSUER, TestKeys.TRUSTED)));
    Outcome<TokenRules.OpenToken> open = rules.judge(token, NOW * 1000);
    Authentication answer =
        authenticator(UnaryOperator.identity()).authenticate(TestHead.bearing(token));
    String texts =
        String.join(
            "\n",
            jws.get().header().toString(),
            open.get().toString(),
            open.get().claims().toString(),
            answer.toString(),
            JwkSet.read(TestKeys.octets(TestKeys.TRUSTED)).toString(),
            Authentication.refused(Reason.EXPIRED).toString());
    for (String part : token.split("\\.", -1)) {
      assertFalse(texts.contains(part));
    }
    assertFalse(texts.contains("hunter2"));
    assertFalse(texts.contains("rsa1"));
  }
}
