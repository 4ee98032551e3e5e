package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hauberk.secret.SecretHandle;
import io.hauberk.spring.orders.OrdersApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;

/** Mounted secrets in a real service: properties, SSL bundles, rotation while it runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MountedSecretsTest {
  private static final String MARKER = "pl4nted";

  @TempDir Path mount;
  @TempDir Path scratch;
  private Path password;

  @BeforeEach
  void mountPassword() throws IOException {
    password = mount.resolve("password");
    write(MARKER + "-one\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  private void write(String text) throws IOException {
    Files.writeString(password, text);
  }

  private ConfigurableApplicationContext run(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--hauberk.secrets.text.db.file=" + password,
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--app.url=jdbc:x?password=${hauberk.secret.db}"));
    for (String line : KeyFile.trust(KeyFile.in(scratch))) {
      arguments.add("--" + line);
    }
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(OrdersApplication.class, RecordingConfiguration.class)
        .run(arguments.toArray(String[]::new));
  }

  /** Looks at the files until what they say has arrived; the service looks by itself, too. */
  private static void await(ConfigurableApplicationContext context, BooleanSupplier arrived) {
    while (!arrived.getAsBoolean()) {
      context.getBean(Upkeep.class).secrets().poll();
      Thread.onSpinWait();
    }
  }

  @Test
  void a_text_is_a_property_that_no_endpoint_lists_or_shows() throws Exception {
    try (ConfigurableApplicationContext context = run()) {
      assertEquals(MARKER + "-one", context.getEnvironment().getProperty("hauberk.secret.db"));
      assertNull(context.getEnvironment().getProperty("hauberk.secret.other"));
      EnvironmentEndpoint env = context.getBean(EnvironmentEndpoint.class);
      String all = describe(env.environment(null).getPropertySources());
      assertTrue(all.contains("app.url=******"), all);
      assertFalse(all.contains(MARKER), all);
      assertFalse(describeEntry(env, "hauberk.secret.db").contains(MARKER));
      assertTrue(describeEntry(env, "hauberk.secret.db").contains("******"));
      assertFalse(String.valueOf(context.getBean(MountedSecrets.class)).contains(MARKER));
      assertFalse(context.getEnvironment().toString().contains(MARKER));
    }
  }

  private static String describe(List<EnvironmentEndpoint.PropertySourceDescriptor> sources) {
    StringBuilder all = new StringBuilder();
    sources.forEach(
        source ->
            source
                .getProperties()
                .forEach(
                    (name, value) ->
                        all.append(name).append('=').append(value.getValue()).append('\n')));
    return all.toString();
  }

  private static String describeEntry(EnvironmentEndpoint env, String name) {
    EnvironmentEndpoint.PropertySummaryDescriptor found = env.environmentEntry(name).getProperty();
    return found == null ? "" : String.valueOf(found.getValue());
  }

  @Test
  void a_rotated_text_is_what_the_property_and_its_handle_say() throws Exception {
    try (ConfigurableApplicationContext context = run()) {
      SecretHandle<String> handle = context.getBean(MountedSecrets.class).text("db");
      write(MARKER + "-two");
      await(context, () -> handle.current().equals(MARKER + "-two"));
      assertEquals(MARKER + "-two", context.getEnvironment().getProperty("hauberk.secret.db"));
      MountedSecrets secrets = context.getBean(MountedSecrets.class);
      assertThrows(IllegalArgumentException.class, () -> secrets.text("other"));
    }
  }

  @Test
  void its_age_is_measured() throws Exception {
    try (ConfigurableApplicationContext context = run()) {
      assertNotNull(
          context
              .getBean(MeterRegistry.class)
              .get("hauberk.secret.age")
              .tag("secret", "hauberk.secrets.text.db")
              .timeGauge());
    }
  }

  @Test
  void a_rotated_certificate_is_served_without_a_restart_and_its_clients_follow() throws Exception {
    TestPair first = TestPair.of("first", scratch);
    TestPair second = TestPair.of("second", scratch);
    first.write(mount);
    Path authorities = mount.resolve("ca.crt");
    Files.writeString(authorities, first.certificate());
    try (ConfigurableApplicationContext context =
        run(
            "--hauberk.secrets.tls.web.certificate=" + mount.resolve("tls.crt"),
            "--hauberk.secrets.tls.web.key=" + mount.resolve("tls.key"),
            "--hauberk.secrets.tls.web.authorities=" + authorities,
            "--server.ssl.bundle=web")) {
      String port = context.getEnvironment().getProperty("local.server.port");
      URI probe = URI.create("https://localhost:" + port + "/actuator/health/liveness");
      SSLContext tls = context.getBean(SslBundles.class).getBundle("web").createSslContext();
      HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
      assertEquals("CN=first", subject(client, probe));

      second.write(mount);
      Files.writeString(authorities, second.certificate());
      HttpClient fresh = HttpClient.newBuilder().sslContext(tls).build();
      await(context, () -> subjectOrNothing(fresh, probe).equals("CN=second"));
      assertEquals("CN=second", subject(fresh, probe));
    }
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static String subject(HttpClient client, URI uri) throws Exception {
    var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    return name((X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0]);
  }

  /** Between two looks the server still shows the certificate of before. */
  private static String subjectOrNothing(HttpClient client, URI uri) {
    try {
      return subject(client, uri);
    } catch (Exception e) {
      return "";
    }
  }

  @Test
  void a_data_source_takes_a_rotated_password_for_new_connections() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:secrets;DB_CLOSE_DELAY=-1");
    config.setUsername("SA");
    config.setPassword(MARKER + "-one");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
    try (HikariDataSource dataSource = new HikariDataSource(config);
        ConfigurableApplicationContext context = run()) {
      SecretHandle<String> handle = context.getBean(MountedSecrets.class).text("db");
      handle.onRotation(
          next -> {
            dataSource.getHikariConfigMXBean().setPassword(next);
            dataSource.getHikariPoolMXBean().softEvictConnections();
          });
      execute(dataSource, "ALTER USER SA SET PASSWORD '" + MARKER + "-two'");
      write(MARKER + "-two");
      await(context, () -> MARKER.concat("-two").equals(dataSource.getPassword()));
      execute(dataSource, "SELECT 1");
      assertEquals(MARKER + "-two", handle.current());
    }
  }

  private static void execute(HikariDataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String failure(String... lines) {
    List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
    arguments.addAll(List.of(lines));
    SpringApplication application = new SpringApplication(OrdersApplication.class);
    Throwable failure =
        assertThrows(
            RuntimeException.class, () -> application.run(arguments.toArray(String[]::new)));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var analysis = new HauberkFailureAnalyzer().analyze(cause);
      if (analysis != null) {
        assertInstanceOf(RuntimeException.class, cause);
        return analysis.getDescription();
      }
    }
    return String.valueOf(failure);
  }

  @Test
  void a_file_that_is_missing_or_unfit_stops_the_start_and_is_named() throws Exception {
    assertTrue(
        failure("--hauberk.secrets.text.db.file=/run/absent")
            .startsWith("Secret 'hauberk.secrets.text.db' is missing at /run/absent"));
    assertEquals(
        "hauberk.secrets.text.db.file is missing.",
        failure("--hauberk.secrets.text.db.max-age=1d"));
    write("\n");
    assertEquals(
        "hauberk.secrets.text.db cannot be used: the content is empty but for a newline: write its"
            + " content.",
        failure("--hauberk.secrets.text.db.file=" + password));
    assertTrue(
        failure(
                "--hauberk.secrets.tls.web.certificate=/a/tls.crt",
                "--hauberk.secrets.tls.web.key=/b/tls.key")
            .startsWith("hauberk.secrets.tls.web.certificate and"));
    write("no pem");
    assertTrue(
        failure(
                "--hauberk.secrets.tls.web.certificate=" + password,
                "--hauberk.secrets.tls.web.key=" + password)
            .startsWith(
                "hauberk.secrets.tls.web cannot be used: the file 'password' holds no"
                    + " certificate"));
  }

  @Test
  void variables_that_look_like_secrets_are_told_by_name_unless_switched_off() {
    Map<String, Object> variables = Map.of("SHOP_API_KEY", MARKER, "HOME", "/root");
    assertEquals(
        List.of("SHOP_API_KEY"), HauberkSecretsAutoConfiguration.namesOfSecrets(variables));
  }
}
