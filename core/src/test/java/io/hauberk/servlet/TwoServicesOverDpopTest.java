package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hauberk.TestIssuer;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.outbound.ClientAuthentication;
import io.hauberk.outbound.CredentialedHttpClient;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.outbound.TokenGrant;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import io.hauberk.secret.SecretPoller;
import io.hauberk.servlet.TestServer.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One service calls another: its credentials ask for a token and prove the key that it is bound to,
 * and the front door of the other one takes both.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoServicesOverDpopTest {
  private static final String ORIGIN = "http://files.example";

  @TempDir Path mount;

  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final AtomicInteger tokens = new AtomicInteger();

  /** An authorization server that binds each token to the key of the proof in its request. */
  private HttpServer tokenServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::grant);
    server.start();
    return server;
  }

  private void grant(HttpExchange exchange) throws IOException {
    tokens.incrementAndGet();
    String thumbprint;
    try {
      thumbprint =
          SignedJWT.parse(exchange.getRequestHeaders().getFirst("DPoP"))
              .getHeader()
              .getJWK()
              .computeThumbprint()
              .toString();
    } catch (Exception e) {
      throw new IOException(e);
    }
    String token = issuer.token(claims -> claims.claim("cnf", Map.of("jkt", thumbprint)));
    byte[] answer =
        "{\"access_token\":\"%s\",\"token_type\":\"DPoP\",\"expires_in\":300}"
            .formatted(token)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private TestService called(Container container) throws Exception {
    IssuerProfile profile =
        issuer.profile(
            "main", KeySource.jwks(issuer.jwks()), made -> made.acceptDpop().requireBinding());
    return new TestService(
        container,
        Optional.of(profile),
        builder -> builder.dpop(DpopOptions.builder().origin(ORIGIN).demandNonce().build()));
  }

  private OutboundCredentials calling(HttpServer tokenServer, SecurityEvents events)
      throws IOException {
    Path secret = Files.writeString(mount.resolve("client-secret"), "pl4nted-client-secret");
    TokenGrant grant =
        TokenGrant.clientCredentials(
                URI.create("http://127.0.0.1:" + tokenServer.getAddress().getPort() + "/token"))
            .client(ClientAuthentication.secretBasic("orders", secret))
            .dpop()
            .build();
    return OutboundCredentials.builder(events, new SecretPoller(events, clock))
        .clock(clock)
        .insecureCredential("files", grant, ORIGIN)
        .build();
  }

  private static int status(HttpClient client, String path)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(ORIGIN + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void one_calls_and_the_other_knows_it(Container container) throws Exception {
    SecurityEvents events = SecurityEvents.direct(event -> {}, clock);
    HttpServer tokenServer = tokenServer();
    try (TestService called = called(container);
        OutboundCredentials credentials = calling(tokenServer, events)) {
      HttpClient plain = // to whom the name is known as a proxy is
          HttpClient.newBuilder()
              .proxy(
                  ProxySelector.of(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), called.port())))
              .build();
      HttpClient client = CredentialedHttpClient.of(plain, credentials);
      for (int i = 0; i < 20; i++) {
        assertEquals(200, status(client, "/api/items/" + i + "?x=" + i));
      }
      assertEquals(1, tokens.get());
      assertEquals(
          List.of(Reason.DPOP_NONCE_REQUIRED), called.takeReasons(), "the first has no nonce yet");

      assertEquals(401, status(plain, "/api/items/7"), "its twin without credentials");
      assertTrue(called.takeReasons().contains(Reason.CREDENTIALS_MISSING));
    } finally {
      tokenServer.stop(0);
    }
  }
}
