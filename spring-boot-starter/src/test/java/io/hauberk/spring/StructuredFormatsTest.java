package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.EventSink;
import io.hauberk.event.JsonLineSink;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Draft;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Finding;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import io.hauberk.spring.orders.OrdersApplication;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of every kind and reason, with all that an event can hold, on the console of a real
 * application in each of Boot's structured formats: every field is read back as the line of JSON of
 * the same event has it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(OutputCaptureExtension.class)
class StructuredFormatsTest {
  /** Of the line itself: Boot writes its own. */
  private static final Set<String> OF_THE_LINE = Set.of("@timestamp", "message");

  private static final StringBuilder EXPECTED = new StringBuilder();

  @Configuration(proxyBeanMethods = false)
  static class Lines {
    @Bean
    EventSink lines() {
      return JsonLineSink.to(EXPECTED);
    }
  }

  /** A context of another test may have set logging up; the next one does it anew. */
  @BeforeEach
  @AfterEach
  void logging_begins_anew() {
    EXPECTED.setLength(0);
    LoggingSystem.get(StructuredFormatsTest.class.getClassLoader()).cleanUp();
  }

  private static List<Draft> everySort() {
    List<Draft> drafts = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      for (Function<Reason, Draft> begin :
          List.<Function<Reason, Draft>>of(
              SecurityEvent::refused,
              SecurityEvent::reported,
              SecurityEvent::withheld,
              SecurityEvent::responseReported)) {
        drafts.add(begin.apply(reason));
      }
    }
    for (Kind kind :
        EnumSet.complementOf(
            EnumSet.of(
                Kind.REQUEST_REFUSED,
                Kind.REQUEST_REPORTED,
                Kind.RESPONSE_WITHHELD,
                Kind.RESPONSE_REPORTED))) {
      drafts.add(SecurityEvent.of(kind));
    }
    return drafts;
  }

  private static Draft filled(Draft draft) {
    draft
        .operation(new Operation("listOrders", "GET", "/orders/{id}"))
        .callerId("corp:Zoë")
        .peerAddress("10.0.0.7")
        .clientAddress("2001:db8::1")
        .requestId("r-1")
        .traceId("0af7651916cd43dd8448eb211c80319c")
        .spanId("b7ad6b7169203331")
        .status(403)
        .findings(
            List.of(new Finding("/a", "type", "a \"text\"", "#/x"), new Finding("", "b", "c", "")));
    for (Detail detail : Detail.values()) {
      draft.detail(detail, "of " + detail);
    }
    return draft;
  }

  /**
   * Every kind, each bare and filled: what an event lacks must not change where the rest stands.
   */
  private static void emitAll(SecurityEvents events) {
    everySort().forEach(events::emit);
    everySort().forEach(draft -> events.emit(filled(draft)));
  }

  /** The events of one instance; services of other tests may still tell of storms that end. */
  private static Map<String, JsonNode> byNumber(List<String> lines, String instance) {
    Map<String, JsonNode> events = new LinkedHashMap<>();
    for (String line : lines) {
      JsonNode event = JsonMapper.shared().readTree(line);
      JsonNode number = at(event, "event.sequence");
      JsonNode teller = at(event, "hauberk.instance");
      if (number != null && teller != null && teller.asString().equals(instance)) {
        assertEquals(null, events.put(number.asString(), event), "a number came twice");
      }
    }
    return events;
  }

  /** The value of a dotted name: flat, as an additional field of GELF, or nested. */
  private static @Nullable JsonNode at(JsonNode line, String name) {
    if (line.has(name)) {
      return line.get(name);
    }
    if (line.has("_" + name)) {
      return line.get("_" + name);
    }
    int dot = name.indexOf('.');
    return dot > 0 && line.has(name.substring(0, dot))
        ? at(line.get(name.substring(0, dot)), name.substring(dot + 1))
        : null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "logstash", "gelf"})
  void every_field_of_every_kind_is_read_back(String format, CapturedOutput output)
      throws Exception {
    String instance;
    try (var context =
        new SpringApplicationBuilder(
                OrdersApplication.class, StructuredLoggingTest.Trust.class, Lines.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "logging.level.io.hauberk.security=info",
                "logging.structured.format.console=" + format)
            .run()) {
      SecurityEvents events = context.getBean(SecurityEvents.class);
      instance = events.instanceId();
      emitAll(events);
    } // closing flushes the events
    Map<String, JsonNode> expected = byNumber(EXPECTED.toString().lines().toList(), instance);
    List<String> lines = output.getOut().lines().filter(line -> line.startsWith("{")).toList();
    Map<String, JsonNode> console = byNumber(lines, instance);
    assertTrue(expected.size() > 2 * everySort().size(), () -> expected.size() + " events");
    assertEquals(expected.keySet(), console.keySet());

    Map<String, String> lost = new TreeMap<>();
    Map<String, Integer> seen = new HashMap<>();
    expected.forEach(
        (number, event) ->
            event
                .properties()
                .forEach(
                    field -> {
                      String name = field.getKey();
                      JsonNode there = at(requireNonNull(console.get(number)), name);
                      seen.merge(name, 1, Integer::sum);
                      if (!OF_THE_LINE.contains(name) && !field.getValue().equals(there)) {
                        lost.put(name, field.getValue() + " became " + there);
                      }
                    }));
    assertEquals(Map.of(), lost);
    assertTrue(seen.size() > 40, () -> "only " + seen.keySet());
  }
}
