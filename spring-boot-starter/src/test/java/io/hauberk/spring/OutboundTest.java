package io.hauberk.spring;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.hauberk.outbound.CredentialException;
import io.hauberk.outbound.CredentialState;
import io.hauberk.outbound.EgressException;
import io.hauberk.outbound.OutboundCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/** Calls by the clients that Spring Boot builds, to an issuer and destinations on this machine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboundTest {
  private final WireMockServer issuer = server();
  private final WireMockServer inventory = server();

  @TempDir Path mount;

  private static WireMockServer server() {
    WireMockServer server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    return server;
  }

  @BeforeEach
  void grant() throws IOException {
    Files.writeString(mount.resolve("secret"), "pl4nted-secret-marker");
    grant("t1");
    inventory.stubFor(any(anyUrl()).atPriority(9).willReturn(status(401)));
    accept("t1");
  }

  private void grant(String token) {
    issuer.stubFor(
        post("/token")
            .willReturn(
                okJson(
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        .formatted(token))));
  }

  private void accept(String token) {
    inventory.stubFor(
        any(anyUrl())
            .withHeader("Authorization", equalTo("Bearer " + token))
            .willReturn(okJson("{}")));
  }

  @AfterEach
  void stop() {
    issuer.stop();
    inventory.stop();
  }

  /** As Spring Boot's own configuration of WebClient makes it: anew for each who asks. */
  @Configuration(proxyBeanMethods = false)
  static class WebClients {

    @Bean
    @Scope("prototype")
    WebClient.Builder webClientBuilder() {
      return WebClient.builder().clientConnector(new JdkClientHttpConnector());
    }
  }

  private ApplicationContextRunner application(String... more) {
    return new ApplicationContextRunner()
        .withUserConfiguration(WebClients.class)
        .withConfiguration(
            AutoConfigurations.of(
                HauberkEgressAutoConfiguration.class,
                HauberkOutboundAutoConfiguration.class,
                HttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                RestClientAutoConfiguration.class,
                RestTemplateAutoConfiguration.class))
        .withPropertyValues(more);
  }

  private ApplicationContextRunner credentialed(String... more) {
    return application(
            "hauberk.outbound.inventory.destinations=" + at(inventory, ""),
            "hauberk.outbound.inventory.token-uri=" + at(issuer, "/token"),
            "hauberk.outbound.inventory.client-id=orders",
            "hauberk.outbound.inventory.client-secret-file=" + mount.resolve("secret"),
            "hauberk.outbound.inventory.scope=stock:read,stock:write")
        .withPropertyValues(more);
  }

  private static String at(WireMockServer server, String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private static HttpStatusCode get(RestClient client, String uri) {
    return client.get().uri(uri).exchange((request, response) -> response.getStatusCode());
  }

  private static HttpStatusCode get(WebClient client, String uri) {
    return requireNonNull(
        client
            .get()
            .uri(uri)
            .exchangeToMono(response -> response.releaseBody().thenReturn(response.statusCode()))
            .block());
  }

  private static RestClient rest(ApplicationContext context) {
    return context.getBean(RestClient.Builder.class).build();
  }

  private static WebClient web(ApplicationContext context) {
    return context.getBean(WebClient.Builder.class).build();
  }

  private static RestTemplate template(ApplicationContext context) {
    return context.getBean(RestTemplateBuilder.class).build();
  }

  private List<String> arrived(WireMockServer server) {
    return server.getAllServeEvents().stream()
        .map(event -> String.valueOf(event.getRequest().getHeader("Authorization")))
        .toList();
  }

  @Test
  void each_client_carries_the_credential_of_its_destination() {
    credentialed()
        .run(
            context -> {
              String stock = at(inventory, "/stock");
              assertEquals(200, get(rest(context), stock).value());
              assertEquals(200, get(web(context), stock).value());
              assertEquals(
                  200, template(context).getForEntity(stock, String.class).getStatusCode().value());
              assertEquals(
                  200,
                  template(context)
                      .postForEntity(stock, Map.of("count", 1), String.class)
                      .getStatusCode()
                      .value());
            });
    assertEquals(1, issuer.findAll(postRequestedFor(urlEqualTo("/token"))).size());
    assertTrue(
        issuer
            .findAll(postRequestedFor(urlEqualTo("/token")))
            .get(0)
            .getBodyAsString()
            .endsWith("scope=stock%3Aread+stock%3Awrite"));
  }

  @Test
  void another_destination_gets_none_and_neither_does_a_redirect() {
    WireMockServer other = server();
    other.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    inventory.stubFor(
        any(urlEqualTo("/moved"))
            .atPriority(1)
            .willReturn(temporaryRedirect(at(other, "/stolen"))));
    credentialed()
        .run(
            context -> {
              assertEquals(200, get(rest(context), at(other, "/stock")).value());
              assertEquals(200, get(web(context), at(other, "/stock")).value());
              assertEquals(302, get(rest(context), at(inventory, "/moved")).value());
              assertEquals(
                  302,
                  template(context)
                      .getForEntity(at(inventory, "/moved"), String.class)
                      .getStatusCode()
                      .value());
              assertEquals(302, get(web(context), at(inventory, "/moved")).value());
            });
    assertEquals(List.of("null", "null"), arrived(other));
    other.stop();
  }

  @Test
  void an_authorization_of_the_applications_own_is_left_alone() {
    credentialed()
        .run(
            context -> {
              rest(context)
                  .get()
                  .uri(at(inventory, "/stock"))
                  .header("Authorization", "Basic own")
                  .exchange((request, response) -> response.getStatusCode());
              web(context)
                  .get()
                  .uri(at(inventory, "/stock"))
                  .header("Authorization", "Basic own")
                  .exchangeToMono(response -> response.releaseBody())
                  .block();
            });
    assertEquals(List.of("Basic own", "Basic own"), arrived(inventory));
  }

  /** The token is read from a file here, since a fresh one of an issuer is not asked for again. */
  @Test
  void a_call_that_is_refused_is_sent_once_more_with_the_next_token() throws IOException {
    Path token = Files.writeString(mount.resolve("token"), "t1");
    application(
            "hauberk.outbound.inventory.destinations=" + at(inventory, ""),
            "hauberk.outbound.inventory.token-file=" + token)
        .run(
            context -> {
              for (int i = 2; i < 5; i++) {
                inventory.resetAll();
                inventory.stubFor(any(anyUrl()).atPriority(9).willReturn(status(401)));
                accept("t" + i);
                Files.writeString(token, "t" + i);
                HttpStatusCode answer =
                    switch (i) {
                      case 2 -> get(rest(context), at(inventory, "/stock"));
                      case 3 -> get(web(context), at(inventory, "/stock"));
                      default ->
                          template(context)
                              .postForEntity(at(inventory, "/stock"), "body", String.class)
                              .getStatusCode();
                    };
                assertEquals(200, answer.value());
                assertEquals(List.of("Bearer t" + i, "Bearer t" + (i - 1)), arrived(inventory));
              }
            });
  }

  @Test
  void a_call_without_its_credential_fails_and_says_why() {
    issuer.stubFor(post("/token").willReturn(status(503)));
    credentialed()
        .run(
            context -> {
              ResourceAccessException failure =
                  assertThrows(
                      ResourceAccessException.class,
                      () -> get(rest(context), at(inventory, "/stock")));
              assertEquals(
                  "inventory",
                  assertInstanceOf(CredentialException.class, failure.getCause()).credential());
              WebClientRequestException reactive =
                  assertThrows(
                      WebClientRequestException.class,
                      () -> get(web(context), at(inventory, "/stock")));
              assertInstanceOf(CredentialException.class, reactive.getCause());
            });
    assertEquals(List.of(), arrived(inventory));
  }

  @Test
  void egress_rules_hold_for_each_client_with_credentials_and_without() {
    credentialed(
            "hauberk.egress.destinations[0].url=" + at(issuer, ""),
            "hauberk.egress.destinations[0].addresses=127.0.0.0/8")
        .run(
            context -> {
              assertThrows(
                  ResourceAccessException.class, () -> get(rest(context), at(inventory, "/stock")));
              WebClientRequestException refused =
                  assertThrows(
                      WebClientRequestException.class,
                      () -> get(web(context), at(inventory, "/stock")));
              assertInstanceOf(EgressException.class, refused.getCause());
              assertEquals(404, get(web(context), at(issuer, "/stock")).value());
            });
    assertEquals(List.of(), arrived(inventory));
  }

  @Test
  void without_credentials_nothing_changes() {
    WireMockServer target = server();
    target.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    inventory.stubFor(
        any(urlEqualTo("/moved")).atPriority(1).willReturn(temporaryRedirect(at(target, "/new"))));
    application()
        .run(
            context -> {
              assertSame(OutboundCredentials.NONE, context.getBean(OutboundCredentials.class));
              assertEquals(200, get(rest(context), at(inventory, "/moved")).value());
              assertFalse(context.getBeanFactory().containsSingleton("hauberkUpkeep"));
            });
    target.stop();
  }

  @Test
  void a_token_endpoint_at_a_private_address_is_called_only_where_that_is_listed() {
    String mapped = "https://[::ffff:127.0.0.1]:" + issuer.port() + "/token";
    for (boolean listed : new boolean[] {false, true}) {
      credentialed(
              "hauberk.outbound.inventory.token-uri=" + mapped,
              "hauberk.outbound.inventory.token-addresses="
                  + (listed ? "127.0.0.0/8" : "10.0.0.0/8"))
          .run(
              context -> {
                ResourceAccessException failure =
                    assertThrows(
                        ResourceAccessException.class,
                        () -> get(rest(context), at(inventory, "/stock")));
                String cause = // let through, it meets a server without TLS
                    listed ? "tls" : "address_not_listed in token-addresses";
                assertTrue(
                    String.valueOf(failure.getMessage())
                        .contains("(token endpoint: " + cause + ")"),
                    failure.getMessage());
              });
    }
  }

  @Test
  void a_token_endpoint_in_the_clear_stops_the_start_and_is_taken_where_that_is_allowed() {
    String[] mesh = {
      "hauberk.outbound.inventory.destinations=https://inventory.example",
      "hauberk.outbound.inventory.token-uri=http://issuer.example/token",
      "hauberk.outbound.inventory.client-id=orders",
      "hauberk.outbound.inventory.client-secret-file=" + mount.resolve("secret")
    };
    fails("hauberk.outbound.inventory.token-uri is not https", mesh);
    application(mesh)
        .withPropertyValues("hauberk.outbound.inventory.insecure-http=true")
        .run(context -> assertTrue(context.getStartupFailure() == null));
  }

  @Test
  void what_is_missing_or_contradicts_stops_the_start() {
    String one = "hauberk.outbound.inventory.";
    fails(
        one + " says nothing of where its token comes from.",
        one + "destinations=https://inventory.example");
    fails(
        one + " says in two ways where its token comes from.",
        one + "destinations=https://inventory.example",
        one + "token-file=" + mount.resolve("secret"),
        one + "token-uri=https://issuer.example/token");
    fails(
        one + " does not say which client asks for its token.",
        one + "destinations=https://inventory.example",
        one + "token-uri=https://issuer.example/token",
        one + "client-id=orders");
    fails(
        one + " says in more than one way which client asks for its token.",
        one + "destinations=https://inventory.example",
        one + "token-uri=https://issuer.example/token",
        one + "client-id=orders",
        one + "client-secret-file=" + mount.resolve("secret"),
        one + "private-key-file=" + mount.resolve("secret"));
    fails(
        one + " does not say for whom the assertions of its client are.",
        one + "destinations=https://inventory.example",
        one + "token-uri=https://issuer.example/token",
        one + "client-id=orders",
        one + "private-key-file=" + mount.resolve("secret"));
    fails(
        one + " cannot be used: credential 'inventory' has no destinations",
        one + "token-file=" + mount.resolve("secret"));
    fails(
        one + " cannot be used: credential 'inventory' would go to http://inventory.example:80",
        one + "destinations=http://inventory.example",
        one + "token-file=" + mount.resolve("secret"));
  }

  private void fails(String message, String... properties) {
    application(properties)
        .run(
            context -> {
              String said = StartFailure.setup(context.getStartupFailure()).getMessage();
              assertTrue(String.valueOf(said).contains(message.replace(". ", " ")), said);
            });
  }

  @Test
  void the_token_of_whom_a_call_is_made_for_is_exchanged() {
    issuer.stubFor(
        post("/token")
            .withRequestBody(containing("subject_token=alices&"))
            .willReturn(
                okJson("{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}")));
    credentialed("hauberk.outbound.inventory.grant-type=token-exchange")
        .run(
            context -> {
              String attribute = HauberkOutboundAutoConfiguration.SUBJECT_TOKEN;
              HttpStatusCode blocking =
                  rest(context)
                      .get()
                      .uri(at(inventory, "/stock"))
                      .attribute(attribute, "alices")
                      .exchange((request, response) -> response.getStatusCode());
              assertEquals(HttpStatusCode.valueOf(200), blocking);
              HttpStatusCode reactive =
                  web(context)
                      .get()
                      .uri(at(inventory, "/stock"))
                      .attribute(attribute, "alices")
                      .exchangeToMono(
                          response -> response.releaseBody().thenReturn(response.statusCode()))
                      .block();
              assertEquals(HttpStatusCode.valueOf(200), reactive);
              assertThrows(
                  ResourceAccessException.class, () -> get(rest(context), at(inventory, "/stock")));
            });
    assertEquals(1, issuer.findAll(postRequestedFor(urlEqualTo("/token"))).size());
  }

  @Test
  void a_bound_token_goes_with_a_proof() {
    issuer.stubFor(
        post("/token")
            .withHeader("DPoP", matching("[^.]+[.][^.]+[.][^.]+"))
            .willReturn(
                okJson("{\"access_token\":\"t1\",\"token_type\":\"DPoP\",\"expires_in\":3600}")));
    inventory.stubFor(
        any(anyUrl())
            .withHeader("Authorization", equalTo("DPoP t1"))
            .withHeader("DPoP", matching("[^.]+[.][^.]+[.][^.]+"))
            .willReturn(okJson("{}")));
    credentialed("hauberk.outbound.inventory.dpop=true")
        .run(
            context -> {
              assertEquals(200, get(rest(context), at(inventory, "/stock")).value());
              assertEquals(200, get(web(context), at(inventory, "/stock")).value());
            });
  }

  @Test
  void a_client_is_known_by_the_key_that_it_signs_with() throws Exception {
    KeyPair key = KeyPairGenerator.getInstance("EC").generateKeyPair();
    Path file =
        Files.writeString(
            mount.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    application(
            "hauberk.outbound.inventory.destinations=" + at(inventory, ""),
            "hauberk.outbound.inventory.token-uri=" + at(issuer, "/token"),
            "hauberk.outbound.inventory.client-id=orders",
            "hauberk.outbound.inventory.private-key-file=" + file,
            "hauberk.outbound.inventory.assertion-audience=https://issuer.example",
            "hauberk.outbound.inventory.key-id=k1")
        .run(context -> assertEquals(200, get(rest(context), at(inventory, "/stock")).value()));
    assertTrue(
        issuer
            .findAll(postRequestedFor(urlEqualTo("/token")))
            .get(0)
            .getBodyAsString()
            .contains("client_assertion="));
  }

  @Test
  void operators_see_how_it_stands() {
    credentialed()
        .run(
            context -> {
              assertEquals(200, get(rest(context), at(inventory, "/stock")).value());
              CredentialState state = context.getBean(OutboundCredentials.class).states().get(0);
              assertEquals("inventory", state.name());
              assertEquals(CredentialState.Standing.IN_FORCE, state.standing());
            });
  }

  @Test
  void http_is_allowed_where_it_is_asked_for() {
    application(
            "hauberk.outbound.inventory.destinations=http://inventory.shop.svc:8080",
            "hauberk.outbound.inventory.token-file=" + mount.resolve("secret"),
            "hauberk.outbound.inventory.insecure-http=true")
        .run(
            context ->
                assertTrue(
                    context
                        .getBean(OutboundCredentials.class)
                        .begin("GET", URI.create("http://inventory.shop.svc:8080/stock"))
                        .isPresent()));
  }
}
