package io.hauberk.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.List;

/** An issuer and a destination on this machine. */
final class TokenServers implements AutoCloseable {
  static final String MARKER = "pl4nted-secret-marker";

  private final WireMockServer issuer = server();
  private final WireMockServer destination = server();

  private static WireMockServer server() {
    WireMockServer server =
        new WireMockServer(
            options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .containerThreads(64)
                .jettyAcceptQueueSize(256));
    server.start();
    return server;
  }

  WireMockServer issuer() {
    return issuer;
  }

  WireMockServer destination() {
    return destination;
  }

  URI tokenUri() {
    return URI.create("http://127.0.0.1:" + issuer.port() + "/token");
  }

  /** Scheme, host and port of the destination. */
  String origin() {
    return "http://127.0.0.1:" + destination.port();
  }

  URI stock() {
    return URI.create(origin() + "/stock");
  }

  /** The issuer grants this token, for an hour, and the destination takes no other. */
  void grant(String token) {
    answer(okJson(answer(token, 3600)));
    accept(token);
  }

  /** The token endpoint answers so. */
  void answer(ResponseDefinitionBuilder answer) {
    issuer.stubFor(post("/token").willReturn(answer));
  }

  /** The destination takes this token and no other. */
  void accept(String token) {
    destination.resetMappings();
    destination.stubFor(any(anyUrl()).atPriority(2).willReturn(status(401)));
    destination.stubFor(
        any(anyUrl())
            .atPriority(1)
            .withHeader("Authorization", equalTo("Bearer " + token))
            .willReturn(okJson("{}")));
  }

  static String answer(String token, long seconds) {
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%s}"
        .formatted(token, seconds);
  }

  List<LoggedRequest> tokenRequests() {
    return issuer.findAll(postRequestedFor(urlEqualTo("/token")));
  }

  List<String> arrived() {
    return destination.getAllServeEvents().stream()
        .map(event -> String.valueOf(event.getRequest().getHeader("Authorization")))
        .toList();
  }

  @Override
  public void close() {
    issuer.stop();
    destination.stop();
  }
}
