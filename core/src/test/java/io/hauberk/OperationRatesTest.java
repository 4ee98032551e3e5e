package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a contract says of rates, beside what is configured. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperationRatesTest {
  private static final String ALL = "x-hauberk-rate: 3/1m";
  private static final String LIST = "x-hauberk-rate: {caller: 2/1m, total: 4/1m}";

  private static HauberkBuilder shop(String ofAll, String ofList) {
    String contract =
        """
        openapi: 3.1.0
        info: {title: shop, version: '1'}
        %s
        paths:
          /list:
            get:
              operationId: list
              security: []
              %s
              responses: {'200': {description: ok}}
          /other:
            get: {operationId: other, security: [], responses: {'200': {description: ok}}}
        """
            .formatted(ofAll, ofList);
    return Hauberk.builder()
        .contract(
            Contract.read(
                "shop", contract.getBytes(StandardCharsets.UTF_8), ContractOptions.DEFAULT))
        .events(SecurityEvents.direct(event -> {}, HandClock.at("2026-01-01T00:00:00Z")))
        .nanoTime(() -> 0);
  }

  private static boolean call(Hauberk hauberk, String path, String address) {
    return hauberk.begin(TestHead.get(path).from(address)) instanceof Passage.Admitted;
  }

  /** How many of six calls from one address are admitted. */
  private static int admitted(HauberkBuilder builder, String path) {
    int admitted = 0;
    try (Hauberk hauberk = builder.build()) {
      for (int i = 0; i < 6; i++) {
        admitted += call(hauberk, path, "192.0.2.1") ? 1 : 0;
      }
    }
    return admitted;
  }

  @Nested
  class Counts_first {
    @Test
    void what_is_configured_for_the_operation() {
      assertEquals(
          1, admitted(shop(ALL, LIST).operationLimit("list", RateLimit.perMinute(1)), "/list"));
    }

    @Test
    void then_what_the_contract_says_of_it() {
      assertEquals(2, admitted(shop(ALL, LIST).callerLimit(RateLimit.perMinute(5)), "/list"));
    }

    @Test
    void then_what_is_configured_for_all() {
      assertEquals(5, admitted(shop(ALL, LIST).callerLimit(RateLimit.perMinute(5)), "/other"));
    }

    @Test
    void then_what_the_contract_says_of_all() {
      assertEquals(3, admitted(shop(ALL, LIST), "/other"));
      assertEquals(3, admitted(shop(ALL, ""), "/list"));
    }

    @Test
    void then_the_default() {
      assertEquals(6, admitted(shop("", ""), "/other"));
    }
  }

  @Test
  void the_total_that_a_contract_says_holds_for_all_callers_together() {
    try (Hauberk hauberk = shop("", LIST).build()) {
      for (int caller = 1; caller <= 4; caller++) {
        assertEquals(true, call(hauberk, "/list", "192.0.2." + caller));
      }
      assertEquals(false, call(hauberk, "/list", "192.0.2.5"));
      assertEquals(true, call(hauberk, "/other", "192.0.2.5"));
    }
  }

  @Test
  void the_cost_that_a_contract_says_is_taken_unless_configuration_says_another() {
    String costly = "x-hauberk-rate: {caller: 6/1m, cost: 3}";
    assertEquals(2, admitted(shop("", costly), "/list"));
    assertEquals(3, admitted(shop("", costly).operationCost("list", 2), "/list"));
    assertEquals(2, admitted(shop("x-hauberk-rate: {caller: 6/1m, cost: 3}", ""), "/other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-hauberk-rate: {caller: 2/1m, cost: 3}",
        "x-hauberk-rate: {total: 2/1m, cost: 3}",
      })
  void a_cost_that_no_window_of_the_contract_can_pay_stops_the_start(String rate) {
    var e = assertThrows(HauberkException.class, () -> shop("", rate).build());
    assertEquals(
        List.of(
            "x-hauberk-rate, for list: a call costs 3, and 2 in PT1M are permitted, so none would"
                + " ever be admitted. Lower the cost or raise the limit."),
        e.problems());
  }

  @Nested
  class Tells_at_the_start {
    private static List<String> told(HauberkBuilder builder) {
      Logger logger = (Logger) LoggerFactory.getLogger(Hauberk.class);
      ListAppender<ILoggingEvent> lines = new ListAppender<>();
      lines.start();
      logger.addAppender(lines);
      try {
        builder.build().close();
      } finally {
        logger.detachAppender(lines);
      }
      return lines.list.stream()
          .map(ILoggingEvent::getFormattedMessage)
          .filter(line -> line.contains("x-hauberk-rate"))
          .toList();
    }

    private static void assertTold(String what, UnaryOperator<HauberkBuilder> configured) {
      assertEquals(
          List.of(
              "The configured limits let more calls through than x-hauberk-rate of the contract says: "
                  + what
                  + ". They hold; if that is not wanted, tighten hauberk.rate-limit, or take it out."),
          told(configured.apply(shop(ALL, LIST))));
    }

    @Test
    void that_configuration_lets_more_calls_of_all_operations_through() {
      assertTold(
          "other (5 in PT1M instead of 3 in PT1M)",
          builder -> builder.callerLimit(RateLimit.perMinute(5)));
    }

    @Test
    void that_configuration_lets_more_calls_of_one_through() {
      assertTold(
          "list (2 in PT1S instead of 2 in PT1M)",
          builder -> builder.operationLimit("list", RateLimit.perSecond(2)));
    }

    @Test
    void that_configuration_lets_more_calls_of_all_callers_through() {
      assertTold(
          "list (5 in PT1M instead of 4 in PT1M)",
          builder -> builder.operationTotalLimit("list", RateLimit.perMinute(5)));
    }

    @Test
    void nothing_where_configuration_is_as_tight_or_tighter() {
      assertEquals(List.of(), told(shop(ALL, LIST)));
      assertEquals(
          List.of(),
          told(
              shop(ALL, LIST)
                  .callerLimit(RateLimit.perSecond(100), RateLimit.perMinute(3))
                  .operationCost("list", 2)
                  .operationTotalLimit("list", RateLimit.of(4, Duration.ofHours(1)))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100/1s", "7/90m", "1/1ms", "1000000000/366d", "5/24h"})
  void a_window_means_the_same_in_a_contract_and_in_configuration(String text) {
    try (Hauberk hauberk = shop("", "x-hauberk-rate: " + text).build()) {
      assertEquals(List.of(RateLimit.parse(text)), hauberk.operations().get(0).limits());
    }
  }
}
