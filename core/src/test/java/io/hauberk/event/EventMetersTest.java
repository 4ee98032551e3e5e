package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventMetersTest {
  private static final Optional<Operation> LIST =
      Optional.of(new Operation("listOrders", "GET", "/orders"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double requests(String outcome, String control, String reason, String operation) {
    return registry
        .get("hauberk.requests")
        .tags("outcome", outcome, "control", control, "reason", reason, "operation", operation)
        .counter()
        .count();
  }

  private EventMeters meters() {
    return new EventMeters(
        registry, SecurityEvents.direct(event -> {}, HandClock.at("2025-03-01T10:00:00Z")));
  }

  @Test
  void counts_requests_by_what_became_of_them() {
    EventMeters meters = meters();
    meters.admitted(LIST, 1_000);
    meters.admitted(LIST, 3_000);
    meters.refused(Control.AUTHENTICATION, Reason.EXPIRED, LIST, 500);
    meters.refused(Control.ROUTE, Reason.OPERATION_UNKNOWN, Optional.empty(), 500);
    meters.reported(Control.VALIDATION, Reason.BODY_INVALID, LIST);
    assertEquals(2, requests("admitted", "none", "none", "listOrders"));
    assertEquals(1, requests("refused", "authentication", "expired", "listOrders"));
    assertEquals(1, requests("refused", "route", "operation_unknown", "none"));
    assertEquals(1, requests("reported", "validation", "body_invalid", "listOrders"));
  }

  @Test
  void times_each_request_once() {
    EventMeters meters = meters();
    meters.reported(Control.VALIDATION, Reason.BODY_INVALID, LIST);
    meters.admitted(LIST, 1_000);
    meters.admitted(LIST, 3_000);
    meters.refused(Control.AUTHENTICATION, Reason.EXPIRED, LIST, 500);
    var admitted = registry.get("hauberk.request").tag("outcome", "admitted").timer();
    assertEquals(2, admitted.count());
    assertEquals(4_000, admitted.totalTime(TimeUnit.NANOSECONDS));
    assertEquals(1, registry.get("hauberk.request").tag("outcome", "refused").timer().count());
  }

  @Test
  void unknown_paths_bring_no_new_tags() {
    EventMeters meters = meters();
    int before = registry.getMeters().size();
    for (int i = 0; i < 10_000; i++) {
      meters.refused(Control.ROUTE, Reason.OPERATION_UNKNOWN, Optional.empty(), 1);
    }
    assertEquals(before + 1, registry.getMeters().size());
  }

  @Test
  void shows_what_became_of_events() throws Exception {
    LinkedBlockingQueue<SecurityEvent> seen = new LinkedBlockingQueue<>();
    SecurityEvents events =
        SecurityEvents.builder()
            .sink(seen::add)
            .sink(
                event -> {
                  throw new IllegalStateException("disk full");
                })
            .foldWindow(Duration.ofHours(1)) // ends when the publisher is closed
            .closeTimeout(Duration.ofSeconds(60))
            .build();
    RequestMeter meter = new EventMeters(registry, events);
    meter.admitted(LIST, 1);
    for (int i = 0; i < 5; i++) {
      events.emit(SecurityEvent.refused(Reason.EXPIRED));
    }
    assertEquals(1, seen.take().sequence());
    assertEquals(5, count("emitted"));
    assertEquals(0, count("folded"));
    assertEquals(4, registry.get("hauberk.events.held").gauge().value());

    events.close();
    events.emit(SecurityEvent.refused(Reason.EXPIRED));
    assertEquals(6, count("emitted"));
    assertEquals(2, count("delivered"));
    assertEquals(3, count("folded"));
    assertEquals(1, count("dropped"));
    assertEquals(2, count("sink.failures"));
    assertEquals(0, registry.get("hauberk.events.queued").gauge().value());
    assertEquals(0, registry.get("hauberk.events.held").gauge().value());
  }

  private double count(String name) {
    return registry.get("hauberk.events." + name).functionCounter().count();
  }

  @Test
  void all_else_works_without_micrometer() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithoutMicrometer(), ClassLoader.getPlatformClassLoader())) {
      Class<?> probe = loader.loadClass(Probe.class.getName());
      assertEquals("1", probe.getMethod("emitOne").invoke(null));
      InvocationTargetException thrown =
          assertThrows(InvocationTargetException.class, () -> probe.getMethod("load").invoke(null));
      assertInstanceOf(NoClassDefFoundError.class, thrown.getCause());
    }
  }

  /** Runs inside a class loader that cannot see Micrometer. */
  public static final class Probe {

    public static String emitOne() {
      List<SecurityEvent> seen = new ArrayList<>();
      try (SecurityEvents events = SecurityEvents.to(new Slf4jEventSink(), seen::add)) {
        RequestMeter.NONE.admitted(Optional.empty(), 1);
        events.emit(SecurityEvent.refused(Reason.EXPIRED));
      }
      return Integer.toString(seen.size());
    }

    /** Fails as it must: this class needs what is hidden. */
    public static Object load() throws ReflectiveOperationException {
      return Class.forName("io.hauberk.event.EventMeters").getDeclaredConstructors();
    }

    private Probe() {}
  }

  private static URL[] classPathWithoutMicrometer() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("micrometer")) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
