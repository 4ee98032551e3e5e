package io.hauberk.limit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.store.Script;
import io.hauberk.store.SharedStore;
import io.hauberk.store.SharedStoreException;
import io.hauberk.store.SharedStoreException.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Leaves a store alone that fails or is slow, tries it again by and by, and tells of it once when
 * it stops and once when it is back.
 */
final class StoreCircuit implements SharedStore {
  private static final int CALLS = 10;
  private static final int FEWEST_CALLS = 3;
  private static final int TRIALS = 2;
  private static final float PERCENT = 50;
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final Duration REST = Duration.ofSeconds(1);

  private final SharedStore store;
  private final SecurityEvents events;
  private final LongSupplier nanoTime;
  private final CircuitBreaker breaker;
  private final AtomicBoolean isTold = new AtomicBoolean();

  StoreCircuit(SharedStore store, SecurityEvents events, LongSupplier nanoTime) {
    this.store = store;
    this.events = events;
    this.nanoTime = nanoTime;
    this.breaker =
        CircuitBreaker.of(
            "hauberk-shared",
            CircuitBreakerConfig.custom()
                .slidingWindow(CALLS, FEWEST_CALLS, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(PERCENT)
                .slowCallDurationThreshold(SLOW)
                .slowCallRateThreshold(PERCENT)
                .waitDurationInOpenState(REST)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .clock(new Monotonic(nanoTime))
                .build());
  }

  /** Whether calls go to the store as usual. */
  boolean isClosed() {
    return breaker.getState() == State.CLOSED;
  }

  @Override
  public List<Long> run(Script script, List<String> keys, List<String> args) {
    if (!breaker.tryAcquirePermission()) {
      throw new SharedStoreException(Trouble.AVOIDED);
    }
    long began = nanoTime.getAsLong();
    try {
      List<Long> answer = store.run(script, keys, args);
      breaker.onSuccess(nanoTime.getAsLong() - began, TimeUnit.NANOSECONDS);
      tell(Trouble.SLOW);
      return answer;
    } catch (RuntimeException | StackOverflowError e) {
      SharedStoreException failure =
          e instanceof SharedStoreException known
              ? known
              : SharedStoreException.of(e, Trouble.FAILED);
      breaker.onError(nanoTime.getAsLong() - began, TimeUnit.NANOSECONDS, failure);
      tell(failure.trouble());
      throw failure;
    }
  }

  /** Counts a call that has been out for this long as one that failed. */
  void late(Duration since) {
    if (breaker.tryAcquirePermission()) {
      breaker.onError(
          since.toNanos(), TimeUnit.NANOSECONDS, new SharedStoreException(Trouble.SLOW));
      tell(Trouble.SLOW);
    }
  }

  private void tell(Trouble trouble) {
    boolean closed = isClosed();
    if (isTold.compareAndSet(closed, !closed)) {
      events.emit(
          closed
              ? SecurityEvent.of(Kind.SHARED_STORE_RESTORED)
              : SecurityEvent.of(Kind.SHARED_STORE_UNAVAILABLE)
                  .detail(Detail.CAUSE, trouble.sentence()));
    }
  }

  /** The machine's monotonic clock, as the circuit breaker asks for one. */
  private static final class Monotonic extends Clock {
    private final LongSupplier nanoTime;
    private final long origin;

    Monotonic(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.origin = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - origin);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
