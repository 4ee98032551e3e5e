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
  private final Quota own;
  private final int maxKeys;
  private final LongSupplier nanoTime;
  private final @Nullable SecurityEvents events;
  private final @Nullable SharedLimits shared;

  private final ConcurrentMap<Object, Bucket> buckets = new ConcurrentHashMap<>();
  private final Queue<Object> walk = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
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
    maxKeys = builder.maxKeys;
    nanoTime = builder.nanoTime;
    events = builder.events;
    shared = builder.shared;
    own = new Quota(builder.limits);
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
    return Charge.tryAcquire(List.of(new Charge(own, key)), cost).get(0);
  }

  /** What each key gets for which nothing else was agreed: the limits of the builder. */
  public Quota quota() {
    return own;
  }

  /**
   * Other limits, for keys of a kind of their own; they count against the same {@code maxKeys}. A
   * key must always be charged to the same quota.
   *
   * @throws IllegalArgumentException if there is no limit, or there are two of the same period
   */
  public Quota quota(List<RateLimit> limits) {
    return new Quota(limits);
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
      return own.untouched;
    }
    synchronized (own.overflow) {
      return own.overflow.peek(1, nanoTime.getAsLong());
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

  /** What is done with a bucket, under its lock. */
  @FunctionalInterface
  interface Visit {
    LimitDecision with(Bucket bucket, long nowNanos);
  }

  /** Visits the bucket of a key: its own, or the shared one if there is no room for it. */
  private void visit(Quota quota, Object key, int cost, Visit visit) {
    if (size.get() >= maxKeys) {
      forgetFullBuckets();
    }
    Entry entry = new Entry(quota, visit);
    buckets.compute(key, entry::from);
    if (entry.isNew) {
      walk.add(key);
    }
    LimitDecision decision = entry.decision;
    if (decision == null) {
      visitOverflow(quota, visit);
    } else if (decision.isFirstOfWindow(cost)) {
      forgetFullBuckets();
    }
  }

  private void visitOverflow(Quota quota, Visit visit) {
    overflowed.incrementAndGet();
    if (events != null && toldFull.compareAndSet(false, true)) {
      events.emit(
          SecurityEvent.of(Kind.LIMIT_KEYS_FULL)
              .detail(Detail.LIMIT, name)
              .detail(Detail.COUNT, maxKeys));
    }
    synchronized (quota.overflow) {
      visit.with(quota.overflow, nanoTime.getAsLong());
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

  /** What each key of one kind gets, with the bucket that such keys share at the cap. */
  public final class Quota {
    private final List<RateLimit> limits;
    private final Bucket.Maker maker;
    private final Bucket overflow;
    private final LimitDecision untouched;

    private Quota(List<RateLimit> limits) {
      this.limits = List.copyOf(limits);
      if (limits.isEmpty()) {
        throw new IllegalArgumentException("limit '" + name + "' needs a rate-limit.permits");
      }
      if (limits.stream().map(RateLimit::period).distinct().count() < limits.size()) {
        throw new IllegalArgumentException(
            "limit '" + name + "' has two windows of the same period; keep the tighter one");
      }
      LocalBucket.Plan plan = new LocalBucket.Plan(limits);
      this.maker =
          shared == null ? (key, now) -> plan.begin(now) : shared.buckets(name, this.limits);
      long now = nanoTime.getAsLong();
      this.overflow = plan.begin(now);
      this.untouched = overflow.peek(1, now);
    }

    /** The name of its limiter. */
    public String name() {
      return name;
    }

    /** Its limits; all of them hold at once. */
    public List<RateLimit> limits() {
      return limits;
    }

    void visit(Object key, int cost, Visit visit) {
      KeyedLimiter.this.visit(this, key, cost, visit);
    }
  }

  /** One call's way through the map: runs under the lock of the key's entry. */
  private final class Entry {
    private final Quota quota;
    private final Visit visit;
    private boolean isNew;
    private @Nullable LimitDecision decision;

    Entry(Quota quota, Visit visit) {
      this.quota = quota;
      this.visit = visit;
    }

    @Nullable Bucket from(Object key, @Nullable Bucket known) {
      long now = nanoTime.getAsLong();
      Bucket bucket = known == null ? tryAdd(key, now) : known;
      if (bucket != null) {
        decision = visit.with(bucket, now);
      }
      return bucket;
    }

    private @Nullable Bucket tryAdd(Object key, long now) {
      if (size.incrementAndGet() > maxKeys) {
        size.decrementAndGet();
        return null;
      }
      isNew = true;
      return quota.maker.make(key, now);
    }
  }

  /** A limiter in the making. */
  public static final class Builder {
    private final String name;
    private final List<RateLimit> limits = new ArrayList<>();
    private int maxKeys = 100_000;
    private LongSupplier nanoTime = System::nanoTime;
    private @Nullable SecurityEvents events;
    private @Nullable SharedLimits shared;

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a limit; with several, a call needs a permit of each, and a refusal takes none. */
    public Builder limit(RateLimit limit) {
      limits.add(requireNonNull(limit, "limit"));
      return this;
    }

    /**
     * How many keys may have a bucket of their own. Default 100 000; a key costs about 130 octets
     * and what it weighs itself.
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
     * Has the limits hold for all instances of the service together, under the name of this
     * limiter. Keys are then told apart by their {@code toString}. Default: for this instance
     * alone.
     */
    public Builder shared(SharedLimits limits) {
      shared = requireNonNull(limits, "limits");
      return this;
    }

    /** Adds several limits, see {@link #limit}. */
    public Builder limits(List<RateLimit> several) {
      several.forEach(this::limit);
      return this;
    }

    /**
     * The limiter.
     *
     * @throws IllegalArgumentException if it has no limit, two of the same period, or one that
     *     instances cannot share ({@link SharedLimits#MIN_PERIOD})
     */
    public KeyedLimiter build() {
      return new KeyedLimiter(this);
    }
  }
}
