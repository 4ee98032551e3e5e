package io.hauberk.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Refused;
import io.hauberk.request.HandClock;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes' projected service account tokens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceAccountTokenTest {
  private static final String CLUSTER = "https://kubernetes.default.svc.cluster.local";
  private static final String DETAILS =
      """
      {"namespace":"shop","node":{"name":"node-1","uid":"0e9ea2c0"},"pod":{"name":"payments-0",\
      "uid":"5e0bd49b"},"serviceaccount":{"name":"payments","uid":"14ee3fa4"},\
      "warnafter":1767225900}""";

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");

  private static IssuerProfile.Builder cluster() {
    return IssuerProfile.kubernetes("cluster")
        .issuer(CLUSTER)
        .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)));
  }

  private Authentication authenticate(TestToken token) {
    return Authenticator.builder()
        .profile(cluster().audience("orders").build())
        .clock(clock)
        .build()
        .authenticate(TestHead.bearing(token.sign()));
  }

  /** As the API server makes them for a projected volume. */
  private static TestToken token() {
    return TestToken.t0()
        .head("typ", null)
        .claim("iss", "\"" + CLUSTER + "\"")
        .claim("aud", "[\"orders\"]")
        .claim("client_id", null)
        .claim("nbf", TestToken.NOW - 10)
        .claim("exp", TestToken.NOW + 3600)
        .claim("sub", "\"system:serviceaccount:shop:payments\"")
        .claim("kubernetes.io", DETAILS);
  }

  private void assertRefuses(Reason reason, TestToken token) {
    assertEquals(reason, assertInstanceOf(Refused.class, authenticate(token)).denied().reason());
  }

  @Nested
  class Admits {
    @Test
    void an_account_by_namespace_and_name() {
      Proof proof =
          assertInstanceOf(Authenticated.class, authenticate(token())).caller().proofs().get(0);
      assertEquals("system:serviceaccount:shop:payments", proof.subject());
      assertEquals(CLUSTER, proof.issuer());
      Object details = proof.claims().get("kubernetes.io");
      assertEquals("shop", assertInstanceOf(Map.class, details).get("namespace"));
    }

    @Test
    void an_account_whose_name_has_dots() {
      assertInstanceOf(
          Authenticated.class,
          authenticate(
              token()
                  .claim("sub", "\"system:serviceaccount:shop:pay-ments.v1\"")
                  .claim("kubernetes.io", DETAILS.replace("\"payments\"", "\"pay-ments.v1\""))));
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "system:serviceaccount:shop:stock",
          "system:serviceaccount:kube-system:payments",
          "system:serviceaccount:shop:payments:x",
          "system:serviceaccount:shop",
          "system:serviceaccount::payments",
          "system:serviceaccount:shop:",
          "system:serviceaccount:Shop:payments",
          "system:serviceaccount:shop:pay ments",
          "system:node:payments",
          "payments",
          "shop:payments"
        })
    void a_subject_that_is_not_the_account_of_the_details(String subject) {
      assertRefuses(Reason.CLAIM_INVALID, token().claim("sub", "\"" + subject + "\""));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "[]",
          "\"shop\"",
          "null",
          "{\"namespace\":\"shop\"}",
          "{\"serviceaccount\":{\"name\":\"payments\"}}",
          "{\"namespace\":\"shop\",\"serviceaccount\":\"payments\"}",
          "{\"namespace\":[\"shop\"],\"serviceaccount\":{\"name\":\"payments\"}}"
        })
    void details_that_name_no_account(String details) {
      assertRefuses(Reason.CLAIM_INVALID, token().claim("kubernetes.io", details));
    }

    @Test
    void a_token_of_an_old_secret() { // never expires, has no audience and flat claims
      TestToken old =
          token()
              .claim("iss", "\"kubernetes/serviceaccount\"")
              .claim("kubernetes.io", null)
              .claim("kubernetes.io/serviceaccount/namespace", "\"shop\"")
              .claim("exp", null)
              .claim("aud", null);
      assertRefuses(Reason.ISSUER_MISMATCH, old);
      assertRefuses(Reason.AUDIENCE_MISMATCH, old.claim("iss", "\"" + CLUSTER + "\""));
      assertRefuses(Reason.CLAIM_MISSING, old.claim("aud", "\"orders\""));
      assertRefuses(Reason.CLAIM_MISSING, old.claim("exp", TestToken.NOW + 3600));
    }

    @Test
    void a_token_for_the_api_server() {
      assertRefuses(Reason.AUDIENCE_MISMATCH, token().claim("aud", "[\"" + CLUSTER + "\"]"));
    }

    @Test
    void another_type_or_algorithm() {
      assertRefuses(Reason.TYPE_MISMATCH, token().head("typ", "\"at+jwt\""));
      assertRefuses(Reason.TYPE_MISMATCH, token().claim("at_hash", "\"AAAA\""));
      assertRefuses(
          Reason.ALGORITHM_NOT_ALLOWED, token().head("alg", "\"EdDSA\"").head("kid", "\"ed1\""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CLUSTER,
        "https://kubernetes.default.svc",
        "https://kubernetes.default.svc/",
        "https://kubernetes.default.svc:443",
        "https://kubernetes.default.svc.my.cluster",
        "HTTPS://Kubernetes.Default.svc",
        "https://kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes"
      })
  void an_audience_of_the_api_server_stops_the_start(String audience) {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> cluster().audience("orders", audience).build());
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("hauberk.issuers.cluster.audience is one of"),
        e.getMessage());
  }

  @Test
  void so_does_the_issuer_whatever_it_is_called() {
    IssuerProfile.Builder managed =
        cluster().issuer("https://oidc.eks.eu-west-1.amazonaws.com/id/A1B2");
    assertThrows(
        IllegalStateException.class,
        () -> managed.audience("https://oidc.eks.eu-west-1.amazonaws.com/id/A1B2").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "https://orders.shop.svc", "kubernetes-dashboard"})
  void an_audience_of_its_own_does_not(String audience) {
    assertEquals("cluster", cluster().audience(audience).build().name());
  }
}
