package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.request.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretMetersTest {
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double seconds(String meter, String secret) {
    return registry.get(meter).tag("secret", secret).timeGauge().value(TimeUnit.SECONDS);
  }

  @Test
  void age_and_remaining_time_follow_the_clock() {
    SecretMeters meters = new SecretMeters(registry, clock);
    Instant start = clock.instant();
    meters.show("tls", () -> start, () -> Optional.of(start.plusSeconds(60)));
    meters.show("db", () -> start, Optional::empty);
    clock.advance(Duration.ofSeconds(90));
    assertEquals(90, seconds("hauberk.secret.age", "tls"));
    assertEquals(-30, seconds("hauberk.secret.remaining", "tls"));
    assertEquals(90, seconds("hauberk.secret.age", "db"));
    assertEquals(1, registry.find("hauberk.secret.remaining").meters().size());
  }
}
