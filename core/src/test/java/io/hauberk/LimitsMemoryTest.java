package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.ClientAddress;
import io.hauberk.limit.RateLimit;
import io.hauberk.limit.RateLimitHeaders;
import io.hauberk.request.Caller;
import io.hauberk.request.HandClock;
import io.hauberk.request.HandNanos;
import io.hauberk.request.Operation;
import io.hauberk.request.Proof;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What limits hold, with as many keys as anybody likes to bring. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsMemoryTest {
  private static final long MEGABYTE = 1 << 20;
  private static final long MOST = 64 * MEGABYTE;
  private static final RateLimit HOURLY = RateLimit.of(1_000, Duration.ofHours(1));

  private final HandNanos nanos = new HandNanos(0); // it stands still: no bucket is full again
  private final Random random = new Random(39);

  private Limits limits(List<RateLimit> caller, List<RateLimit> total) {
    CallLimits.LimiterMaker limiters =
        CallLimits.LimiterMaker.local(
            SecurityEvents.direct(event -> {}, HandClock.at("2026-01-01T00:00:00Z")), nanos);
    int keys = HauberkBuilder.DEFAULT_MAX_LIMIT_KEYS;
    return Limits.of(
        ClientAddress.ofPeer(),
        List.of(HauberkBuilder.DEFAULT_ADDRESS_LIMIT),
        List.of(HauberkBuilder.DEFAULT_FAILED_AUTHENTICATION_LIMIT),
        new CallLimits(caller, total, keys, RateLimitHeaders.Style.IETF, limiters, limiters),
        null,
        keys,
        limiters);
  }

  private Limits byDefault() {
    return limits(List.of(HauberkBuilder.DEFAULT_CALLER_LIMIT), List.of());
  }

  private static Caller caller(String subject) {
    return Caller.of(
        List.of(
            new Proof(
                Proof.Kind.BEARER_TOKEN,
                "corporate",
                "https://issuer.example",
                subject,
                null,
                Set.of(),
                null,
                Map.of())));
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String address() {
    return String.format(
        Locale.ROOT, "2001:db8:%x:%x::/64", random.nextInt(1 << 16), random.nextInt(1 << 16));
  }

  /** Octets that are reachable, as far as the collector tells. */
  private static long held() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** Every key comes by every door; none has come before. */
  private long heldAfter(Limits limits, int keys, IntFunction<String> subject) {
    CallLimits calls = limits.calls();
    CallLimits.Toll toll =
        calls.toll(new Operation("getOrder", "GET", "/orders/{id}"), List.of(), List.of(), 1);
    long before = held();
    for (int i = 0; i < keys; i++) {
      String address = address();
      ClientAddress.Client client = new ClientAddress.Client(address, address);
      limits.checkAddress(client);
      limits.checkFailures(client);
      limits.countFailure(client);
      calls.check(toll, null, address);
      calls.check(toll, caller(subject.apply(i)), address);
    }
    long after = held() - before;
    assertTrue(limits.addresses().trackedKeys() > 0, "they were there when counted");
    System.out.printf(Locale.ROOT, "limits of %,d keys hold %,d KB%n", keys, after / 1024);
    return after;
  }

  @Test
  void a_hundred_and_twenty_thousand_callers_and_addresses_hold_less_than_64_megabytes() {
    long held = heldAfter(byDefault(), 120_000, i -> uuid());
    assertTrue(held < MOST, held + " octets");
    assertTrue(held > MOST / 8, "a measure that sees what is held, " + held + " octets");
  }

  @Test
  @Tag("long")
  void ten_million_callers_and_addresses_hold_less_than_64_megabytes() {
    long held = heldAfter(byDefault(), 10_000_000, i -> uuid());
    assertTrue(held < MOST, held + " octets");
  }

  @Test
  void with_every_limit_in_two_windows_too() {
    List<RateLimit> two = List.of(RateLimit.perSecond(100), HOURLY);
    long held = heldAfter(limits(two, two), 120_000, i -> uuid());
    assertTrue(held < MOST, held + " octets");
  }

  @Test
  void with_names_as_long_as_a_token_can_carry_too() {
    String long_ = "s".repeat(4_000);
    long held = heldAfter(byDefault(), 120_000, i -> long_ + i);
    assertTrue(held < MOST, held + " octets");
  }

  @Test
  void long_names_that_differ_at_their_end_are_counted_apart() {
    CallLimits calls = limits(List.of(RateLimit.perMinute(1)), List.of()).calls();
    Caller one = caller("s".repeat(4_000) + 1);
    Caller other = caller("s".repeat(4_000) + 2);
    assertTrue(calls.check(calls.toll(), one, "192.0.2.1").decision().isAdmitted());
    assertFalse(calls.check(calls.toll(), one, "192.0.2.1").decision().isAdmitted());
    assertTrue(calls.check(calls.toll(), other, "192.0.2.1").decision().isAdmitted());
  }

  @Test
  void three_hundred_callers_of_a_hundred_operations_each_have_buckets_of_their_own_all_hour() {
    CallLimits calls = limits(List.of(HOURLY), List.of()).calls();
    for (int round = 1; round <= 2; round++) {
      for (int operation = 0; operation < 100; operation++) {
        CallLimits.Toll toll =
            calls.toll(
                new Operation("op" + operation, "GET", "/op" + operation), List.of(), List.of(), 1);
        for (int caller = 0; caller < 300; caller++) {
          String left =
              calls.check(toll, caller("service-" + caller), "192.0.2.1").fields().get("RateLimit");
          assertEquals("\"caller\";r=" + (1_000 - round) + ";t=3600", left);
        }
      }
    }
  }
}
