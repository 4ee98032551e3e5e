package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.request.TestAuthority;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a client certificate (RFC 8705, 3). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BindingTest {
  private static final TestAuthority AUTHORITY = TestAuthority.root("Test CA");
  private static final List<X509Certificate> MINE = AUTHORITY.order("payments").issue().chain();
  private static final List<X509Certificate> ANOTHER =
      AUTHORITY.intermediate("Below").order("payments").issue().chain();

  private final Authenticator authenticator =
      Authenticator.builder()
          .profile(
              IssuerProfile.builder("main")
                  .issuer(TestToken.ISSUER)
                  .audience(TestToken.AUDIENCE)
                  .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                  .build())
          .clock(HandClock.at("2026-01-01T00:00:00Z"))
          .build();

  private static String thumbprint(X509Certificate certificate) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestHead bound(String confirmation) {
    return TestHead.bearing(TestToken.t0().claim("cnf", confirmation).sign());
  }

  private static TestHead mine() {
    return bound("{\"x5t#S256\":\"" + thumbprint(MINE.get(0)) + "\"}");
  }

  private void assertRefused(TestHead head) {
    Refused refused = assertInstanceOf(Refused.class, authenticator.authenticate(head));
    assertEquals(Reason.BINDING_FAILED, refused.denied().reason());
  }

  @Nested
  class A_bound_token {
    @Test
    void is_taken_over_the_connection_of_its_certificate() {
      Authenticated good =
          assertInstanceOf(Authenticated.class, authenticator.authenticate(mine().over(MINE)));
      assertEquals(Proof.Kind.CERTIFICATE_BOUND_TOKEN, good.caller().proofs().get(0).kind());
    }

    @Test
    void is_refused_as_a_plain_bearer_token() {
      assertRefused(mine());
    }

    @Test
    void is_refused_over_the_connection_of_another_certificate() {
      assertRefused(mine().over(ANOTHER));
    }

    @Test
    void is_refused_where_its_certificate_is_not_the_first_of_the_chain() {
      assertRefused(mine().over(List.of(ANOTHER.get(0), MINE.get(0))));
    }

    @Test
    void is_judged_each_time_that_it_comes() {
      TestHead head = mine();
      assertInstanceOf(Authenticated.class, authenticator.authenticate(head.over(MINE)));
      assertTrue(authenticator.read(head).areKnown(), "the token is known, whoever brings it");
      assertRefused(head);
      assertRefused(head.over(ANOTHER));
      assertInstanceOf(Authenticated.class, authenticator.authenticate(head.over(MINE)));
    }
  }

  @Nested
  class A_token {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "null",
          "[]",
          "\"x\"",
          "{\"x5t#S256\":null}",
          "{\"x5t#S256\":\"\"}",
          "{\"x5t#S256\":\"AAAA\"}",
          "{\"kid\":\"rsa1\"}"
        })
    void is_refused_if_nobody_can_show_what_it_is_bound_to(String confirmation) {
      assertRefused(bound(confirmation).over(MINE));
    }

    @Test
    void that_is_not_bound_is_taken_over_any_connection() {
      TestHead head = TestHead.bearing(TestToken.t0().sign());
      assertFalse(authenticator.read(head).areKnown());
      Authenticated good =
          assertInstanceOf(Authenticated.class, authenticator.authenticate(head.over(MINE)));
      assertEquals(Proof.Kind.BEARER_TOKEN, good.caller().proofs().get(0).kind());
    }
  }
}
