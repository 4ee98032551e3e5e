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
