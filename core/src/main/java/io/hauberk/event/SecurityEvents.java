package io.hauberk.event;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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
 * <p>The account is exact: {@code delivered + dropped + queued = emitted} whenever no thread is
 * just emitting and no sink just called. An event that no sink took, because each of them threw, is
 * dropped. The dropped ones are themselves told of ({@link SecurityEvent.Kind#EVENTS_DROPPED}, with
 * the range of their numbers), once a sink takes events; what tells of them is one more emitted
 * event.
 */
public final class SecurityEvents implements AutoCloseable {
  private final Stamp stamp;
  private final Delivery delivery;

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
    return new SecurityEvents(new Stamp(clock, "direct"), new DirectDelivery(sink));
  }

  private SecurityEvents(Stamp stamp, Delivery delivery) {
    this.stamp = stamp;
    this.delivery = delivery;
  }

  /**
   * Publishes an event. Never waits, for a sink or for another thread, and never throws; safe for
   * use by any thread.
   */
  public void emit(SecurityEvent.Draft draft) {
    delivery.deliver(stamp.on(draft));
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

  /** How many events were dropped since the start. */
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

  /**
   * Takes no further events and gives the sinks up to the configured time to take what waits. What
   * then still waits is dropped and counted.
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
    private int queueCapacity = 8192;
    private Duration closeTimeout = Duration.ofSeconds(5);

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

    /** Starts the publisher and its thread. */
    public SecurityEvents build() {
      Stamp stamp = new Stamp(clock, instanceId);
      QueuedDelivery delivery =
          new QueuedDelivery(
              new Outlets(sinks), stamp, new RankedQueue(queueCapacity), closeTimeout);
      delivery.start();
      return new SecurityEvents(stamp, delivery);
    }
  }
}
