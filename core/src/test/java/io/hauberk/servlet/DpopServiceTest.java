package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.TestDpop;
import io.hauberk.TestIssuer;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that proves its key, and a thief who has all that it sent, at a running service. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DpopServiceTest {
  private static final String ORIGIN = "https://files.example";

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final TestDpop client = new TestDpop(clock);
  private final HttpClient http = HttpClient.newHttpClient();

  private TestService service(Container container) throws Exception {
    IssuerProfile profile =
        issuer.profile(
            "main", KeySource.jwks(issuer.jwks()), made -> made.acceptDpop().requireBinding());
    return new TestService(
        container,
        Optional.of(profile),
        builder -> builder.dpop(DpopOptions.builder().origin(ORIGIN).demandNonce().build()));
  }

  private HttpResponse<String> get(TestService service, String path, String... fields)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    return http.send(
        HttpRequest.newBuilder(uri).headers(fields).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String nonce(HttpResponse<String> response) {
    return response.headers().firstValue("DPoP-Nonce").orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void the_client_is_served_and_the_thief_is_not(Container container) throws Exception {
    try (TestService service = service(container)) {
      String token = client.token(issuer);
      String path = "/api/items/7?x=%61";
      String uri = ORIGIN + "/api/items/%37";

      HttpResponse<String> first =
          get(
              service,
              path,
              "Authorization",
              "DPoP " + token,
              "DPoP",
              client.proof("GET", uri, token));
      assertEquals(401, first.statusCode());
      assertTrue(
          first
              .headers()
              .firstValue("WWW-Authenticate")
              .orElseThrow()
              .endsWith("error=\"use_dpop_nonce\""));

      String nonce = nonce(first);
      String proof = client.proof("GET", uri, token, claims -> claims.claim("nonce", nonce));
      String[] sent = {"Authorization", "DPoP " + token, "DPoP", proof};
      assertEquals(200, get(service, path, sent).statusCode());

      assertEquals(401, get(service, path, sent).statusCode(), "the same again");
      assertEquals(401, get(service, "/api/items/8", sent).statusCode(), "for another item");
      assertEquals(401, get(service, path, "Authorization", "Bearer " + token).statusCode());
      TestDpop thief = new TestDpop(clock);
      String forged = thief.proof("GET", uri, token, claims -> claims.claim("nonce", nonce));
      assertEquals(
          401, get(service, path, "Authorization", "DPoP " + token, "DPoP", forged).statusCode());
      assertEquals(
          List.of(
              Reason.DPOP_NONCE_REQUIRED,
              Reason.DPOP_PROOF_REPLAYED,
              Reason.DPOP_TARGET_MISMATCH,
              Reason.BINDING_FAILED,
              Reason.BINDING_FAILED),
          service.takeReasons());

      String next = client.proof("GET", uri, token, claims -> claims.claim("nonce", nonce));
      assertEquals(
          200, get(service, path, "Authorization", "DPoP " + token, "DPoP", next).statusCode());
    }
  }
}
