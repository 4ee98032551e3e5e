package io.hauberk.limit;

import static java.util.Objects.requireNonNull;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Applies limits to each key by itself, in bounded memory.
 *
 * <p>A key is whatever the caller of this class counts by: a client address, a caller, a caller
 * with an operation. Keys must be immutable with {@code equals} and {@code hashCode}; strings are
 * best, since equal hashes cannot slow them down. Addresses and callers belong into limiters of
 * their own, so that strangers cannot crowd callers out.
 *
 * <p>Time is the machine's monotonic clock: a clock that is set back or forward moves no window.
 */
public final class KeyedLimiter {
  /** The most that a call may weigh. */
  public static final int MAX_COST = 1_000;

  /*
   * A key without a bucket has all its permits, so a bucket that is full again says nothing and may
   * be forgotten; a bucket that is not full is never forgotten, whatever the pressure. A cache that
   * evicts by size does the opposite: whoever brings enough fresh keys gets old ones refilled.
   *
   * So memory is bounded by a cap instead. At the cap, keys that have no bucket share one: strict
   * for them, and no concern of the keys that have one.
   *
   * Full buckets are found by a walk that never stops and never takes long: all buckets stand in a
   * queue; a call that makes a bucket, opens a window or finds the map full looks at the next few,
   * forgets those that are full and puts the others to the end. Whoever makes one bucket so visits
   * several, and the walk outruns the growth.
   *
   * Everything that is done with a bucket happens inside the map's `compute` for its key, under the
   * lock of that entry: a bucket cannot be forgotten while a permit is taken from it, nor be there
   * twice. The map's own size is not exact, hence the counter.
   */
  private static final int STEPS = 4;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String name;
  private final Bucket.Maker maker;
  private final int maxKeys;
  private final LongSupplier nanoTime;
  private final @Nullable SecurityEvents events;

  private final ConcurrentMap<Object, Bucket> buckets = new ConcurrentHashMap<>();
  private final Queue<Object> walk = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Bucket overflow;
  private final LimitDecision untouched;
  private final AtomicLong overflowed = new AtomicLong();
  private final AtomicBoolean toldFull = new AtomicBoolean();

  /** A limiter with one limit and all defaults. */
  public static KeyedLimiter of(String name, RateLimit limit) {
    return builder(name).limit(limit).build();
  }

