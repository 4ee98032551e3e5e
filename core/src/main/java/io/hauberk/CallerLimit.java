package io.hauberk;

import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.limit.LimitDecision;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Caller;
import io.hauberk.request.Operation;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often one caller may call one operation. Callers without identity count by their address, in
 * a map of their own: nobody without credentials can fill the callers' map.
 */
final class CallerLimit {
  private final RateLimit limit;
  private final KeyedLimiter callers;
  private final KeyedLimiter addresses;

  CallerLimit(RateLimit limit, int maxKeys, SecurityEvents events, LongSupplier nanoTime) {
    this.limit = limit;
    this.callers = limiter("caller", limit, maxKeys, events, nanoTime);
    this.addresses = limiter("anonymous", limit, maxKeys, events, nanoTime);
  }

  private static KeyedLimiter limiter(
      String name, RateLimit limit, int maxKeys, SecurityEvents events, LongSupplier nanoTime) {
    return KeyedLimiter.builder(name)
        .limit(limit)
        .maxKeys(maxKeys)
        .events(events)
        .nanoTime(nanoTime)
        .build();
  }

  RateLimit limit() {
    return limit;
  }

  LimitDecision tryAcquire(@Nullable Caller caller, @Nullable Operation operation, String client) {
    return caller == null
        ? addresses.tryAcquire(key(client, operation))
        : callers.tryAcquire(key(caller.id(), operation));
  }

  /**
   * A text, because texts can be ordered: names that were chosen to collide cannot slow a hash map
   * down.
   */
  private static String key(String who, @Nullable Operation operation) {
    return operation == null ? who : operation.method() + ' ' + operation.template() + ' ' + who;
  }
}
