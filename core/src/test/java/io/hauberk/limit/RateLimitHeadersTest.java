package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RateLimitHeadersTest {
  private static final RateLimit LIMIT = RateLimit.perMinute(100);

  @Test
  void an_admitted_call_learns_what_is_left() {
    LimitDecision decision = new LimitDecision(true, LIMIT, 50, Duration.ofSeconds(30));
    assertEquals(
        Map.of(
            "RateLimit-Policy", "\"caller\";q=100;w=60",
            "RateLimit", "\"caller\";r=50;t=30"),
        RateLimitHeaders.of("caller", decision));
  }

  @Test
  void a_refused_call_learns_when_to_come_back_and_not_before_the_window_ends() {
    LimitDecision decision = new LimitDecision(false, LIMIT, 0, Duration.ofMillis(30_001));
    Map<String, String> fields = RateLimitHeaders.of("caller", decision);
    assertEquals("\"caller\";r=0;t=31", fields.get("RateLimit"));
    assertEquals("31", fields.get("Retry-After"));
    assertEquals(
        List.of("RateLimit-Policy", "RateLimit", "Retry-After"), List.copyOf(fields.keySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.000000001S, 1",
    "PT0.999S,       1",
    "PT1S,           1",
    "PT1.000000001S, 2",
    "PT59.5S,       60",
    "PT60S,         60"
  })
  void retry_after_is_in_whole_seconds_rounded_up_and_never_zero(Duration reset, String seconds) {
    assertEquals(seconds, RateLimitHeaders.retryAfter(new LimitDecision(false, LIMIT, 0, reset)));
  }

  @Test
  void a_window_below_a_second_is_told_as_one() {
    RateLimit limit = RateLimit.of(5, Duration.ofMillis(100));
    LimitDecision decision = new LimitDecision(true, limit, 4, Duration.ofMillis(100));
    assertEquals(
        "\"caller\";q=5;w=1", RateLimitHeaders.of("caller", decision).get("RateLimit-Policy"));
  }

  private static final RateLimit HOUR = RateLimit.of(1_000, Duration.ofHours(1));
  private static final List<RateLimitHeaders.Item> BOTH =
      List.of(
          new RateLimitHeaders.Item(
              new RateLimitHeaders.Policy("caller", List.of(LIMIT, HOUR)),
              new LimitDecision(true, LIMIT, 50, Duration.ofSeconds(30))),
          new RateLimitHeaders.Item(
              new RateLimitHeaders.Policy("operation", List.of(HOUR)),
              new LimitDecision(false, HOUR, 2, Duration.ofMinutes(9))));

  @Test
  void several_limits_are_a_list_with_a_name_for_each_window() {
    Map<String, String> fields = RateLimitHeaders.of(RateLimitHeaders.Style.IETF, BOTH);
    assertEquals(
        "\"caller-60s\";q=100;w=60, \"caller-3600s\";q=1000;w=3600, \"operation\";q=1000;w=3600",
        fields.get("RateLimit-Policy"));
    assertEquals("\"caller-60s\";r=50;t=30, \"operation\";r=2;t=540", fields.get("RateLimit"));
    assertEquals("540", fields.get("Retry-After"), "of the one that refuses");
  }

  @Test
  void the_legacy_fields_tell_of_the_limit_that_binds() {
    assertEquals(
        Map.of(
            "RateLimit-Limit", "1000",
            "RateLimit-Remaining", "2",
            "RateLimit-Reset", "540",
            "Retry-After", "540"),
        RateLimitHeaders.of(RateLimitHeaders.Style.LEGACY, BOTH));
  }

  @Test
  void without_fields_a_refusal_still_says_when_to_come_back() {
    assertEquals(
        Map.of("Retry-After", "540"), RateLimitHeaders.of(RateLimitHeaders.Style.NONE, BOTH));
    assertEquals(Map.of(), RateLimitHeaders.of(RateLimitHeaders.Style.NONE, List.of(BOTH.get(0))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a\r\nSet-Cookie: x", "ö"})
  void a_name_that_breaks_the_field_is_refused(String name) {
    LimitDecision decision = new LimitDecision(true, LIMIT, 50, Duration.ofSeconds(30));
    assertThrows(IllegalArgumentException.class, () -> RateLimitHeaders.of(name, decision));
  }

  @ParameterizedTest
  @CsvSource({"true, -1, PT1S", "true, 101, PT1S", "true, 1, PT0S", "true, 1, PT-1S"})
  void a_decision_that_contradicts_itself_cannot_be_made(
      boolean admitted, long remaining, Duration reset) {
    assertThrows(
        IllegalArgumentException.class, () -> new LimitDecision(admitted, LIMIT, remaining, reset));
  }
}
