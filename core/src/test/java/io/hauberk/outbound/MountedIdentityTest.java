package io.hauberk.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.request.HandClock;
import io.hauberk.secret.Mount;
import io.hauberk.secret.MountedTls;
import io.hauberk.secret.SecretDirectory;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretSource;
import io.hauberk.secret.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of this service, shown to their destinations and to nobody else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MountedIdentityTest {
  private final HandClock clock = HandClock.at("2026-02-01T00:00:00Z");
  private final SecurityEvents events = SecurityEvents.direct(event -> {}, clock);
  private final SecretPoller secrets = new SecretPoller(events, clock);
  private final TestCertificate authority = TestCertificate.authority("ours");
  private final List<HttpsServer> servers = new ArrayList<>();
  private final Path serverMount;
  private final Path clientMount;
  private final Mount client;

  MountedIdentityTest(@TempDir Path directory) throws IOException {
    serverMount = Files.createDirectory(directory.resolve("server"));
    clientMount = Files.createDirectory(directory.resolve("client"));
    client = new Mount(clientMount);
    new Mount(serverMount).update(files("server"));
    client.update(files("orders-0"));
  }

  private Map<String, String> files(String name) {
    TestCertificate leaf = authority.issue(name).make();
    return Map.of("tls.crt", leaf.chainPem(), "tls.key", leaf.keyPem(), "ca.crt", authority.pem());
  }

  private MountedTls tls(Path mount) {
    return MountedTls.of(
        secrets.open(
            SecretSource.certifiedKey(
                SecretDirectory.at(mount.toString(), mount), "tls.crt", "tls.key")),
        secrets.open(SecretSource.caBundle(SecretFile.at(mount + "-ca", mount.resolve("ca.crt")))));
  }

  /** Trusts the servers of the test, and shows nothing. */
  private SSLContext anonymous() {
    return authorities().sslContext();
  }

  private MountedTls authorities() {
    Path bundle = serverMount.resolve("ca.crt");
    return MountedTls.ofAuthorities(
        secrets.open(SecretSource.caBundle(SecretFile.at("authorities", bundle))));
  }

  private OutboundCredentials.Builder builder() {
    return OutboundCredentials.builder(events, secrets).clock(clock);
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private interface Answer {
    String to(HttpExchange exchange) throws IOException;
  }

  /** One that asks for a certificate, and closes each connection after its answer. */
  private String server(boolean needed, Answer answer) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls(serverMount).sslContext()) {
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

  private static String shown(HttpExchange exchange) {
    try {
      return ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  private static String get(HttpClient client, String origin)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(origin + "/")).build(), BodyHandlers.ofString())
        .body();
  }

  @Nested
  class A_destination {

    @Test
    void is_shown_the_certificate_that_is_bound_to_it_and_others_that_ask_are_not()
        throws Exception {
      String inventory = server(true, MountedIdentityTest::shown);
      String stranger = server(false, MountedIdentityTest::shown);
      try (OutboundCredentials credentials =
          builder().identity(tls(clientMount), inventory).build()) {
        HttpClient client =
            HttpClient.newBuilder().sslContext(credentials.sslContext(anonymous())).build();
        assertEquals("CN=orders-0", get(client, inventory));
        assertEquals("nobody", get(client, stranger));
        assertEquals("nobody", get(client, stranger.replace("localhost", "LOCALHOST")));
        assertEquals("CN=orders-0", get(client, inventory.replace("localhost", "LOCALHOST")));
      }
    }

    @Test
    void sees_each_rotation() throws Exception {
      String inventory = server(true, MountedIdentityTest::shown);
      try (OutboundCredentials credentials =
          builder().identity(tls(clientMount), inventory).build()) {
        HttpClient http = HttpClient.newBuilder().sslContext(credentials.sslContext()).build();
        for (int i = 1; i <= 3; i++) {
          client.update(files("orders-" + i));
          secrets.poll();
          assertEquals("CN=orders-" + i, get(http, inventory));
        }
      }
    }

    @Test
    void is_known_to_clients_that_layer_sockets() throws Exception {
      String inventory = server(true, MountedIdentityTest::shown);
      String stranger = server(false, MountedIdentityTest::shown);
      try (OutboundCredentials credentials =
          builder().identity(tls(clientMount), inventory).build()) {
        SSLContext context = credentials.sslContext(anonymous());
        assertEquals("CN=orders-0", getByUrlConnection(context, inventory));
        assertEquals("nobody", getByUrlConnection(context, stranger));
      }
    }

    private String getByUrlConnection(SSLContext context, String origin) throws IOException {
      HttpsURLConnection connection =
          (HttpsURLConnection) URI.create(origin + "/").toURL().openConnection();
      connection.setSSLSocketFactory(context.getSocketFactory());
      return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void may_have_a_token_besides() throws Exception {
      List<String> tokens = new CopyOnWriteArrayList<>();
      String inventory =
          server(
              true,
              exchange -> {
                tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
                return shown(exchange);
              });
      Path token = Files.writeString(clientMount.resolve("token"), "t1");
      try (OutboundCredentials credentials =
          builder()
              .credential("inventory", TokenFile.at(token), inventory)
              .identity(tls(clientMount), inventory)
              .build()) {
        HttpClient http = HttpClient.newBuilder().sslContext(credentials.sslContext()).build();
        assertEquals("CN=orders-0", get(CredentialedHttpClient.of(http, credentials), inventory));
        assertEquals(List.of("Bearer t1"), tokens);
      }
    }

    @Test
    void is_https_and_has_one_certificate() {
      MountedTls own = tls(clientMount);
      OutboundCredentials.Builder builder = builder().identity(own, "https://inventory.example");
      for (String refused :
          List.of("http://localhost", "https://INVENTORY.example:443", "https://a.example/path")) {
        assertThrows(IllegalArgumentException.class, () -> builder.identity(own, refused));
      }
      assertThrows(IllegalArgumentException.class, () -> builder.identity(own));
      try (OutboundCredentials credentials = builder.build()) {
        assertTrue(credentials.showsCertificates());
        assertFalse(credentials.isEmpty());
        assertEquals(
            "OutboundCredentials[0 destinations of tokens, 1 of certificates]",
            credentials.toString());
      }
    }

    @Test
    void is_refused_where_nothing_could_be_shown() {
      OutboundCredentials.Builder builder = builder();
      String refused =
          "the mounted TLS has authorities and no certificate, so nothing could be shown: mount a"
              + " certificate with its key, and give MountedTls.of or MountedTls.ofIdentity";
      assertEquals(
          refused,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> builder.identity(authorities(), "https://inventory.example"))
              .getMessage());
      assertEquals(
          refused,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> ClientAuthentication.certificate("orders", authorities()))
              .getMessage());
    }

    @Test
    void without_one_leaves_the_context_of_the_application_as_it_is() {
      SSLContext own = anonymous();
      assertSame(own, OutboundCredentials.NONE.sslContext(own));
      assertFalse(OutboundCredentials.NONE.showsCertificates());
    }
  }

  /** RFC 8705, 2. */
  @Nested
  class A_token_endpoint {

    private String token(ClientAuthentication authentication, String issuer) throws Exception {
      TokenGrant grant =
          TokenGrant.clientCredentials(URI.create(issuer + "/token"))
              .client(authentication)
              .build();
      try (HttpFetcher fetcher = HttpFetcher.builder().trust(anonymous()).build();
          OutboundCredentials credentials =
              builder()
                  .credential("inventory", grant, "https://inventory.example")
                  .fetcher(fetcher)
                  .build()) {
        return String.valueOf(
            credentials
                .begin("GET", URI.create("https://inventory.example/"))
                .orElseThrow()
                .fields()
                .get("Authorization"));
      }
    }

    @Test
    void knows_the_client_by_its_certificate_alone() throws Exception {
      List<String> asked = new CopyOnWriteArrayList<>();
      String issuer =
          server(
              true,
              exchange -> {
                byte[] form = exchange.getRequestBody().readAllBytes();
                asked.add(shown(exchange) + " " + new String(form, StandardCharsets.US_ASCII));
                return TokenServers.answer("t1", 3600);
              });
      assertEquals(
          "Bearer t1", token(ClientAuthentication.certificate("orders", tls(clientMount)), issuer));
      client.update(files("orders-1"));
      secrets.poll();
      assertEquals(
          "Bearer t1", token(ClientAuthentication.certificate("orders", tls(clientMount)), issuer));
      Path secret = Files.writeString(serverMount.resolve("secret"), TokenServers.MARKER);
      assertThrows( // who shows none does not get as far as to be asked for more
          CredentialException.class,
          () -> token(ClientAuthentication.secretBasic("orders", secret), issuer));
      assertEquals(
          List.of(
              "CN=orders-0 grant_type=client_credentials&client_id=orders",
              "CN=orders-1 grant_type=client_credentials&client_id=orders"),
          asked);
    }

    @Test
    void in_the_clear_could_not_be_shown_one() {
      ClientAuthentication own = ClientAuthentication.certificate("orders", tls(clientMount));
      IllegalArgumentException refused =
          assertInstanceOf(
              IllegalArgumentException.class,
              assertThrows(Exception.class, () -> token(own, "http://localhost:8080")));
      assertEquals(
          "hauberk.outbound.inventory.token-uri is not https, and a certificate that proves the"
              + " client is shown there alone: use https, or prove the client in another way",
          refused.getMessage());
    }
  }
}
