package io.hauberk.event;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Publishes security events: stamps each with time and number and hands it to the sinks, without
 * ever delaying or failing the request that caused it.
 *
 * <p>Events wait in a bounded queue for one daemon thread, {@code hauberk-events}, which calls the
 * sinks one after the other: a sink that blocks holds up the other sinks and the queue, and nothing
 * else. What tells of this instance (a secret that cannot be used) goes before what single requests
 * cause (refusals), and that before information. When the queue is full, the oldest event of the
 * lowest rank below it makes room for an event; where there is none, the event itself is dropped.
 *
 * <p>Storms are folded: of refusals that are equal in kind, reason, control, operation or
 * destination, and caller (without a verified one: in the address, or the /64 of an IPv6 address),
 * the first is published at once. Those that follow are held back until a window ends; then the
 * last one is published, and tells how many it stands for ({@link SecurityEvent.Detail#FOLDED}). So
 * a storm is one event a window, however long it lasts. 4096 such storms of verified callers are
 * folded at a time, and as many of others; what is beyond that is published as it is.
 *
 * <p>The account is exact: {@code delivered + folded + dropped + queued + held = emitted} whenever
 * no thread is just emitting and no sink just called; after {@link #close} nothing is queued or
 * held. An event that no sink took, because each of them threw, is dropped, and with it those that
 * it stands for. The dropped ones are themselves told of ({@link
 * SecurityEvent.Kind#EVENTS_DROPPED}, with the range of their numbers), once a sink takes events;
 * what tells of them is one more emitted event.
 */
public final class SecurityEvents implements AutoCloseable {
  /** How many events may wait for the sinks, if nothing else is said. */
  public static final int DEFAULT_QUEUE_CAPACITY = 8192;

  /** How long equal refusals are held back, if nothing else is said. */
  public static final Duration DEFAULT_FOLD_WINDOW = Duration.ofSeconds(10);

  /** How long {@link #close} waits for the sinks, if nothing else is said. */
  public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Stamp stamp;
  private final Delivery delivery;
  private final Pseudonyms pseudonyms;

  /** Publishes to these sinks with all defaults. */
  public static SecurityEvents to(EventSink... sinks) {
    Builder builder = builder();
    for (EventSink sink : sinks) {
      builder.sink(sink);
    }
    return builder.build();
  }

  /** Begins a publisher without sinks. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Publishes to one sink on the emitting thread, without a queue: for tests. What the sink throws
   * reaches the caller of {@link #emit}.
   */
  public static SecurityEvents direct(EventSink sink, Clock clock) {
    return new SecurityEvents(
        new Stamp(clock, "direct"), new DirectDelivery(sink), new Pseudonyms(MacKey.random()));
  }

  private SecurityEvents(Stamp stamp, Delivery delivery, Pseudonyms pseudonyms) {
    this.stamp = stamp;
    this.delivery = delivery;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Publishes an event. Never waits, for a sink or for another thread, and never throws; safe for
   * use by any thread.
   */
  public void emit(SecurityEvent.Draft draft) {
    delivery.deliver(stamp.on(draft));
  }

  /**
   * A name for a text from outside, by which events can be joined that must not show it: equal
   * texts have equal names under one key ({@link Builder#pseudonymKey}), and who does not have the
   * key learns nothing from a name. Of a long text its length and its last 512 characters count.
   *
   * @return 32 hexadecimal digits
   */
  public String pseudonym(String value) {
    return pseudonyms.of(value);
  }

  /** The identifier that every event of this publisher carries. */
  public String instanceId() {
    return stamp.instanceId();
  }

  /** How many events were numbered since the start, those that tell of dropped ones among them. */
  public long emitted() {
    return stamp.count();
  }

  /** How many events at least one sink took since the start. */
  public long delivered() {
    return delivery.delivered();
  }

  /**
   * How many events were left out since the start because a delivered one stands for them. Those
   * that are {@link #held} are not counted yet.
   */
  public long folded() {
    return delivery.folded();
  }

  /** How many events were dropped since the start, those among them that another stood for. */
  public long dropped() {
    return delivery.dropped();
  }

  /**
   * How many calls of a sink ended in an exception since the start. Where another sink took the
   * event, it is delivered nevertheless, and a gap in the record of this one that nothing explains.
   */
  public long sinkFailures() {
    return delivery.sinkFailures();
  }

  /** How many events wait for the sinks. */
  public int queued() {
    return delivery.queued();
  }

  /** How many events are held back until the window of their storm ends. */
  public long held() {
    return delivery.held();
  }

  /**
   * Takes no further events, ends all windows, and gives the sinks up to the configured time to
   * take what waits. What then still waits is dropped and counted.
   */
  @Override
  public void close() {
    delivery.close();
  }

  /** A publisher in the making. */
  public static final class Builder {
    private final List<EventSink> sinks = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private String instanceId = UUID.randomUUID().toString();
    private int queueCapacity = DEFAULT_QUEUE_CAPACITY;
    private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    private Duration foldWindow = DEFAULT_FOLD_WINDOW;
    private LongSupplier nanoTime = System::nanoTime;
    private MacKey pseudonymKey = MacKey.random();

    private Builder() {}

    /** Adds a sink; each one takes every event, in the order in which sinks were added. */
    public Builder sink(EventSink sink) {
      sinks.add(requireNonNull(sink, "sink"));
      return this;
    }

    /** The clock that stamps events. Default: the system's. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Names this start of this process. Default: a random UUID.
     *
     * @param instanceId from 1 to 128 characters
     * @throws IllegalArgumentException if it is empty or longer
     */
    public Builder instanceId(String instanceId) {
      if (instanceId.isBlank() || instanceId.length() > 128) {
        throw new IllegalArgumentException("events.instance-id must have 1 to 128 characters");
      }
      this.instanceId = Sanitised.text(instanceId);
      return this;
    }

    /**
     * How many events may wait for the sinks. Default 8192.
     *
     * @param queueCapacity from 1 to 1 000 000
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder queueCapacity(int queueCapacity) {
      if (queueCapacity < 1 || queueCapacity > 1_000_000) {
        throw new IllegalArgumentException(
            "events.queue-capacity must be from 1 to 1000000, was " + queueCapacity);
      }
      this.queueCapacity = queueCapacity;
      return this;
    }

    /**
     * How long {@link SecurityEvents#close} waits for the sinks. Default 5 seconds.
     *
     * @param closeTimeout from zero to one minute
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder closeTimeout(Duration closeTimeout) {
      if (closeTimeout.isNegative() || closeTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalArgumentException(
            "events.close-timeout must be from zero to one minute, was " + closeTimeout);
      }
      this.closeTimeout = closeTimeout;
      return this;
    }

    /**
     * How long equal refusals are held back before one of them stands for all. Default 10 seconds.
     *
     * @param foldWindow from zero, which publishes each by itself, to one hour
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder foldWindow(Duration foldWindow) {
      if (foldWindow.isNegative() || foldWindow.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException(
            "events.fold-window must be from zero to one hour, was " + foldWindow);
      }
      this.foldWindow = foldWindow;
      return this;
    }

    /**
     * The key of {@link SecurityEvents#pseudonym}. Give all instances the same, and their events
     * can be joined. Default: random, so that those of one process can.
     *
     * @param key from 32 to 4 096 octets
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public Builder pseudonymKey(byte[] key) {
      this.pseudonymKey = MacKey.of(key);
      return this;
    }

    /**
     * The same key as a file holds it: its octets, less one line end at their end.
     *
     * @throws IllegalArgumentException if it does not hold 32 to 4 096 octets
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public Builder pseudonymKeyFile(Path file) {
      this.pseudonymKey = MacKey.file(file);
      return this;
    }

    /** The clock that windows are measured by. Default: the system's. */
    Builder nanoTime(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      return this;
    }

    /** Starts the publisher and its thread. */
    public SecurityEvents build() {
      Stamp stamp = new Stamp(clock, instanceId);
      QueuedDelivery delivery =
          new QueuedDelivery(
              new Outlets(sinks),
              stamp,
              new Folds(foldWindow, Folds.CAPACITY, nanoTime),
              new RankedQueue(queueCapacity),
              closeTimeout);
      delivery.start();
      return new SecurityEvents(stamp, delivery, new Pseudonyms(pseudonymKey));
    }
  }
}
