package io.hauberk.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many requests are worked on at once: a limit that sinks as the service becomes slower than it
 * is used to be, and rises again as it recovers. Safe for use by any number of threads; nothing
 * waits in it.
 */
public final class AdaptiveConcurrency {

  /*
   * A gradient limit, after Netflix' Gradient2 [1]: latency that grows beyond what is usual means
   * that requests queue somewhere behind, and more of them at once would only queue longer.
   *
   * Operations differ: one takes a millisecond, one a second, and their mixture changes by the
   * minute. So each operation is compared with itself. What is usual for it is a slow average of
   * its own latencies, which falls within some windows, and rises so slowly that an overload
   * of minutes does not become usual, while a service that has become slower for good has its limit
   * back after about a quarter of an hour. The ratio of a window is the mean of latency to
   * usual latency over all requests of it.
   *
   *   gradient = TOLERANCE / ratio, from 0.5 to 1
   *   limit   += SMOOTHING * (limit * gradient + sqrt(limit) - limit)
   *
   * The root is the queue that is granted: without it the limit could never grow. It does not grow
   * while nobody needs it, as nothing is learned from a service that has little to do.
   *
   * The latency of a request ends when its answer begins, and begins when its body is there: how
   * fast a caller sends and reads is the caller's, who must not be able to sink the limit.
   *
   * [1] https://github.com/Netflix/concurrency-limits, Gradient2Limit
   */
  private static final double TOLERANCE = 2;
  private static final double SMOOTHING = 0.2;
  private static final double LEAST_GRADIENT = 0.5;
  private static final double FALL = 0.2;
  private static final double RISE = 0.001;
  private static final long WINDOW_NANOS = 200_000_000;
  private static final int LEAST_SAMPLES = 10;

  private final int min;
  private final int max;
  private final LongSupplier nanoTime;

  /** By operation; there are as many as the contract has, and one for what it does not have. */
  private final Map<String, Usual> usual = new HashMap<>();

  private double limit;
  private int used;
  private int mostUsed;
  private boolean shed;
  private int samples;
  private long windowBegan;

  /** Who goes first where there are too many: each class has a part of the limit at most. */
  public enum Priority {
    /** May use all of the limit. */
    HIGH(1),
    /** May use nine tenths of it. */
    NORMAL(0.9),
    /** May use seven tenths of it. */
    LOW(0.7),
    /** Callers without identity, who may use half of it. */
    ANONYMOUS(0.5);

    private final double part;

    Priority(double part) {
      this.part = part;
    }

    int of(int limit) {
      return Math.max(1, (int) (limit * part));
    }
  }

  /** What an operation takes usually, and what it took in this window. */
  private static final class Usual {
    private double nanos;
    private double sum;
    private int count;

    /** The latencies of this window, each as a ratio to what is usual; a new window begins. */
    double ratios() {
      if (count == 0) {
        return 0;
      }
      double mean = Math.max(1, sum / count);
      if (nanos == 0) {
        nanos = mean;
      }
      double ratios = count * (mean / nanos);
      nanos += (mean < nanos ? FALL : RISE) * (mean - nanos);
      sum = 0;
      count = 0;
      return ratios;
    }
  }

  /**
   * A limit that begins with the most.
   *
   * @param nanoTime the monotonic clock, in nanoseconds of any origin
   */
  public AdaptiveConcurrency(ConcurrencyOptions options, LongSupplier nanoTime) {
    this.min = options.min();
    this.max = options.max();
    this.nanoTime = nanoTime;
    this.limit = max;
    this.windowBegan = nanoTime.getAsLong();
  }

  /**
   * Lets a request in, if its class has room left.
   *
   * @param operation what it asks for, one of few
   * @return what must be told that the request is over; empty if it is to be shed
   */
  public synchronized Optional<Permit> tryEnter(String operation, Priority priority) {
    if (used >= priority.of((int) limit)) {
      shed = true;
      return Optional.empty();
    }
    used++;
    mostUsed = Math.max(mostUsed, used);
    return Optional.of(new Permit(operation));
  }

  /** How many requests of the first class may be there at once now. */
  public synchronized int limit() {
    return (int) limit;
  }

  /** How many are there now. */
  public synchronized int used() {
    return used;
  }

  /** The place of one request. Each step counts once, on whatever thread. */
  public final class Permit {
    private final String operation;
    private boolean measuring;
    private boolean measured;
    private boolean over;
    private long began;

    private Permit(String operation) {
      this.operation = operation;
    }

    /** The service has the request now, and what it takes from here on is its latency. */
    public void serving() {
      synchronized (AdaptiveConcurrency.this) {
        measuring = true;
        began = nanoTime.getAsLong();
      }
    }

    /** The service answers now. */
    public void answering() {
      synchronized (AdaptiveConcurrency.this) {
        if (measuring && !measured && !over) {
          measured = true;
          measure(operation, nanoTime.getAsLong() - began);
        }
      }
    }

    /** The request is over, whatever became of it. */
    public void over() {
      synchronized (AdaptiveConcurrency.this) {
        answering();
        if (!over) {
          over = true;
          used--;
        }
      }
    }
  }

  private void measure(String operation, long nanos) {
    Usual own = usual.computeIfAbsent(operation, any -> new Usual());
    own.sum += nanos;
    own.count++;
    samples++;
    long now = nanoTime.getAsLong();
    if (samples >= LEAST_SAMPLES && now - windowBegan >= WINDOW_NANOS) {
      adapt();
      windowBegan = now;
      samples = 0;
      mostUsed = used;
      shed = false;
    }
  }

  private void adapt() {
    double ratio = usual.values().stream().mapToDouble(Usual::ratios).sum() / samples;
    double gradient = Math.max(LEAST_GRADIENT, Math.min(1, TOLERANCE / ratio));
    boolean isNeeded = shed || 2 * mostUsed >= (int) limit;
    if (gradient < 1 || isNeeded) {
      double next = limit + SMOOTHING * (limit * gradient + Math.sqrt(limit) - limit);
      limit = Math.max(min, Math.min(max, next));
    }
  }
}
