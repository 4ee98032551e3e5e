package io.hauberk.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.Passage;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authenticator;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A million callers, each with a token that is really signed and verified and an address of its
 * own, in the memory of a few thousand.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MillionCallersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int CACHE_SIZE = 10_000; // as by default
  private static final int CHUNK = 10_000;
  private static final long MEGABYTE = 1 << 20;

  /** The heap is counted in regions, of which some are begun. */
  private static final long UNSHARP = 8 * MEGABYTE;

  private static final String CONTRACT =
      """
      {"openapi": "3.1.0", "info": {"title": "orders", "version": "1"},
       "security": [{"token": []}],
       "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
       "paths": {"/orders/{id}": {"get": {"operationId": "getOrder",
         "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
         "responses": {"200": {"description": "ok"}}}}}}
      """;

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final ManyCallers issuer = new ManyCallers(NOW);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong events = new AtomicLong();

  private Hauberk frontDoor() {
    return Hauberk.builder()
        .contract(
            Contract.read(
                "orders.json", CONTRACT.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .issuer(issuer.profile())
        .callerLimit(RateLimit.perMinute(100))
        .events(SecurityEvents.direct(event -> events.incrementAndGet(), clock))
        .clock(clock)
        .nanoTime(nanos::get)
        .build();
  }

  /** A caller at its own address. */
  private record Call(Brought brought, String peerAddress) implements RequestHead {

    static Call of(int caller, String token) {
      return new Call(
          Brought.bearer(token),
          "10." + (caller >> 16) + "." + ((caller >> 8) & 255) + "." + (caller & 255));
    }

    @Override
    public String method() {
      return brought.method();
    }

    @Override
    public String target() {
      return brought.target();
    }

    @Override
    public List<String> headers(String name) {
      return brought.headers(name);
    }
  }

  private void call(Consumer<Call> service, int from, int to) {
    for (int first = from; first < to; first += CHUNK) {
      int caller = first;
      for (String token : issuer.tokens(first, Math.min(first + CHUNK, to))) {
        service.accept(Call.of(caller++, token));
      }
    }
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

  /** Has many callers come, and sees that they hold no more than few of them. */
  private void assertBounded(Consumer<Call> service, int few, int many, long mostHeld) {
    long empty = held();
    call(service, 0, few);
    long afterFew = held() - empty;
    call(service, few, many);
    long afterMany = held() - empty;
    service.accept(Call.of(many - 1, issuer.token(many - 1))); // so it was there when counted
    String found =
        String.format(
            Locale.ROOT,
            "%,d callers hold %,d KB, %,d hold %,d KB",
            few,
            afterFew / 1024,
            many,
            afterMany / 1024);
    assertTrue(afterMany - afterFew < UNSHARP, found);
    assertTrue(afterMany < mostHeld, found);
    System.out.println(found);
  }

  @Test
  void a_measure_of_the_heap_sees_what_a_token_of_each_caller_would_take() {
    long empty = held();
    List<String> tokens = issuer.tokens(0, 2 * CACHE_SIZE);
    assertTrue(held() - empty > UNSHARP);
    assertEquals(2 * CACHE_SIZE, tokens.size(), "and they were there when counted");
  }

  @Test
  void of_many_callers_the_last_are_known_and_the_others_hold_nothing() {
    Authenticator authenticator =
        Authenticator.builder().profile(issuer.profile()).clock(clock).build();
    assertBounded(
        call -> assertTrue(authenticator.authenticate(call) instanceof Authenticated),
        2 * CACHE_SIZE,
        3 * CACHE_SIZE,
        64 * MEGABYTE);
    assertTrue(isKnown(authenticator, 3 * CACHE_SIZE - 1));
    assertTrue(isKnown(authenticator, 2 * CACHE_SIZE));
    assertFalse(isKnown(authenticator, 2 * CACHE_SIZE - 1));
  }

  private boolean isKnown(Authenticator authenticator, int caller) {
    return authenticator.read(Call.of(caller, issuer.token(caller))).areKnown();
  }

  @Test
  @Tag("long")
  void a_million_admitted_callers_hold_no_more_than_a_hundred_thousand() {
    try (Hauberk hauberk = frontDoor()) {
      events.set(0);
      assertBounded(
          call -> {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1)); // a thousand callers a second
            assertTrue(hauberk.begin(call) instanceof Passage.Admitted);
          },
          100_000,
          1_000_000,
          128 * MEGABYTE);
      assertEquals(0, events.get(), "nobody was refused, and no limit was full");
    }
  }
}
