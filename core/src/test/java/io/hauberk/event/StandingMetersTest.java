package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.request.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StandingMetersTest {
  private final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StandingMeters meters = new StandingMeters(registry, clock);
  private final AtomicBoolean usable = new AtomicBoolean();
  private final AtomicBoolean troubled = new AtomicBoolean(true);
  private final AtomicReference<@Nullable Instant> moment = new AtomicReference<>();

  private double value(String meter) {
    return registry.get(meter).gauge().value();
  }

  private double seconds(String meter) {
    return registry.get(meter).timeGauge().value(TimeUnit.SECONDS);
  }

  @Test
  void keys_are_shown_as_they_come_and_grow_old() {
    meters.keys("main", usable::get, troubled::get, moment::get);
    assertEquals(0, value("hauberk.keys.usable"));
    assertEquals(1, value("hauberk.keys.troubled"));
    assertEquals(Double.NaN, seconds("hauberk.keys.age"));
    usable.set(true);
    troubled.set(false);
    moment.set(clock.instant());
    clock.advance(Duration.ofSeconds(90));
    assertEquals(1, value("hauberk.keys.usable"));
    assertEquals(0, value("hauberk.keys.troubled"));
    assertEquals(90, seconds("hauberk.keys.age"));
    assertEquals("main", registry.get("hauberk.keys.usable").gauge().getId().getTag("profile"));
  }

  @Test
  void the_number_of_requests_at_once_is_shown_with_its_limit() {
    meters.concurrency(() -> 40, () -> 7);
    assertEquals(40, value("hauberk.concurrency.limit"));
    assertEquals(7, value("hauberk.concurrency.used"));
  }

  @Test
  void a_credential_is_shown_until_after_its_end() {
    meters.credential("stock", usable::get, troubled::get, moment::get);
    assertEquals(Double.NaN, seconds("hauberk.credential.remaining"));
    usable.set(true);
    moment.set(clock.instant().plusSeconds(60));
    assertEquals(1, value("hauberk.credential.usable"));
    assertEquals(1, value("hauberk.credential.troubled"));
    assertEquals(60, seconds("hauberk.credential.remaining"));
    clock.advance(Duration.ofSeconds(61));
    assertEquals(-1, seconds("hauberk.credential.remaining"));
    assertEquals(
        "stock", registry.get("hauberk.credential.usable").gauge().getId().getTag("credential"));
  }
}
