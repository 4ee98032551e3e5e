package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hauberk.event.EventSink;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.secret.SecretPoller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HauberkHealthTest {
  private final RotationWatch watch = new RotationWatch();
  private final SecurityEvents events = SecurityEvents.direct(watch, Clock.systemUTC());

  private Health health() {
    return new HauberkHealthIndicator(watch).health();
  }

  @Test
  void a_secret_that_cannot_be_used_is_told_while_the_last_good_one_serves() {
    events.emit(
        SecurityEvent.of(Kind.SECRET_UNUSABLE)
            .detail(Detail.SECRET, "jwks.json")
            .detail(Detail.CAUSE, "empty"));
    assertEquals(Status.UP, health().getStatus());
    assertTrue(
        String.valueOf(health().getDetails().get("jwks.json"))
            .startsWith("secret_unusable since "));
    events.emit(SecurityEvent.of(Kind.SECRET_ROTATED).detail(Detail.SECRET, "jwks.json"));
    assertEquals(1, health().getDetails().size()); // the rotations
  }

  @Test
  void an_issuer_that_is_out_of_reach_is_told_while_its_last_keys_are_in_force() {
    events.emit(
        SecurityEvent.of(Kind.KEYS_UNAVAILABLE)
            .detail(Detail.PROFILE, "main")
            .detail(Detail.CAUSE, "timeout"));
    assertEquals(Status.UP, health().getStatus());
    assertNotNull(health().getDetails().get("main"));
  }

  @Test
  void a_broken_revocation_list_is_told_while_the_last_good_one_is_in_force(@TempDir Path mount)
      throws Exception {
    Path list = Files.writeString(mount.resolve("revoked.json"), "{\"revoked\":[]}");
    SecretPoller poller = new SecretPoller(events);
    HauberkCustomizer ours = builder -> builder.secrets(poller);
    new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(HauberkAutoConfiguration.class))
        .withBean("events", SecurityEvents.class, () -> events)
        .withBean(HauberkCustomizer.class, () -> ours)
        .withPropertyValues(KeyFile.trust(KeyFile.in(mount)))
        .withPropertyValues("hauberk.issuers.main.revocations=" + list)
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertNull(health().getDetails().get("hauberk.issuers.main.revocations"));
              Files.writeString(list, "{\"revoked\":[{\"jti\":\"a\",\"sub\":\"b\"}]}");
              poller.poll();
              assertEquals(Status.UP, health().getStatus());
              String told =
                  String.valueOf(health().getDetails().get("hauberk.issuers.main.revocations"));
              assertTrue(told.startsWith("secret_unusable since "), told);
              assertTrue(
                  told.endsWith(
                      ": refused: /revoked/0 must name exactly one of jti, sub and kid: write an"
                          + " entry for each"),
                  told);
              Files.writeString(list, "{\"revoked\":[]}"); // as it was before
              poller.poll();
              assertNull(health().getDetails().get("hauberk.issuers.main.revocations"));
              Files.writeString(list, "{");
              poller.poll();
              assertNotNull(health().getDetails().get("hauberk.issuers.main.revocations"));
              Files.writeString(list, "{\"revoked\":[{\"jti\":\"a\"}]}");
              poller.poll();
              assertNull(health().getDetails().get("hauberk.issuers.main.revocations"));
            });
  }

  @Test
  void it_is_down_while_no_keys_are_in_force() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    EventSink latch =
        event -> {
          watch.accept(event);
          if (event.kind() == Kind.KEYS_UNAVAILABLE) {
            failed.countDown();
          }
        };
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext("/", exchange -> exchange.sendResponseHeaders(500, -1));
    issuer.start();
    try {
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  HauberkAutoConfiguration.class, HauberkActuatorAutoConfiguration.class))
          .withBean(
              "events", SecurityEvents.class, () -> SecurityEvents.direct(latch, Clock.systemUTC()))
          .withPropertyValues(
              "hauberk.issuers.main.issuer=https://issuer.example",
              "hauberk.issuers.main.audience=orders",
              "hauberk.issuers.main.lazy-keys=true",
              "hauberk.issuers.main.jwks-uri=http://127.0.0.1:"
                  + issuer.getAddress().getPort()
                  + "/jwks")
          .run(
              context -> {
                assertNotNull(context.getBean(HealthIndicator.class));
                assertTrue(failed.await(20, TimeUnit.SECONDS));
                assertEquals(Status.DOWN, health().getStatus());
              });
    } finally {
      issuer.stop(0);
    }
  }
}
