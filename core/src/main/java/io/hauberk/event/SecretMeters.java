package io.hauberk.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The age of mounted secrets as Micrometer meters. Needs {@code micrometer-core} on the class path:
 * load it only where a registry is there.
 *
 * <ul>
 *   <li>gauge {@code hauberk.secret.age}, tag {@code secret}: how long the content in force has
 *       been what it is
 *   <li>gauge {@code hauberk.secret.remaining}, tag {@code secret}: how long it is good for, where
 *       it ends; below zero once it has ended
 * </ul>
 *
 * <p>The tag is the name in the configuration.
 */
public final class SecretMeters {
  private final MeterRegistry registry;
  private final Clock clock;

  /** Meters in this registry, by this clock. */
  public SecretMeters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Shows one secret.
   *
   * @param secret its name, as configured
   * @param born since when the content in force is what it is
   * @param expires until when it is good; empty if for ever. Where it is empty now, no time is
   *     shown
   */
  public void show(String secret, Supplier<Instant> born, Supplier<Optional<Instant>> expires) {
    TimeGauge.builder(
            "hauberk.secret.age", () -> seconds(born.get(), clock.instant()), TimeUnit.SECONDS)
        .description("How long the secret in force has been what it is")
        .tag("secret", secret)
        .register(registry);
    if (expires.get().isPresent()) {
      TimeGauge.builder(
              "hauberk.secret.remaining",
              () -> expires.get().map(end -> seconds(clock.instant(), end)).orElse(Double.NaN),
              TimeUnit.SECONDS)
          .description("How long the secret in force is good for")
          .tag("secret", secret)
          .register(registry);
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
