package io.hauberk.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hauberk.event.SecurityEvents;
import io.hauberk.store.Namespace;
import io.hauberk.store.SharedStore;
import io.hauberk.thread.DaemonThreads;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits that hold for all instances of a service together.
 *
 * <p>Each instance leases permits from a {@link SharedStore} in batches and spends them by itself:
 * no call waits for the store. In one window of a limit of N permits and n instances no more than N
 * + max(N/20, n) calls are admitted in all, as long as the store answers within a small part of the
 * window; with as much demand, nine tenths of N or more are. While the store fails or is slow, each
 * instance goes on with its share of what was left: the n-th part, rounded up.
 *
 * <p>The windows are those of the store's clock: they begin for all at the same time. A jump of
 * that clock begins a new window; a store that loses what it knew is told again by each instance
 * what that one has leased.
 */
public final class SharedLimits implements AutoCloseable {
  /** The shortest window that instances can share. */
  public static final Duration MIN_PERIOD = Duration.ofMillis(100);

  private static final int NANOS_OF_MILLI = 1_000_000;
  private static final int THREADS = 4;
  private static final int WAITING = 1_024;
  private static final int IDLE_SECONDS = 10;
  private static final int DIGEST_BYTES = 16;
  private static final Duration FIRST_BEAT = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(SharedLimits.class);

  private final Namespace namespace;
  private final Fleet fleet;
  private final Executor executor;
  private final AtomicBoolean beating = new AtomicBoolean();
  private final CountDownLatch firstBeat = new CountDownLatch(1);
  private volatile @Nullable ScheduledFuture<?> beats;

  /**
   * Shared limits; nothing is sent before {@link #start}.
   *
   * @param events where it is published when the store is left alone, and when it is back
   * @param clock what is believed until the store tells the time
   * @param nanoTime the monotonic clock, in nanoseconds of any origin
   */
  public SharedLimits(
      SharedLimitOptions options, SecurityEvents events, Clock clock, LongSupplier nanoTime) {
    this(options, events, clock, nanoTime, threads());
  }

  /** Likewise, with threads that wait for the store in this one's place. */
  SharedLimits(
      SharedLimitOptions options,
      SecurityEvents events,
      Clock clock,
      LongSupplier nanoTime,
      Executor executor) {
    this.namespace = options.namespace();
    this.executor = executor;
    this.fleet =
        new Fleet(
            new StoreCircuit(options.store(), events, nanoTime),
            executor,
            nanoTime,
            UUID.randomUUID().toString(),
            namespace.key("instances"),
            options.assumedInstances(),
            new StoreTime(clock.millis(), nanoTime.getAsLong()));
  }

  private static ThreadPoolExecutor threads() {
    return DaemonThreads.upTo(
        THREADS,
        IDLE_SECONDS,
        new ArrayBlockingQueue<>(WAITING),
        DaemonThreads.named("hauberk-shared"));
  }

  /**
   * Tells the store of this instance, now and once a second. Waits a quarter of a second at most to
   * learn how many others there are.
   */
  public void start(ScheduledExecutorService timers) {
    long every = Fleet.BEAT.toNanos();
    beats = timers.scheduleAtFixedRate(this::beat, every, every, TimeUnit.NANOSECONDS);
    beat();
    try {
      if (!firstBeat.await(FIRST_BEAT.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn(
            "The store of shared limits has not answered yet; {} instances are assumed until it does.",
            fleet.instances());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells the store of this instance; does not wait for it. If the last time is still under way,
   * the store is late.
   */
  void beat() {
    if (!beating.compareAndSet(false, true)) {
      fleet.late(); // clients may wait for a minute before they give up
      return;
    }
    try {
      executor.execute(
          () -> {
            fleet.beat();
            beating.set(false);
            firstBeat.countDown();
          });
    } catch (RejectedExecutionException e) {
      fleet.late();
      beating.set(false);
    }
  }

  /** Whether instances can share a limit: see {@link #MIN_PERIOD}; whole milliseconds only. */
  public static boolean canShare(RateLimit limit) {
    return limit.period().compareTo(MIN_PERIOD) >= 0
        && limit.period().toNanosPart() % NANOS_OF_MILLI == 0;
  }

  /**
   * Who makes the buckets of a limiter.
   *
   * @throws IllegalArgumentException if instances cannot share one of the limits
   */
  Bucket.Maker buckets(String limiter, List<RateLimit> limits) {
    for (RateLimit limit : limits) {
      if (!canShare(limit)) {
        throw new IllegalArgumentException(
            "instances cannot share windows of %s (limit '%s'): 100 ms or more, in whole milliseconds"
                .formatted(limit.period(), limiter));
      }
    }
    List<RateLimit> kept = List.copyOf(limits);
    return (key, now) -> new LeasedBucket(fleet, storeKey(limiter, key), kept, now);
  }

  /** A key of fixed form and length, whatever the caller's name; each in a slot of its own. */
  private String storeKey(String limiter, Object key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.toString().getBytes(UTF_8));
      return namespace.key(
          limiter,
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(Arrays.copyOf(digest, DIGEST_BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256, which every JVM must have", e);
    }
  }

  /** How it stands with the store and the other instances. */
  public State state() {
    return new State(
        fleet.isAlone(), fleet.instances(), fleet.asks(), fleet.failures(), fleet.crowded());
  }

  /**
   * How it stands.
   *
   * @param isAlone whether the store is left alone because it fails or is slow, so that this
   *     instance goes on with its share
   * @param instances how many instances there are, at the store's last word
   * @param asks how often the store was asked for permits
   * @param failures how many calls of the store failed
   * @param crowded how many questions were not put, because too many waited
   */
  public record State(boolean isAlone, int instances, long asks, long failures, long crowded) {}

  /** Ends the threads; the store, which is the maker's, stays open. */
  @Override
  public void close() {
    ScheduledFuture<?> scheduled = beats;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    if (executor instanceof ThreadPoolExecutor threads) {
      threads.shutdownNow();
    }
  }
}
