package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.spring.Certificates.Issued;
import io.hauberk.spring.orders.OrdersApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A service whose callers are known by their certificates, configured and started as any other. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientCertificateTest {
  private static final String BILLING = "spiffe://prod.example/billing";
  private static final String WITHOUT_TOMCAT =
      "--spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";

  @TempDir Path mount;
  private Issued prod = Certificates.authority("Prod");
  private Issued other = Certificates.authority("Other");

  ClientCertificateTest() throws Exception {}

  @BeforeEach
  void write() throws Exception {
    Files.writeString(mount.resolve("prod.pem"), prod.certificatePem());
    Files.writeString(mount.resolve("tls.pem"), prod.certificatePem() + other.certificatePem());
    Issued own = Certificates.issue(prod, "spiffe://prod.example/orders");
    Files.writeString(mount.resolve("tls.crt"), own.certificatePem());
    Files.writeString(mount.resolve("tls.key"), own.keyPem());
    Files.writeString(
        mount.resolve("openapi.yaml"),
        """
        openapi: 3.1.0
        info: {title: Mesh, version: '1'}
        security: [{mesh: ['orders:read']}]
        paths: {/orders: {get: {operationId: list, responses: {'200': {description: ok}}}}}
        components: {securitySchemes: {mesh: {type: mutualTLS}}}
        """);
  }

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--hauberk.contract=file:" + mount.resolve("openapi.yaml"),
                "--hauberk.certificates.mesh.trust-domain=prod.example",
                "--hauberk.certificates.mesh.authorities=" + mount.resolve("prod.pem"),
                "--hauberk.certificates.mesh.callers[0].name=" + BILLING,
                "--hauberk.certificates.mesh.callers[0].scopes=orders:read"));
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(OrdersApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  private static URI at(ConfigurableApplicationContext service, String scheme) {
    WebServer server = ((ServletWebServerApplicationContext) service).getWebServer();
    int port = requireNonNull(server).getPort();
    return URI.create(scheme + "://localhost:" + port + "/orders");
  }

  private HttpResponse<String> get(URI uri, @Nullable Issued own) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    trusted.setCertificateEntry("prod", prod.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own == null ? trusted : own.keyStore(), new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--spring.main.banner-mode=off", WITHOUT_TOMCAT})
  void knows_a_caller_over_mutual_tls(String container) throws Exception {
    try (ConfigurableApplicationContext service =
        start(
            container,
            "--server.ssl.bundle=orders",
            "--server.ssl.client-auth=want",
            "--spring.ssl.bundle.pem.orders.keystore.certificate=file:" + mount.resolve("tls.crt"),
            "--spring.ssl.bundle.pem.orders.keystore.private-key=file:" + mount.resolve("tls.key"),
            "--spring.ssl.bundle.pem.orders.truststore.certificate=file:"
                + mount.resolve("tls.pem"))) {
      URI uri = at(service, "https");
      HttpResponse<String> good = get(uri, Certificates.issue(prod, BILLING));
      assertEquals(200, good.statusCode(), good.body());
      assertTrue(good.body().contains(BILLING), good.body());

      assertEquals(401, get(uri, null).statusCode());
      assertEquals(401, get(uri, Certificates.issue(other, BILLING)).statusCode());
      assertEquals(
          401, get(uri, Certificates.issue(prod, "spiffe://prod.example/shop")).statusCode());
    }
  }

  @Test
  void the_endpoint_tells_which_certificates_are_taken() throws Exception {
    String subject = "CN=billing,O=Example";
    try (ConfigurableApplicationContext service =
        start(
            "--hauberk.schemes.mesh=mesh",
            "--hauberk.certificates.shop.subject=distinguished-name",
            "--hauberk.certificates.shop.authorities=" + mount.resolve("tls.pem"),
            "--hauberk.certificates.shop.callers[0].name=" + subject,
            "--hauberk.certificates.shop.callers[0].scopes=orders:read")) {
      Map<String, HauberkEndpoint.Certificates> told =
          service.getBean(HauberkEndpoint.class).posture().certificates().stream()
              .collect(Collectors.toMap(HauberkEndpoint.Certificates::name, Function.identity()));
      assertEquals(
          Map.of(
              "mesh",
              new HauberkEndpoint.Certificates(
                  "mesh", "prod.example", null, Map.of(BILLING, Set.of("orders:read"))),
              "shop",
              new HauberkEndpoint.Certificates(
                  "shop",
                  null,
                  "distinguished-name",
                  Map.of(subject.toLowerCase(Locale.ROOT), Set.of("orders:read")))),
          told);
    }
  }

  @Test
  void knows_a_caller_by_what_a_listed_proxy_tells() throws Exception {
    String told =
        ":"
            + Base64.getEncoder()
                .encodeToString(Certificates.issue(prod, BILLING).certificate().getEncoded())
            + ":";
    try (ConfigurableApplicationContext service =
        start(
            "--hauberk.client-certificates.header=client-cert",
            "--hauberk.client-certificates.peers=127.0.0.1,::1")) {
      assertEquals(200, tell(service, told));
      assertEquals(400, tell(service, ":AAAA:"));
      assertEquals(401, get(at(service, "http"), null).statusCode());
    }
    try (ConfigurableApplicationContext service =
        start(
            "--hauberk.client-certificates.header=client-cert",
            "--hauberk.client-certificates.peers=192.0.2.1")) {
      assertEquals(401, tell(service, told));
    }
  }

  private static int tell(ConfigurableApplicationContext service, String certificate)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(at(service, "http")).header("Client-Cert", certificate).build(),
            BodyHandlers.ofString())
        .statusCode();
  }
}
