package io.hauberk.servlet;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.hauberk.Hauberk;
import io.hauberk.TestIssuer;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.TrustBundle;
import io.hauberk.outbound.ClientAuthentication;
import io.hauberk.outbound.CredentialedHttpClient;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.outbound.TokenGrant;
import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.request.TestAuthority;
import io.hauberk.request.TestAuthority.Issued;
import io.hauberk.request.TestAuthority.Order;
import io.hauberk.secret.CaBundle;
import io.hauberk.secret.CertifiedKey;
import io.hauberk.secret.Mount;
import io.hauberk.secret.MountedTls;
import io.hauberk.secret.SecretDirectory;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretHandle;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretSource;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Client certificates over real TLS connections. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientCertificateTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: test, version: '1'}
      paths:
        /mesh: {get: {operationId: mesh, security: [{cert: []}], responses: {'200': {description: ok}}}}
        /read: {get: {operationId: read, security: [{cert: ['orders:read']}], responses: {'200': {description: ok}}}}
        /token: {get: {operationId: token, security: [{token: []}], responses: {'200': {description: ok}}}}
        /both: {get: {operationId: both, security: [{cert: [], token: []}], responses: {'200': {description: ok}}}}
        /either: {get: {operationId: either, security: [{token: []}, {cert: []}], responses: {'200': {description: ok}}}}
        /relay: {get: {operationId: relay, security: [{cert: []}], responses: {'200': {description: ok}}}}
      components:
        securitySchemes:
          cert: {type: mutualTLS}
          token: {type: http, scheme: bearer}
      """;
  private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");
  private static final String BILLING = "spiffe://prod.example/billing";
  private static final TestAuthority PROD = TestAuthority.root("Prod");
  private static final TestAuthority OTHER = TestAuthority.root("Other");
  private static final int CALLS_DURING_A_SWAP = 24;

  private final HandClock clock = HandClock.at("2026-03-01T10:00:00Z");
  private final TestIssuer issuer = new TestIssuer("k1", clock);
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();

  /** One of the services: what it does, and the door in front of it. */
  private final class Service implements AutoCloseable {
    private final Hauberk hauberk;
    private final TestServer server;

    Service(Container container, SSLContext tls, CertificateProfile profile, HttpServlet servlet)
        throws Exception {
      this(
          container,
          tls,
          profile,
          servlet,
          new SecretPoller(SecurityEvents.direct(e -> {}, clock)));
    }

    Service(
        Container container,
        SSLContext tls,
        CertificateProfile profile,
        HttpServlet servlet,
        SecretPoller poller)
        throws Exception {
      hauberk =
          Hauberk.builder()
              .contract(
                  Contract.read(
                      "test", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
              .issuer(issuer.profile("main"))
              .certificates(profile)
              .secrets(poller)
              .mode(Control.RESPONSE_CONTRACT, Mode.OFF) // here requests are judged
              .events(SecurityEvents.direct(events::add, clock))
              .clock(clock)
              .build();
      server = container.start(new HauberkFilter(hauberk), servlet, tls);
    }

    String origin() {
      return "https://localhost:" + server.port();
    }

    URI at(String path) {
      return URI.create(origin() + path);
    }

    @Override
    public void close() {
      server.close();
      hauberk.close();
    }
  }

  /** Says who calls. */
  private static final class WhoCalls extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
      out.setContentType("text/plain");
      out.getOutputStream().write(in.getRemoteUser().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static CertificateProfile mesh() {
    return CertificateProfile.spiffe("mesh", "prod.example", TrustBundle.of(PROD.certificate()))
        .withCaller(BILLING, Set.of("orders:read"))
        .withCaller("spiffe://prod.example/shop", Set.of());
  }

  private static Issued issue(TestAuthority authority, String name) {
    return authority
        .order(name)
        .uri("spiffe://prod.example/" + name)
        .dns("localhost")
        .valid(Instant.EPOCH, FOREVER)
        .issue();
  }

  private static HttpResponse<String> get(@Nullable Issued own, URI uri, String... headers)
      throws Exception {
    return get(HttpClient.newBuilder().sslContext(MutualTls.of(own)).build(), uri, headers);
  }

  private static HttpResponse<String> get(HttpClient client, URI uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private void assertRefused(int status, Reason reason, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(List.of(reason), events.stream().flatMap(e -> e.reason().stream()).toList());
    events.clear();
  }

  private static String thumbprint(X509Certificate certificate) throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  @ParameterizedTest
  @EnumSource
  void a_caller_is_known_by_its_certificate_and_by_nothing_that_looks_like_one(Container container)
      throws Exception {
    Issued billing = issue(PROD, "billing");
    Order order = PROD.order("x").uri(BILLING);
    try (Service service =
        new Service(container, MutualTls.of(issue(PROD, "orders")), mesh(), new WhoCalls())) {
      events.clear();
      HttpResponse<String> good = get(billing, service.at("/mesh"));
      assertEquals(200, good.statusCode(), good.body());
      assertEquals(BILLING, good.body());

      assertRefused(401, Reason.CREDENTIALS_MISSING, get((Issued) null, service.at("/mesh")));
      assertRefused(
          401, Reason.CERTIFICATE_UNTRUSTED, get(issue(OTHER, "billing"), service.at("/mesh")));
      assertRefused(
          401,
          Reason.CERTIFICATE_UNTRUSTED,
          get(TestAuthority.selfSigned("x").uri(BILLING).issue(), service.at("/mesh")));
      assertRefused(
          401,
          Reason.CERTIFICATE_NAME_INVALID,
          get(PROD.order("x").uri("spiffe://other.example/billing").issue(), service.at("/mesh")));
      assertRefused(
          401,
          Reason.CERTIFICATE_EXPIRED,
          get(
              order.valid(Instant.EPOCH, clock.instant().minusSeconds(1)).issue(),
              service.at("/mesh")));
      assertRefused(
          401,
          Reason.CERTIFICATE_NAME_INVALID,
          get(
              PROD.order("x").uri(BILLING).uri("spiffe://prod.example/shop").issue(),
              service.at("/mesh")));
      assertRefused(
          401,
          Reason.CERTIFICATE_UNFIT,
          get(PROD.order("x").uri(BILLING).authority().issue(), service.at("/mesh")));
      assertRefused(
          401,
          Reason.CERTIFICATE_NAME_NOT_ALLOWED,
          get(issue(PROD, "mallory"), service.at("/mesh")));
      assertEquals(200, get(billing, service.at("/mesh")).statusCode());
    }
  }

  @Test
  void a_refusal_names_what_the_operation_takes() throws Exception {
    String certificate = "ClientCertificate realm=\"api\"";
    String token = "Bearer realm=\"api\"";
    Issued shop = issue(PROD, "shop");
    try (Service service =
        new Service(
            Container.TOMCAT, MutualTls.of(issue(PROD, "orders")), mesh(), new WhoCalls())) {
      assertEquals(List.of(certificate), challenges(get((Issued) null, service.at("/mesh"))));
      assertEquals(List.of(token), challenges(get((Issued) null, service.at("/token"))));
      for (String path : List.of("/either", "/both")) {
        assertEquals(
            List.of(token + ", " + certificate),
            challenges(get((Issued) null, service.at(path))),
            path);
      }
      HttpResponse<String> untrusted = get(issue(OTHER, "billing"), service.at("/mesh"));
      assertEquals(List.of(certificate), challenges(untrusted));
      HttpResponse<String> badToken =
          get((Issued) null, service.at("/mesh"), "Authorization", "Bearer bad");
      assertEquals(List.of(certificate), challenges(badToken));
      badToken = get((Issued) null, service.at("/either"), "Authorization", "Bearer bad");
      assertEquals(
          List.of(token + ", error=\"invalid_token\", " + certificate), challenges(badToken));

      HttpResponse<String> unscoped = get(shop, service.at("/read"));
      assertEquals(403, unscoped.statusCode());
      assertEquals(List.of(), challenges(unscoped)); // a 403 of RFC 6750 speaks of tokens
      HttpResponse<String> good = get(shop, service.at("/mesh"));
      assertEquals(200, good.statusCode());
      assertEquals(List.of(), challenges(good));
    }
  }

  private static List<String> challenges(HttpResponse<String> answer) {
    return answer.headers().allValues("WWW-Authenticate");
  }

  @ParameterizedTest
  @EnumSource
  void scopes_of_the_list_and_a_token_beside_the_certificate(Container container) throws Exception {
    Issued billing = issue(PROD, "billing");
    Issued shop = issue(PROD, "shop");
    String token = "Bearer " + issuer.token("x");
    try (Service service =
        new Service(container, MutualTls.of(issue(PROD, "orders")), mesh(), new WhoCalls())) {
      events.clear();
      assertEquals(200, get(billing, service.at("/read")).statusCode());
      assertRefused(403, Reason.SCOPE_MISSING, get(shop, service.at("/read")));
      HttpResponse<String> both = get(shop, service.at("/both"), "Authorization", token);
      assertEquals("c1", both.body(), "a caller is named by its token");
      assertRefused(401, Reason.PROOF_MISSING, get(shop, service.at("/both")));
      assertRefused(
          401,
          Reason.PROOF_MISSING,
          get((Issued) null, service.at("/both"), "Authorization", token));

      String bound =
          "Bearer "
              + issuer.token(
                  claims -> claims.claim("cnf", Map.of("x5t#S256", uncheckedThumbprint(billing))));
      assertEquals(200, get(billing, service.at("/token"), "Authorization", bound).statusCode());
      assertRefused(
          401, Reason.BINDING_FAILED, get(shop, service.at("/token"), "Authorization", bound));
      assertRefused(
          401,
          Reason.BINDING_FAILED,
          get((Issued) null, service.at("/token"), "Authorization", bound));
    }
  }

  private static String uncheckedThumbprint(Issued issued) {
    try {
      return thumbprint(issued.certificate());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What one of two services has mounted, and what it makes of it. */
  private static final class Workload {
    private final String name;
    private final Path directory;
    private final Mount mount;
    private final Map<String, String> files = new HashMap<>();

    Workload(String name, Path parent) throws IOException {
      this.name = name;
      this.directory = Files.createDirectory(parent.resolve(name));
      this.mount = new Mount(directory);
    }

    void identity(TestAuthority authority) {
      Issued own = issue(authority, name);
      files.put("tls.crt", own.chainPem());
      files.put("tls.key", own.keyPem());
    }

    void authorities(TestAuthority... authorities) {
      StringBuilder bundle = new StringBuilder();
      for (TestAuthority authority : authorities) {
        bundle.append(authority.pem());
      }
      files.put("ca.crt", bundle.toString());
    }

    void update() {
      mount.update(files);
    }

    MountedTls tls(SecretPoller poller) {
      SecretHandle<CertifiedKey> identity =
          poller.open(
              SecretSource.certifiedKey(SecretDirectory.at(name, directory), "tls.crt", "tls.key"));
      SecretHandle<CaBundle> authorities =
          poller.open(
              SecretSource.caBundle(SecretFile.at(name + ".ca", directory.resolve("ca.crt"))));
      return MountedTls.of(identity, authorities);
    }

    CertificateProfile profile() {
      return CertificateProfile.spiffe(
          "mesh", "prod.example", TrustBundle.file(directory.resolve("ca.crt")));
    }
  }

  /*
   * billing asks shop, which asks orders with a certificate and a token of its own, which the issuer grants to that
   * certificate. Three times authorities and all certificates are replaced under load, in the order in which they must
   * be: the new authority beside the old one, new certificates, the old authority away. Each time a token nears its
   * end, so that some are asked for in between.
   */
  @Test
  void two_services_call_each_other_while_all_certificates_are_replaced(@TempDir Path mounts)
      throws Exception {
    Workload billing = new Workload("billing", mounts);
    Workload shop = new Workload("shop", mounts);
    Workload orders = new Workload("orders", mounts);
    Workload grants = new Workload("issuer", mounts);
    List<Workload> all = List.of(billing, shop, orders, grants);
    TestAuthority current = TestAuthority.root("Mesh");
    for (Workload each : all) {
      each.identity(current);
      each.authorities(current);
      each.update();
    }
    SecretPoller poller = new SecretPoller(SecurityEvents.direct(e -> {}, clock), clock);
    MountedTls ofShop = shop.tls(poller);
    AtomicReference<URI> next = new AtomicReference<>();
    AtomicReference<HttpClient> shopClient = new AtomicReference<>();
    Queue<String> granted = new ConcurrentLinkedQueue<>();
    HttpsServer tokenServer = tokenServer(grants.tls(poller).sslContext(), granted);
    HttpServlet relay =
        new HttpServlet() {
          private static final long serialVersionUID = 1L;

          @Override
          protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
            try {
              HttpResponse<String> answer =
                  get(requireNonNull(shopClient.get()), requireNonNull(next.get()));
              out.setContentType("text/plain");
              out.getOutputStream()
                  .write(
                      (in.getRemoteUser() + " " + answer.statusCode() + " " + answer.body())
                          .getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Service shopService =
            new Service(Container.TOMCAT, ofShop.sslContext(), shop.profile(), relay, poller);
        Service ordersService =
            new Service(
                Container.TOMCAT,
                orders.tls(poller).sslContext(),
                orders.profile(),
                new WhoCalls(),
                poller);
        OutboundCredentials ofShops =
            outbound(poller)
                .identity(ofShop, ordersService.origin())
                .credential("orders", grant(tokenServer, ofShop), ordersService.origin())
                .build();
        OutboundCredentials ofBilling =
            outbound(poller).identity(billing.tls(poller), shopService.origin()).build()) {
      next.set(ordersService.at("/both"));
      shopClient.set(client(ofShops));
      HttpClient client = client(ofBilling);
      events.clear();
      for (int swap = 1; swap <= 3; swap++) {
        TestAuthority before = current;
        TestAuthority after = TestAuthority.root("Mesh");
        during(
            callers,
            client,
            shopService,
            poller,
            () ->
                all.forEach(
                    each -> {
                      each.authorities(before, after);
                      each.update();
                    }));
        during(
            callers,
            client,
            shopService,
            poller,
            () ->
                all.forEach(
                    each -> {
                      each.identity(after);
                      each.update();
                    }));
        during(
            callers,
            client,
            shopService,
            poller,
            () ->
                all.forEach(
                    each -> {
                      each.authorities(after);
                      each.update();
                    }));
        current = after;
        assertEquals(200, get(issue(after, "billing"), shopService.at("/mesh")).statusCode());
        assertThrows( // in the handshake
            IOException.class,
            () -> get(issue(before, "billing"), shopService.at("/mesh")),
            "the old authority is gone in swap " + swap);
      }
      assertEquals(List.of(), events, "nothing was refused, no credential was missing");
      assertTrue(granted.size() > 3, granted::toString);
      assertEquals(Set.of("spiffe://prod.example/shop"), Set.copyOf(granted));
      HttpResponse<String> stranger = get(issue(current, "mallory"), shopService.at("/mesh"));
      assertTrue(stranger.body().startsWith("spiffe://prod.example/mallory"), stranger.body());
    } finally {
      callers.shutdownNow();
      tokenServer.stop(0);
    }
  }

  /** Grants tokens to whom it knows by a certificate (RFC 8705, 2), and remembers to whom. */
  private HttpsServer tokenServer(SSLContext tls, Queue<String> granted) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters needed = getSSLContext().getDefaultSSLParameters();
            needed.setNeedClientAuth(true);
            parameters.setSSLParameters(needed);
          }
        });
    server.createContext(
        "/token",
        exchange -> {
          X509Certificate shown =
              (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
          granted.add(uri(shown));
          byte[] answer =
              "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                  .formatted(issuer.token("x"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String uri(X509Certificate certificate) throws IOException {
    try {
      return certificate.getSubjectAlternativeNames().stream()
          .filter(name -> name.get(0).equals(6))
          .map(name -> String.valueOf(name.get(1)))
          .findFirst()
          .orElseThrow();
    } catch (CertificateParsingException e) {
      throw new IOException(e);
    }
  }

  private static TokenGrant grant(HttpsServer tokenServer, MountedTls client) {
    return TokenGrant.clientCredentials(
            URI.create("https://localhost:" + tokenServer.getAddress().getPort() + "/token"))
        .client(ClientAuthentication.certificate("shop", client))
        .maxWait(Duration.ofSeconds(30))
        .build();
  }

  private OutboundCredentials.Builder outbound(SecretPoller poller) {
    return OutboundCredentials.builder(SecurityEvents.direct(events::add, clock), poller)
        .clock(clock);
  }

  private static HttpClient client(OutboundCredentials credentials) {
    return CredentialedHttpClient.of(
        HttpClient.newBuilder().sslContext(credentials.sslContext()).build(), credentials);
  }

  private void during(
      ExecutorService callers,
      HttpClient client,
      Service service,
      SecretPoller poller,
      Runnable swap)
      throws Exception {
    List<Future<String>> running = new ArrayList<>();
    for (int i = 0; i < CALLS_DURING_A_SWAP; i++) {
      Callable<String> call = () -> get(client, service.at("/relay")).body();
      running.add(callers.submit(call));
      if (i == CALLS_DURING_A_SWAP / 2) {
        swap.run();
        poller.poll();
      }
    }
    for (Future<String> call : running) {
      assertEquals(BILLING + " 200 c1", call.get());
    }
    clock.advance(Duration.ofMinutes(4)); // while nobody calls
  }
}
