package io.hauberk.event;

import io.hauberk.request.Control;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests and events as Micrometer meters. Needs {@code micrometer-core} on the class path: load
 * it only where a registry is there.
 *
 * <ul>
 *   <li>counter {@code hauberk.requests}, tags {@code outcome} (admitted, refused, withheld,
 *       reported), {@code control}, {@code reason} and {@code operation}
 *   <li>timer {@code hauberk.request}, tag {@code outcome} (admitted, refused): the time that
 *       requests spend inside Hauberk
 *   <li>counters {@code hauberk.events.emitted}, and what became of these events: {@code
 *       hauberk.events.delivered}, {@code hauberk.events.folded}, {@code hauberk.events.dropped}
 *   <li>counter {@code hauberk.events.sink.failures}
 *   <li>gauges {@code hauberk.events.queued} and {@code hauberk.events.held}
 * </ul>
 *
 * <p>Tags come from our own enums and from the operations of the contract, {@code none} where there
 * is none: no request can bring a new one.
 */
public final class EventMeters implements RequestMeter {
  private static final String NONE_TAG = "none";

  private final MeterRegistry registry;
  private final Timer admitted;
  private final Timer refused;
  private final Map<Tags, Counter> counters = new ConcurrentHashMap<>();

  /** Meters in this registry; events are counted as this publisher counts them. */
  public EventMeters(MeterRegistry registry, SecurityEvents events) {
    this.registry = registry;
    this.admitted = timer(registry, "admitted");
    this.refused = timer(registry, "refused");
    show(
        "emitted",
        events,
        SecurityEvents::emitted,
        "Security events, those that tell of others too");
    show("delivered", events, SecurityEvents::delivered, "Security events that a sink took");
    show(
        "folded",
        events,
        SecurityEvents::folded,
        "Security events that a delivered one stands for");
    show("dropped", events, SecurityEvents::dropped, "Security events that no sink took");
    show("sink.failures", events, SecurityEvents::sinkFailures, "Calls of a sink that failed");
    Gauge.builder("hauberk.events.queued", events, SecurityEvents::queued)
        .description("Security events that wait for the sinks")
        .register(registry);
    Gauge.builder("hauberk.events.held", events, SecurityEvents::held)
        .description("Security events that are held back until the window of their storm ends")
        .register(registry);
  }

  private void show(
      String name,
      SecurityEvents events,
      ToDoubleFunction<SecurityEvents> count,
      String description) {
    FunctionCounter.builder("hauberk.events." + name, events, count)
        .description(description)
        .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String outcome) {
    return Timer.builder("hauberk.request")
        .description("Time that requests spend inside Hauberk")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void admitted(Optional<Operation> operation, long nanos) {
    count(new Tags("admitted", null, null, operation.orElse(null)));
    admitted.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void refused(Control control, Reason reason, Optional<Operation> operation, long nanos) {
    count(new Tags("refused", control, reason, operation.orElse(null)));
    refused.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void withheld(Control control, Reason reason, Optional<Operation> operation) {
    count(new Tags("withheld", control, reason, operation.orElse(null)));
  }

  @Override
  public void reported(Control control, Reason reason, Optional<Operation> operation) {
    count(new Tags("reported", control, reason, operation.orElse(null)));
  }

  private void count(Tags tags) {
    counters.computeIfAbsent(tags, this::counter).increment();
  }

  private Counter counter(Tags tags) {
    return Counter.builder("hauberk.requests")
        .description("Requests by what became of them")
        .tag("outcome", tags.outcome())
        .tag("control", tags.control() == null ? NONE_TAG : tags.control().id())
        .tag("reason", tags.reason() == null ? NONE_TAG : tags.reason().id())
        .tag("operation", tags.operation() == null ? NONE_TAG : tags.operation().id())
        .register(registry);
  }

  private record Tags(
      String outcome,
      @Nullable Control control,
      @Nullable Reason reason,
      @Nullable Operation operation) {}
}