  /**
   * Begins a limiter.
   *
   * @param name what operators and callers know it by: 1 to 64 ASCII letters, digits, {@code .},
   *     {@code _} and {@code -}
   * @throws IllegalArgumentException if the name is another
   */
  public static Builder builder(String name) {
    return new Builder(requireName(name));
  }

  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a limit must have 1 to 64 ASCII letters, digits, '.', '_' or '-'");
    }
    return name;
  }

  private KeyedLimiter(Builder builder) {
    name = builder.name;
    List<Window.Plan> plans =
        builder.limits.stream().map(limit -> Window.Plan.of(builder.name, limit)).toList();
    maker = (key, now) -> new LocalBucket(plans, now);
    maxKeys = builder.maxKeys;
    nanoTime = builder.nanoTime;
    events = builder.events;
    long now = nanoTime.getAsLong();
    overflow = new LocalBucket(plans, now);
    untouched = overflow.peek(1, now);
  }

  /** What operators and callers know this limiter by. */
  public String name() {
    return name;
  }

  /** Takes a permit of this key, if every limit has one left; a refusal takes none. */
  public LimitDecision tryAcquire(Object key) {
    return tryAcquire(key, 1);
  }

  /**
   * Takes so many permits of this key, if every limit has as many left; a refusal takes none.
   *
   * @param cost what the call weighs, from 1 to {@value #MAX_COST}
   * @throws IllegalArgumentException if the cost is out of range
   */
  public LimitDecision tryAcquire(Object key, int cost) {
    if (cost < 1 || cost > MAX_COST) {
      throw new IllegalArgumentException("a cost must be from 1 to " + MAX_COST + ", was " + cost);
    }
    if (size.get() >= maxKeys) {
      forgetFullBuckets();
    }
    Acquisition acquisition = new Acquisition(cost);
    buckets.compute(key, acquisition::from);
    if (acquisition.isNew) {
      walk.add(key);
    }
    LimitDecision decision = acquisition.decision;
    if (decision == null) {
      return acquireFromOverflow(cost);
    }
    if (decision.isFirstOfWindow(cost)) {
      forgetFullBuckets();
    }
    return decision;
  }

  /**
   * What {@link #tryAcquire} would answer now, with nothing taken: for limits on failures, where a
   * permit is taken only once a call has failed.
   */
  public LimitDecision peek(Object key) {
    LimitDecision[] decision = new LimitDecision[1];
    buckets.computeIfPresent(
        key,
        (k, bucket) -> {
          decision[0] = bucket.peek(1, nanoTime.getAsLong());
          return bucket;
        });
    if (decision[0] != null) {
      return decision[0];
    }
    if (size.get() < maxKeys) {
      return untouched;
    }
    synchronized (overflow) {
      return overflow.peek(1, nanoTime.getAsLong());
    }
  }

  /** How many keys have a bucket of their own now; at most the configured maximum. */
  public int trackedKeys() {
    return Math.min(size.get(), maxKeys); // a call that finds no room counts for a moment
  }

  /** How many calls met the shared bucket since the start. */
  public long overflowed() {
    return overflowed.get();
  }

  private LimitDecision acquireFromOverflow(int cost) {
    overflowed.incrementAndGet();
    if (events != null && toldFull.compareAndSet(false, true)) {
      events.emit(
          SecurityEvent.of(Kind.LIMIT_KEYS_FULL)
              .detail(Detail.LIMIT, name)
              .detail(Detail.COUNT, maxKeys));
    }
    synchronized (overflow) {
      return overflow.take(cost, nanoTime.getAsLong());
    }
  }

  private void forgetFullBuckets() {
    for (int i = 0; i < STEPS; i++) {
      Object key = walk.poll();
      if (key == null) {
        return;
      }
      if (buckets.computeIfPresent(key, (k, bucket) -> keepUnlessFull(bucket)) != null) {
        walk.add(key);
      } else if (size.decrementAndGet() < maxKeys - maxKeys / 10) {
        toldFull.set(false);
      }
    }
  }

  private @Nullable Bucket keepUnlessFull(Bucket bucket) {
    return bucket.isFull(nanoTime.getAsLong()) ? null : bucket;
  }

  /** One call's way through the map: runs under the lock of the key's entry. */
  private final class Acquisition {
    private final int cost;
    private boolean isNew;
    private @Nullable LimitDecision decision;

    Acquisition(int cost) {
      this.cost = cost;
    }

    @Nullable Bucket from(Object key, @Nullable Bucket known) {
      long now = nanoTime.getAsLong();
      Bucket bucket = known == null ? tryAdd(key, now) : known;
      if (bucket != null) {
        decision = bucket.take(cost, now);
      }
      return bucket;
    }

    private @Nullable Bucket tryAdd(Object key, long now) {
      if (size.incrementAndGet() > maxKeys) {
        size.decrementAndGet();
        return null;
      }
      isNew = true;
      return maker.make(key, now);
    }
  }

  /** A limiter in the making. */
  public static final class Builder {
    private final String name;
    private final List<RateLimit> limits = new ArrayList<>();
    private int maxKeys = 100_000;
    private LongSupplier nanoTime = System::nanoTime;
    private @Nullable SecurityEvents events;

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a limit; with several, a call needs a permit of each, and a refusal takes none. */
    public Builder limit(RateLimit limit) {
      limits.add(requireNonNull(limit, "limit"));
      return this;
    }

    /**
     * How many keys may have a bucket of their own. Default 100 000; a key costs about half a
     * kilobyte.
     *
     * @param maxKeys from 1 to 10 000 000
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxKeys(int maxKeys) {
      if (maxKeys < 1 || maxKeys > 10_000_000) {
        throw new IllegalArgumentException(
            "rate-limit.max-keys must be from 1 to 10000000, was " + maxKeys);
      }
      this.maxKeys = maxKeys;
      return this;
    }

    /** Publishes when the limiter is full; without it, only {@link #overflowed} tells. */
    public Builder events(SecurityEvents events) {
      this.events = requireNonNull(events, "events");
      return this;
    }

    /** The monotonic clock, in nanoseconds of any origin. Default {@link System#nanoTime}. */
    public Builder nanoTime(LongSupplier nanoTime) {
      this.nanoTime = requireNonNull(nanoTime, "nanoTime");
      return this;
    }

    /**
     * The limiter.
     *
     * @throws IllegalArgumentException if it has no limit
     */
    public KeyedLimiter build() {
      if (limits.isEmpty()) {
        throw new IllegalArgumentException("limit '" + name + "' needs a rate-limit.permits");
      }
      return new KeyedLimiter(this);
    }
  }
}
