package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Certificates of this service, shown by the clients that Spring Boot builds. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboundTlsTest {
  private static final String ORDERS = "spiffe://shop.example/orders";

  private final List<HttpsServer> servers = new ArrayList<>();

  @TempDir Path mount;
  private Certificates.Issued authority;
  private String inventory;
  private String stranger;

  @BeforeEach
  void start() throws Exception {
    authority = Certificates.authority("ours");
    Files.writeString(mount.resolve("ca.crt"), authority.certificatePem());
    mount(ORDERS);
    inventory = server(true, OutboundTlsTest::shown);
    stranger = server(false, OutboundTlsTest::shown);
  }

  /** Replaces the pair; in between, its parts do not fit, and the old one stays in force. */
  private void mount(String id) throws Exception {
    Certificates.Issued pair = Certificates.issue(authority, id);
    Files.writeString(mount.resolve("tls.crt"), pair.certificatePem());
    Files.writeString(mount.resolve("tls.key"), pair.keyPem());
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private interface Answer {
    String to(HttpExchange exchange) throws IOException;
  }

  /** One that asks for a certificate, and closes each connection after its answer. */
  private String server(boolean needed, Answer answer) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(ofServer()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            if (needed) {
              wanted.setNeedClientAuth(true);
            } else {
              wanted.setWantClientAuth(true);
            }
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.to(exchange).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("Connection", "close");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return "https://localhost:" + server.getAddress().getPort();
  }

  private SSLContext ofServer() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        Certificates.issue(authority, "spiffe://shop.example/server").keyStore(), new char[0]);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ours", authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static String shown(HttpExchange exchange) {
    try {
      X509Certificate shown =
          (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
      return String.valueOf(shown.getSubjectAlternativeNames().iterator().next().get(1));
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    } catch (java.security.cert.CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ApplicationContextRunner application(String... more) {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                HauberkEgressAutoConfiguration.class,
                HauberkOutboundAutoConfiguration.class,
                HauberkSecretsAutoConfiguration.class,
                SslAutoConfiguration.class,
                HttpClientAutoConfiguration.class,
                ImperativeHttpClientAutoConfiguration.class,
                RestClientAutoConfiguration.class,
                RestTemplateAutoConfiguration.class))
        .withPropertyValues(
            "spring.ssl.bundle.pem.own.truststore.certificate=file:" + mount.resolve("ca.crt"),
            "spring.http.clients.ssl.bundle=own",
            "hauberk.secrets.tls.orders.certificate=" + mount.resolve("tls.crt"),
            "hauberk.secrets.tls.orders.key=" + mount.resolve("tls.key"),
            "hauberk.secrets.tls.orders.authorities=" + mount.resolve("ca.crt"),
            "hauberk.outbound.inventory.destinations=" + inventory)
        .withPropertyValues(more);
  }

  private static String byRestClient(ApplicationContext context, String origin) {
    RestClient client = context.getBean(RestClient.Builder.class).build();
    return requireNonNull(client.get().uri(origin).retrieve().body(String.class));
  }

  private static String byRestTemplate(ApplicationContext context, String origin) {
    return requireNonNull(
        context
            .getBean(RestTemplateBuilder.class)
            .build()
            .getForObject(origin + "/", String.class));
  }

  /** With the connector of the JDK's client, as Spring Boot builds it. */
  private static String byWebClient(ApplicationContext context, String origin) {
    HttpClientSettings settings = context.getBean(HttpClientSettings.class);
    return requireNonNull(
        WebClient.builder()
            .clientConnector(ClientHttpConnectorBuilder.jdk().build(settings))
            .build()
            .get()
            .uri(origin + "/")
            .retrieve()
            .bodyToMono(String.class)
            .block());
  }

  @Test
  void each_client_shows_it_to_its_destination_and_to_nobody_else() {
    for (String factory : List.of("jdk", "simple")) {
      application(
              "hauberk.outbound.inventory.tls=orders",
              "spring.http.clients.imperative.factory=" + factory)
          .run(
              context -> {
                assertEquals(ORDERS, byRestClient(context, inventory));
                assertEquals("nobody", byRestClient(context, stranger));
                assertEquals(ORDERS, byRestTemplate(context, inventory));
                assertEquals("nobody", byRestTemplate(context, stranger));
                assertEquals(ORDERS, byWebClient(context, inventory));
                assertEquals("nobody", byWebClient(context, stranger));
              });
    }
  }

  @Test
  void three_rotations_are_each_shown_by_the_next_connection() {
    application("hauberk.outbound.inventory.tls=orders")
        .run(
            context -> {
              RestClient client = context.getBean(RestClient.Builder.class).build();
              for (int i = 1; i <= 3; i++) {
                mount(ORDERS + i);
                context.getBean(Upkeep.class).secrets().poll();
                assertEquals(ORDERS + i, client.get().uri(inventory).retrieve().body(String.class));
              }
            });
  }

  /** RFC 8705, 2. */
  @Test
  void a_token_endpoint_knows_the_client_by_it() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    String issuer =
        server(
            true,
            exchange -> {
              byte[] form = exchange.getRequestBody().readAllBytes();
              asked.add(shown(exchange) + " " + new String(form, StandardCharsets.US_ASCII));
              return "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
            });
    application(
            "hauberk.outbound.inventory.tls=orders",
            "hauberk.outbound.inventory.token-uri=" + issuer + "/token",
            "hauberk.outbound.inventory.client-id=orders",
            "hauberk.outbound.inventory.client-tls=orders")
        .run(context -> assertEquals(ORDERS, byRestClient(context, inventory)));
    assertEquals(List.of(ORDERS + " grant_type=client_credentials&client_id=orders"), asked);
  }

  @Test
  void what_is_not_mounted_or_not_https_stops_the_start() {
    fails("hauberk.outbound.inventory.tls", "hauberk.outbound.inventory.tls=other");
    fails(
        "a certificate cannot be shown to http://localhost:80: use https",
        "hauberk.outbound.inventory.tls=orders",
        "hauberk.outbound.inventory.destinations=http://localhost");
    fails(
        "hauberk.outbound.inventory.client-tls",
        "hauberk.outbound.inventory.token-uri=https://issuer.example/token",
        "hauberk.outbound.inventory.client-id=orders",
        "hauberk.outbound.inventory.client-tls=other");
  }

  private void fails(String message, String... properties) {
    application(properties)
        .run(
            context -> {
              String said = StartFailure.setup(context.getStartupFailure()).getMessage();
              assertTrue(String.valueOf(said).contains(message), said);
            });
  }
}
