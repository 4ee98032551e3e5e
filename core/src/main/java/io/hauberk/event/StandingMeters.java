package io.hauberk.event;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with issuers' keys, with credentials of outbound calls, with the store of shared
 * limits and with the number of requests at once, as Micrometer meters. Needs {@code
 * micrometer-core} on the class path: load it only where a registry is there.
 *
 * <ul>
 *   <li>gauges {@code hauberk.keys.usable} and {@code hauberk.keys.troubled}, tag {@code profile}:
 *       1 while tokens of this issuer can be verified, and while newer keys cannot be had; else 0
 *   <li>gauge {@code hauberk.keys.age}, tag {@code profile}: how long the keys have been in force;
 *       no number while there are none
 *   <li>gauges {@code hauberk.credential.usable} and {@code hauberk.credential.troubled}, tag
 *       {@code credential}: 1 while calls carry the credential, and while the next one cannot be
 *       had; else 0. One that was never needed is neither
 *   <li>gauge {@code hauberk.credential.remaining}, tag {@code credential}: how long it is good
 *       for; no number while that is not known
 *   <li>gauges {@code hauberk.concurrency.limit} and {@code hauberk.concurrency.used}: how many
 *       requests may be worked on at once, and how many are; only where that is limited
 *   <li>gauge {@code hauberk.shared.usable}: 1 while the store of shared limits is used; 0 while it
 *       is left alone, because it fails or is slow
 *   <li>gauge {@code hauberk.shared.instances}: how many instances share limits, at the store's
 *       last word
 *   <li>counter {@code hauberk.shared.asks}, tag {@code outcome}: questions to the store: {@code
 *       all} that were put, {@code failed} ones, and those that were {@code crowded} out
 * </ul>
 *
 * <p>Tags are names in the configuration: no request can bring a new one.
 */
public final class StandingMeters {
  private static final String PROFILE = "profile";
  private static final String CREDENTIAL = "credential";

  private final MeterRegistry registry;
  private final Clock clock;

  /** Meters in this registry, by this clock. */
  public StandingMeters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Shows the keys of one issuer profile.
   *
   * @param profile its name, as configured
   * @param usable whether tokens can be verified
   * @param troubled whether newer keys cannot be had
   * @param since since when the keys are in force; null while there are none
   */
  public void keys(
      String profile,
      BooleanSupplier usable,
      BooleanSupplier troubled,
      Supplier<@Nullable Instant> since) {
    flag("hauberk.keys.usable", usable)
        .description("Whether tokens of the issuer can be verified")
        .tag(PROFILE, profile)
        .register(registry);
    flag("hauberk.keys.troubled", troubled)
        .description("Whether newer keys of the issuer cannot be had")
        .tag(PROFILE, profile)
        .register(registry);
    time("hauberk.keys.age", () -> age(since.get()))
        .description("How long the keys of the issuer have been in force")
        .tag(PROFILE, profile)
        .register(registry);
  }

  /**
   * Shows how many requests are worked on at once.
   *
   * @param limit how many may be
   * @param used how many are
   */
  public void concurrency(IntSupplier limit, IntSupplier used) {
    Gauge.builder("hauberk.concurrency.limit", limit::getAsInt)
        .description("How many requests may be worked on at once, by the measured latency")
        .register(registry);
    Gauge.builder("hauberk.concurrency.used", used::getAsInt)
        .description("How many requests are being worked on")
        .register(registry);
  }

  /**
   * Shows one credential of outbound calls.
   *
   * @param credential its name, as configured
   * @param usable whether calls carry it
   * @param troubled whether the next one cannot be had
   * @param expires when it expires; null while there is none, or it does not say
   */
  public void credential(
      String credential,
      BooleanSupplier usable,
      BooleanSupplier troubled,
      Supplier<@Nullable Instant> expires) {
    flag("hauberk.credential.usable", usable)
        .description("Whether calls carry the credential")
        .tag(CREDENTIAL, credential)
        .register(registry);
    flag("hauberk.credential.troubled", troubled)
        .description("Whether the next credential cannot be had")
        .tag(CREDENTIAL, credential)
        .register(registry);
    time("hauberk.credential.remaining", () -> -age(expires.get()))
        .description("How long the credential is good for")
        .tag(CREDENTIAL, credential)
        .register(registry);
  }

  /**
   * Shows the store of shared limits.
   *
   * @param usable whether it is used
   * @param instances how many instances there are
   * @param asks how often it was asked for permits
   * @param failures how many calls failed
   * @param crowded how many questions were not put, because too many waited
   */
  public void shared(
      BooleanSupplier usable,
      IntSupplier instances,
      LongSupplier asks,
      LongSupplier failures,
      LongSupplier crowded) {
    flag("hauberk.shared.usable", usable)
        .description("Whether the store of shared limits is used")
        .register(registry);
    Gauge.builder("hauberk.shared.instances", instances::getAsInt)
        .description("How many instances share limits")
        .register(registry);
    asks("all", asks);
    asks("failed", failures);
    asks("crowded", crowded);
  }

  private void asks(String outcome, LongSupplier count) {
    FunctionCounter.builder("hauberk.shared.asks", count, LongSupplier::getAsLong)
        .description("Questions to the store of shared limits")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Gauge.Builder<Supplier<Number>> flag(String meter, BooleanSupplier state) {
    return Gauge.builder(meter, () -> state.getAsBoolean() ? 1 : 0);
  }

  private static TimeGauge.Builder<Supplier<Number>> time(String meter, Supplier<Number> seconds) {
    return TimeGauge.builder(meter, seconds, TimeUnit.SECONDS);
  }

  private double age(@Nullable Instant since) {
    return since == null
        ? Double.NaN
        : Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }
}
