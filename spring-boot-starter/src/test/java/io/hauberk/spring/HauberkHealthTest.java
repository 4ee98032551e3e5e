package io.hauberk.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.event.EventSink;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The health of real services whose files and issuers have trouble; time is moved by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HauberkHealthTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KEYS = "hauberk.issuers.main.keys";
  private static final String API_KEYS = "hauberk.api-keys.partners";
  private static final String REVOCATIONS = "hauberk.issuers.main.revocations";

  private volatile Instant now = START;
  private final CountDownLatch keysFailed = new CountDownLatch(1);
  private final EventSink sink =
      event -> {
        if (event.kind() == Kind.KEYS_UNAVAILABLE) {
          keysFailed.countDown();
        }
      };
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final SecurityEvents events = SecurityEvents.direct(sink, clock);
  private final SecretPoller poller = new SecretPoller(events, clock);

  @TempDir Path mount;
  private WebApplicationContextRunner service = new WebApplicationContextRunner();

  @BeforeEach
  void configure() {
    HauberkCustomizer byHand = builder -> builder.secrets(poller).clock(clock);
    service =
        service
            .withConfiguration(
                AutoConfigurations.of(
                    HauberkAutoConfiguration.class, HauberkActuatorAutoConfiguration.class))
            .withBean("events", SecurityEvents.class, () -> events)
            .withBean(HauberkCustomizer.class, () -> byHand);
  }

  private static Health health(ApplicationContext context) {
    return requireNonNull(
        context.getBean("hauberkHealthIndicator", HealthIndicator.class).health());
  }

  /** What is there besides the times. */
  private static Map<String, Object> troubles(ApplicationContext context) {
    Map<String, Object> details = new TreeMap<>(health(context).getDetails());
    details.remove("inForce");
    return details;
  }

  @Test
  void all_is_well_and_has_been_since_the_start() throws Exception {
    Path list = Files.writeString(mount.resolve("revoked.json"), "{\"revoked\":[]}");
    service
        .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
        .withPropertyValues(REVOCATIONS + "=" + list)
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertEquals(Status.UP, health(context).getStatus());
              assertEquals(
                  Map.of("inForce", Map.of(KEYS, START, REVOCATIONS, START)),
                  health(context).getDetails());
            });
  }

  @Test
  void a_secret_that_is_too_old_is_told_and_does_not_take_the_service_down() throws Exception {
    Path file = Files.writeString(mount.resolve("password"), "hunter2");
    poller.open(SecretSource.text(SecretFile.at("db", file)).withMaxAge(Duration.ofDays(1)));
    service
        .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
        .run(
            context -> {
              assertEquals(Map.of(), troubles(context));
              now = START.plus(Duration.ofDays(2));
              poller.poll();
              assertEquals(Status.UP, health(context).getStatus());
              assertEquals(
                  Map.of(
                      "db",
                      "due since 2026-01-03T00:00:00Z: older than PT24H: there since"
                          + " 2026-01-01T00:00:00Z"),
                  troubles(context));
            });
  }

  @Test
  void a_key_file_that_cannot_be_used_is_told_while_the_last_good_one_serves() throws Exception {
    Path keys = KeyFile.in(mount);
    String good = Files.readString(keys);
    service
        .withPropertyValues(KeyFile.trust(keys))
        .run(
            context -> {
              now = START.plusSeconds(10);
              Files.writeString(keys, "");
              poller.poll();
              assertEquals(Status.UP, health(context).getStatus());
              assertEquals(
                  Map.of(
                      KEYS,
                      "stale since 2026-01-01T00:00:10Z: cannot be read: 'jwks.json' is empty: write"
                          + " its content, or remove what asks for it"),
                  troubles(context));
              now = START.plusSeconds(20);
              Files.writeString(keys, "{\"keys\":{}}");
              poller.poll();
              String told = String.valueOf(troubles(context).get(KEYS));
              assertTrue(
                  told.startsWith(
                      "stale since 2026-01-01T00:00:10Z: refused: the key set is not an object"),
                  told);
              Files.writeString(keys, good); // as it was before
              poller.poll();
              assertEquals(Map.of(), troubles(context));
              KeyFile.in(mount); // another key
              poller.poll();
              assertEquals(
                  Map.of("inForce", Map.of(KEYS, START.plusSeconds(20))),
                  health(context).getDetails());
            });
  }

  @Test
  void a_broken_revocation_list_is_told_while_the_last_good_one_is_in_force() throws Exception {
    Path list = Files.writeString(mount.resolve("revoked.json"), "{\"revoked\":[]}");
    service
        .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
        .withPropertyValues(REVOCATIONS + "=" + list)
        .run(
            context -> {
              Files.writeString(list, "{\"revoked\":[{\"jti\":\"a\",\"sub\":\"b\"}]}");
              poller.poll();
              assertEquals(Status.UP, health(context).getStatus());
              assertEquals(
                  Map.of(
                      REVOCATIONS,
                      "stale since 2026-01-01T00:00:00Z: refused: /revoked/0 must name exactly one"
                          + " of jti, sub and kid: write an entry for each"),
                  troubles(context));
              Files.writeString(list, "{\"revoked\":[{\"jti\":\"a\"}]}");
              poller.poll();
              assertEquals(Map.of(), troubles(context));
            });
  }

  @Test
  void an_API_key_that_expires_soon_is_told_and_a_broken_list_too() throws Exception {
    ApiKeyEntry entry =
        ApiKeyEntry.of(ApiKey.generate("old", new SecureRandom()), "billing")
            .withExpires(Instant.parse("2026-01-20T00:00:00Z"));
    Path list = Files.writeString(mount.resolve("keys.json"), ApiKeyList.EMPTY.with(entry).write());
    service
        .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
        .withPropertyValues(API_KEYS + ".file=" + list)
        .run(
            context -> {
              assertEquals(Map.of(), troubles(context));
              now = Instant.parse("2026-01-06T00:00:00Z");
              assertEquals(Status.UP, health(context).getStatus());
              assertEquals(
                  Map.of(API_KEYS + ".old", "expires 2026-01-20T00:00:00Z"), troubles(context));
              Files.writeString(list, "{\"keys\":{}}");
              poller.poll();
              assertEquals(
                  Map.of(
                      API_KEYS,
                      "stale since 2026-01-06T00:00:00Z: refused: it is not an object with an array"
                          + " 'keys' and nothing else: write {\"keys\":[…]}",
                      API_KEYS + ".old",
                      "expires 2026-01-20T00:00:00Z"),
                  troubles(context));
              Files.writeString(list, ApiKeyList.EMPTY.write());
              poller.poll();
              assertEquals(Map.of(), troubles(context));
            });
  }

  @Test
  void an_issuer_that_is_out_of_reach_is_told_and_it_is_down_once_the_last_keys_are_too_old()
      throws Exception {
    byte[] jwks = Files.readAllBytes(KeyFile.in(mount));
    HttpServer issuer = issuer();
    issuer.createContext(
        "/jwks",
        exchange -> {
          boolean isUp = now.equals(START);
          exchange.sendResponseHeaders(isUp ? 200 : 500, isUp ? jwks.length : -1);
          if (isUp) {
            exchange.getResponseBody().write(jwks);
          }
          exchange.close();
        });
    try {
      service
          .withPropertyValues(trust(issuer))
          .run(
              context -> {
                assertNull(context.getStartupFailure());
                assertEquals(Map.of(), troubles(context));
                now = START.plus(Duration.ofMinutes(10));
                assertTrue(keysFailed.await(30, TimeUnit.SECONDS));
                assertEquals(Status.UP, health(context).getStatus());
                assertEquals(
                    Map.of(KEYS, "stale since 2026-01-01T00:10:00Z: status"), troubles(context));
                now = START.plus(Duration.ofMinutes(61));
                assertEquals(Status.DOWN, health(context).getStatus());
                assertTrue(
                    String.valueOf(troubles(context).get(KEYS))
                        .startsWith("absent since 2026-01-01T00:10:00Z: "));
              });
    } finally {
      issuer.stop(0);
    }
  }

  @Test
  void it_is_down_while_no_keys_could_be_had() throws Exception {
    HttpServer issuer = issuer();
    issuer.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    try {
      service
          .withPropertyValues(trust(issuer))
          .withPropertyValues("hauberk.issuers.main.lazy-keys=true")
          .run(
              context -> {
                assertNull(context.getStartupFailure());
                assertTrue(keysFailed.await(30, TimeUnit.SECONDS));
                assertEquals(Status.DOWN, health(context).getStatus());
                assertEquals(
                    Map.of(KEYS, "absent since 2026-01-01T00:00:00Z: status"), troubles(context));
              });
    } finally {
      issuer.stop(0);
    }
  }

  @Test
  void keys_of_an_issuer_are_found_through_its_metadata_by_showing_it_our_token() throws Exception {
    byte[] jwks = Files.readAllBytes(KeyFile.in(mount));
    Path token = Files.writeString(mount.resolve("token"), "ours");
    HttpServer issuer = issuer();
    String name = "http://127.0.0.1:" + issuer.getAddress().getPort();
    byte[] metadata =
        "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/jwks\"}".formatted(name).getBytes(UTF_8);
    issuer.createContext(
        "/",
        exchange -> {
          boolean knowsUs =
              "Bearer ours".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          boolean isJwks = exchange.getRequestURI().getPath().equals("/jwks");
          byte[] body = isJwks ? jwks : metadata;
          exchange.sendResponseHeaders(knowsUs ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    try {
      service
          .withPropertyValues(
              "hauberk.issuers.main.issuer=" + name,
              "hauberk.issuers.main.audience=orders",
              "hauberk.issuers.main.discovery=openid",
              "hauberk.issuers.main.keys.token-file=" + token,
              "hauberk.issuers.main.keys.addresses=10.0.0.0/8,fd12::/16",
              "hauberk.issuers.main.keys.max-wait=500ms")
          .run(
              context -> {
                assertNull(context.getStartupFailure());
                assertEquals(Map.of("inForce", Map.of(KEYS, START)), health(context).getDetails());
              });
    } finally {
      issuer.stop(0);
    }
  }

  private static HttpServer issuer() throws Exception {
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.start();
    return issuer;
  }

  private static String[] trust(HttpServer issuer) {
    return new String[] {
      "hauberk.issuers.main.issuer=https://issuer.example",
      "hauberk.issuers.main.audience=orders",
      "hauberk.issuers.main.jwks-uri=http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"
    };
  }
}
