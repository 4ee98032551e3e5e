package io.hauberk.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
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
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes over real sockets, mutual where nothing else is said. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MountedTlsTest {
  private final HandClock clock = HandClock.at("2026-02-01T00:00:00Z");
  private final SecretPoller poller =
      new SecretPoller(SecurityEvents.direct(event -> {}, clock), clock);
  private final TestCertificate servers = TestCertificate.authority("servers");
  private final TestCertificate clients = TestCertificate.authority("clients");
  private final TestCertificate newClients = TestCertificate.authority("new clients");
  private TestCertificate server = servers.issue("server0").make();
  private final HttpsServer https;
  private final Path directory;
  private final Mount serverMount;
  private final Mount clientMount;

  MountedTlsTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serverMount = new Mount(Files.createDirectory(directory.resolve("server")));
    clientMount = new Mount(Files.createDirectory(directory.resolve("client")));
    serverMount.update(files(server, clients));
    clientMount.update(files(clients.issue("client0").make(), servers));
  }

  @AfterEach
  void stop() {
    https.stop(0);
  }

  private static Map<String, String> files(TestCertificate leaf, TestCertificate... authorities) {
    StringBuilder bundle = new StringBuilder();
    for (TestCertificate authority : authorities) {
      bundle.append(authority.pem());
    }
    return Map.of(
        "tls.crt", leaf.chainPem(), "tls.key", leaf.keyPem(), "ca.crt", bundle.toString());
  }

  private MountedTls tls(String side) {
    Path mount = directory.resolve(side);
    return MountedTls.of(
        poller.open(
            SecretSource.certifiedKey(SecretDirectory.at(side, mount), "tls.crt", "tls.key")),
        poller.open(SecretSource.caBundle(SecretFile.at(side + "-ca", mount.resolve("ca.crt")))));
  }

  private static SSLContext managed(MountedTls tls) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {tls.keyManager().orElseThrow()},
        new TrustManager[] {tls.trustManager().orElseThrow()},
        null);
    return context;
  }

  private void serve(SSLContext context) {
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    https.createContext(
        "/",
        exchange -> {
          X509Certificate client =
              (X509Certificate)
                  ((com.sun.net.httpserver.HttpsExchange) exchange)
                      .getSSLSession()
                      .getPeerCertificates()[0];
          byte[] name =
              client.getSubjectX500Principal().getName().getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Connection", "close");
          exchange.sendResponseHeaders(200, name.length);
          exchange.getResponseBody().write(name);
          exchange.close();
        });
    https.start();
  }

  /** Whom the server saw, and whom the client saw. */
  private String meet(HttpClient client) throws IOException, InterruptedException {
    var response =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("https://localhost:" + https.getAddress().getPort() + "/"))
                .build(),
            BodyHandlers.ofString());
    X509Certificate seen =
        (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    return response.body() + " " + seen.getSubjectX500Principal().getName();
  }

  @ParameterizedTest
  @ValueSource(strings = {"context", "managers"})
  void three_rotations_of_both_sides_are_each_used_by_the_next_handshake(String way)
      throws Exception {
    MountedTls tls = tls("server");
    MountedTls ours = tls("client");
    serve(way.equals("context") ? tls.sslContext() : managed(tls));
    SSLContext context = way.equals("context") ? ours.sslContext() : managed(ours);
    HttpClient client = HttpClient.newBuilder().sslContext(context).build();
    assertEquals("CN=client0 CN=server0", meet(client));
    String[] types = {"EC", "RSA", "Ed25519", "EC"};
    for (int swap = 1; swap <= 3; swap++) {
      server = servers.issue("server" + swap).keyType(types[swap]).make();
      serverMount.update(files(server, clients));
      clientMount.update(
          files(clients.issue("client" + swap).keyType(types[swap]).make(), servers));
      poller.poll();
      if (way.equals("context")) {
        assertEquals("CN=client" + swap + " CN=server" + swap, meet(client));
      } else { // sessions of before may be resumed, by the same client only
        HttpClient fresh = HttpClient.newBuilder().sslContext(managed(ours)).build();
        assertEquals("CN=client" + swap + " CN=server" + swap, meet(fresh));
      }
    }
  }

  @Test
  void who_leads_to_an_authority_that_was_taken_out_resumes_no_session() throws Exception {
    serve(tls("server").sslContext());
    HttpClient client = HttpClient.newBuilder().sslContext(tls("client").sslContext()).build();
    assertEquals("CN=client0 CN=server0", meet(client));
    assertEquals("CN=client0 CN=server0", meet(client)); // resumes
    serverMount.update(files(server, newClients));
    poller.poll();
    assertThrows(IOException.class, () -> meet(client));
    clientMount.update(files(newClients.issue("client1").make(), servers));
    poller.poll();
    assertEquals("CN=client1 CN=server0", meet(client));
  }

  @Test
  void a_server_of_an_authority_that_is_not_mounted_is_not_trusted() throws Exception {
    serve(tls("server").sslContext());
    clientMount.update(files(clients.issue("client0").make(), newClients));
    HttpClient client = HttpClient.newBuilder().sslContext(tls("client").sslContext()).build();
    assertThrows(SSLHandshakeException.class, () -> meet(client));
    clientMount.update(files(clients.issue("client0").make(), newClients, servers));
    poller.poll();
    assertEquals("CN=client0 CN=server0", meet(client));
  }

  @Test
  void the_host_is_still_held_against_the_certificate() throws Exception {
    serverMount.update(files(servers.issue("x").dns("elsewhere.example").make(), clients));
    serve(tls("server").sslContext());
    for (SSLContext context :
        new SSLContext[] {tls("client").sslContext(), managed(tls("client"))}) {
      HttpClient client = HttpClient.newBuilder().sslContext(context).build();
      assertThrows(SSLHandshakeException.class, () -> meet(client));
    }
  }

  @Test
  void sockets_of_one_factory_use_the_files_of_their_own_time() throws Exception {
    serve(tls("server").sslContext());
    var sockets = tls("client").sslContext().getSocketFactory();
    for (int swap = 0; swap < 3; swap++) {
      clientMount.update(files(clients.issue("client" + swap).make(), servers));
      poller.poll();
      try (SSLSocket socket =
          (SSLSocket) sockets.createSocket("localhost", https.getAddress().getPort())) {
        socket.startHandshake();
        X509Certificate shown = (X509Certificate) socket.getSession().getLocalCertificates()[0];
        assertEquals("CN=client" + swap, shown.getSubjectX500Principal().getName());
      }
    }
  }

  @Test
  void a_server_socket_that_would_never_rotate_is_not_made() {
    SSLContext context = tls("server").sslContext();
    assertThrows(UnsupportedOperationException.class, context::getServerSocketFactory);
  }

  @Test
  void a_handshake_that_has_begun_ends_with_the_pair_that_it_began_with() {
    X509ExtendedKeyManager keys = tls("server").keyManager().orElseThrow();
    String alias = keys.chooseEngineServerAlias("EC", null, null);
    TestCertificate before = server;
    for (int swap = 1; swap <= 3; swap++) {
      serverMount.update(files(servers.issue("server" + swap).make(), clients));
      poller.poll();
      assertNotNull(keys.chooseEngineServerAlias("EC", null, null));
    }
    assertEquals(before.key(), keys.getPrivateKey(alias));
    assertArrayEquals(
        new X509Certificate[] {before.certificate()}, keys.getCertificateChain(alias));
    assertNull(keys.getPrivateKey("other"));
    assertNull(keys.chooseEngineServerAlias("RSA", null, null));
  }

  @Test
  void one_side_may_do_without_a_certificate_or_without_authorities_of_its_own() {
    Path mount = directory.resolve("client");
    MountedTls trusting =
        MountedTls.ofAuthorities(
            poller.open(SecretSource.caBundle(SecretFile.at("ca", mount.resolve("ca.crt")))));
    assertEquals(Optional.empty(), trusting.keyManager());
    assertTrue(trusting.trustManager().isPresent());
    MountedTls shown =
        MountedTls.ofIdentity(
            poller.open(
                SecretSource.certifiedKey(
                    SecretDirectory.at("client", mount), "tls.crt", "tls.key")));
    assertEquals(Optional.empty(), shown.trustManager());
    assertNotNull(shown.sslContext().createSSLEngine());
  }
}
