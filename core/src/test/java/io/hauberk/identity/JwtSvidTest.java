package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPIFFE's JWT-SVIDs, verified with the bundle of their trust domain. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JwtSvidTest {
  private static final String AUDIENCE = "spiffe://prod.example/orders";
  private static final String WORKLOAD = "spiffe://prod.example/ns/shop/sa/payments";

  @TempDir Path mount;
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final SecurityEvents events = SecurityEvents.direct(event -> {}, clock);
  private final SecretPoller secrets = new SecretPoller(events, clock);

  private static String svidJwk(String kid, KeyPair pair) {
    return TestKeys.rsaJwk(kid, pair, "RS256").replace("\"use\":\"sig\"", "\"use\":\"jwt-svid\"");
  }

  /** A bundle as SPIRE writes one: keys of both kinds, and members of its own. */
  private static String bundle(String... keys) {
    String x509 =
        TestKeys.rsaJwk("x", TestKeys.RSA2, "RS256")
            .replace("\"use\":\"sig\",\"kid\":\"x\"", "\"use\":\"x509-svid\"");
    return TestKeys.set(String.join(",", keys), x509)
        .replace("{\"keys\"", "{\"spiffe_sequence\":7,\"spiffe_refresh_hint\":300,\"keys\"");
  }

  private Path mounted(String name, String content) {
    try {
      return Files.writeString(mount.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IssuerProfile.Builder mesh(String content) {
    return IssuerProfile.spiffe("mesh", "prod.example")
        .audience(AUDIENCE)
        .keys(KeySource.spiffeBundle(mounted("bundle.json", content)));
  }

  private Authenticator authenticator(IssuerProfile... profiles) {
    Authenticator.Builder builder =
        Authenticator.builder().clock(clock).events(events).secrets(secrets);
    for (IssuerProfile profile : profiles) {
      builder.profile(profile);
    }
    return builder.build();
  }

  private Authenticator authenticator() {
    return authenticator(mesh(bundle(svidJwk("k1", TestKeys.RSA1))).build());
  }

  /**
   * As SPIRE makes them: no {@code typ}, no {@code client_id}, an {@code iss} that says nothing.
   */
  private static TestToken svid() {
    return TestToken.t0()
        .head("typ", null)
        .head("kid", "\"k1\"")
        .claim("iss", "\"https://oidc.prod.example\"")
        .claim("client_id", null)
        .claim("jti", null)
        .claim("sub", "\"" + WORKLOAD + "\"")
        .claim("aud", "[\"" + AUDIENCE + "\"]");
  }

  private static Proof admitted(Authentication answer) {
    return assertInstanceOf(Authenticated.class, answer, answer::toString).caller().proofs().get(0);
  }

  private static void assertRefuses(Reason reason, Authenticator authenticator, TestToken token) {
    assertRefuses(reason, authenticator, token.sign());
  }

  private static void assertRefuses(Reason reason, Authenticator authenticator, String token) {
    assertEquals(
        reason,
        assertInstanceOf(Refused.class, authenticator.authenticate(TestHead.bearing(token)))
            .denied()
            .reason());
  }

  @Nested
  class Admits {
    @Test
    void a_workload_by_its_spiffe_id() {
      Proof proof = admitted(authenticator().authenticate(TestHead.bearing(svid().sign())));
      assertEquals("mesh", proof.profile());
      assertEquals("spiffe://prod.example", proof.issuer());
      assertEquals(WORKLOAD, proof.subject());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"\"JWT\"", "\"JOSE\""})
    void the_types_that_it_may_have(@Nullable String type) { // JWT-SVID, 2.3
      admitted(authenticator().authenticate(TestHead.bearing(svid().head("typ", type).sign())));
    }

    @Test
    void one_without_iss_and_without_iat() {
      TestToken token = svid().claim("iss", null).claim("iat", null);
      admitted(authenticator().authenticate(TestHead.bearing(token.sign())));
    }

    @Test
    void one_without_kid_if_one_key_fits() { // JWT-SVID, 2.2
      admitted(authenticator().authenticate(TestHead.bearing(svid().head("kid", null).sign())));
    }

    @Test
    void one_of_a_new_key_once_the_bundle_is_rotated() {
      Authenticator authenticator = authenticator();
      String token = svid().head("kid", "\"k2\"").sign(TestToken.rs256(TestKeys.RSA2));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator, token);
      mounted("bundle.json", bundle(svidJwk("k2", TestKeys.RSA2)));
      secrets.poll();
      admitted(authenticator.authenticate(TestHead.bearing(token)));
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator, svid());
    }

    @Test
    void those_of_several_trust_domains_side_by_side_and_of_an_issuer() {
      Authenticator authenticator =
          authenticator(
              mesh(bundle(svidJwk("k1", TestKeys.RSA1))).build(),
              IssuerProfile.spiffe("partner", "partner.example")
                  .audience(AUDIENCE)
                  .keys(
                      KeySource.spiffeBundle(
                          mounted("partner.json", bundle(svidJwk("k1", TestKeys.RSA2)))))
                  .build(),
              IssuerProfile.builder("main")
                  .issuer(TestToken.ISSUER)
                  .audience(TestToken.AUDIENCE)
                  .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                  .build());
      assertEquals(
          "mesh", admitted(authenticator.authenticate(TestHead.bearing(svid().sign()))).profile());
      TestToken theirs = svid().claim("sub", "\"spiffe://partner.example/billing\"");
      assertEquals(
          "partner",
          admitted(
                  authenticator.authenticate(
                      TestHead.bearing(theirs.sign(TestToken.rs256(TestKeys.RSA2)))))
              .profile());
      assertRefuses(Reason.SIGNATURE_INVALID, authenticator, theirs); // by the other's key
      assertEquals(
          "main",
          admitted(authenticator.authenticate(TestHead.bearing(TestToken.t0().sign()))).profile());
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "spiffe://prod.example",
          "spiffe://prod.example/",
          "spiffe://prod.example/ns/../payments",
          "spiffe://prod.example/ns//payments",
          "spiffe://prod.example/payments?a=b",
          "spiffe://prod.example:443/payments",
          "SPIFFE://prod.example/payments",
          "spiffe://Prod.example/payments",
          "spiffe://other.example/payments",
          "spiffe://prod.example.evil/payments",
          "payments"
        })
    void a_subject_that_is_no_workload_of_the_trust_domain(String subject) { // JWT-SVID, 3.1
      Reason reason =
          subject.equals("spiffe://prod.example") ? Reason.CLAIM_INVALID : Reason.ISSUER_MISMATCH;
      assertRefuses(reason, authenticator(), svid().claim("sub", "\"" + subject + "\""));
    }

    @Test
    void another_issuers_token_that_takes_the_name_of_a_workload() {
      Authenticator authenticator =
          authenticator(
              mesh(bundle(svidJwk("k1", TestKeys.RSA2))).build(),
              IssuerProfile.builder("main")
                  .issuer(TestToken.ISSUER)
                  .audience(AUDIENCE)
                  .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                  .acceptUntypedTokens()
                  .build());
      TestToken token = svid().claim("iss", "\"" + TestToken.ISSUER + "\"").head("kid", "\"rsa1\"");
      assertRefuses(Reason.KEY_NOT_FOUND, authenticator, token);
      assertRefuses(Reason.SIGNATURE_INVALID, authenticator, token.head("kid", "\"k1\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"at+jwt\"", "\"dpop+jwt\"", "\"wit+jwt\"", "\"SVID\""})
    void another_type(String type) {
      assertRefuses(Reason.TYPE_MISMATCH, authenticator(), svid().head("typ", type));
    }

    @Test
    void eddsa_which_no_svid_has() { // JWT-SVID, 2.1
      assertRefuses(
          Reason.ALGORITHM_NOT_ALLOWED,
          authenticator(),
          svid().head("alg", "\"EdDSA\"").sign(TestToken.ed25519(TestKeys.ED1)));
    }

    @Test
    void one_without_audience_or_expiry() { // JWT-SVID, 3.2 and 3.3
      assertRefuses(Reason.AUDIENCE_MISMATCH, authenticator(), svid().claim("aud", null));
      assertRefuses(
          Reason.AUDIENCE_MISMATCH,
          authenticator(),
          svid().claim("aud", "[\"spiffe://prod.example/stock\"]"));
      assertRefuses(Reason.CLAIM_MISSING, authenticator(), svid().claim("exp", null));
      assertRefuses(Reason.EXPIRED, authenticator(), svid().claim("exp", TestToken.NOW - 60));
    }

    @Test
    void one_of_a_key_for_certificates() {
      assertRefuses(
          Reason.KEY_NOT_FOUND,
          authenticator(),
          svid().head("kid", "\"x\"").sign(TestToken.rs256(TestKeys.RSA2)));
    }
  }

  @Nested
  class A_bundle {
    private void assertUnusable(String content) {
      assertThrows(KeySetException.class, () -> authenticator(mesh(content).build()));
    }

    @Test
    void without_a_key_for_jwt_svids_stops_the_start() {
      assertUnusable(bundle());
      assertUnusable(TestKeys.TRUSTED);
      assertUnusable(bundle(svidJwk("k1", TestKeys.RSA1).replace("\"kid\":\"k1\",", "")));
      assertUnusable(bundle(svidJwk("k1", TestKeys.RSA1).replace("jwt-svid", "JWT-SVID")));
    }

    @Test
    void that_cannot_be_used_leaves_the_last_good_one() {
      Authenticator authenticator = authenticator();
      mounted("bundle.json", bundle());
      secrets.poll();
      admitted(authenticator.authenticate(TestHead.bearing(svid().sign())));
      assertFalse(secrets.states().get(0).trouble() == null);
    }

    @Test
    void goes_with_a_trust_domain_and_with_nothing_else() {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  IssuerProfile.builder("main")
                      .issuer(TestToken.ISSUER)
                      .audience(AUDIENCE)
                      .keys(KeySource.spiffeBundle(Path.of("bundle.json")))
                      .build());
      assertTrue(String.valueOf(e.getMessage()).contains("trust-domain"), e.getMessage());
      assertThrows(
          IllegalStateException.class,
          () ->
              IssuerProfile.spiffe("mesh", "prod.example")
                  .audience(AUDIENCE)
                  .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
                  .build());
    }
  }

  @Nested
  class A_profile {
    @ParameterizedTest
    @ValueSource(strings = {"", "spiffe://prod.example", "Prod.example", "prod.example/a", "a:1"})
    void has_a_trust_domain_without_scheme(String trustDomain) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> IssuerProfile.spiffe("mesh", trustDomain));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("hauberk.issuers.mesh.trust-domain"),
          e.getMessage());
    }

    @Test
    void has_no_issuer_and_no_eddsa() {
      assertThrows(
          IllegalStateException.class,
          () -> IssuerProfile.spiffe("mesh", "prod.example").issuer("https://a.example"));
      assertThrows(
          IllegalStateException.class,
          () -> mesh(bundle(svidJwk("k1", TestKeys.RSA1))).algorithms(JwsAlgorithm.EDDSA).build());
    }

    @Test
    void is_the_only_one_of_its_trust_domain() {
      IssuerProfile one = mesh(bundle(svidJwk("k1", TestKeys.RSA1))).build();
      IssuerProfile other =
          IssuerProfile.spiffe("again", "prod.example")
              .audience(AUDIENCE)
              .keys(KeySource.spiffeBundle(mount.resolve("bundle.json")))
              .build();
      assertThrows(IllegalStateException.class, () -> authenticator(one, other));
      assertEquals(
          List.of(true, "spiffe://prod.example"),
          List.of(one.acceptsUntypedTokens(), one.issuer()));
    }
  }
}
