package io.hauberk.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RateLimitTest {

  @ParameterizedTest
  @CsvSource({"1, PT0.001S", "1000000000, P366D", "100, PT1S"})
  void takes_what_is_in_range(long permits, Duration period) {
    assertEquals(new RateLimit(permits, period), RateLimit.of(permits, period));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1000000001", "9223372036854775807"})
  void names_the_permits_that_are_out_of_range(long permits) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> RateLimit.of(permits, Duration.ofSeconds(1)));
    assertEquals("rate-limit.permits must be from 1 to 1000000000, was " + permits, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT0.000999S", "PT8784H0.000000001S"})
  void names_the_period_that_is_out_of_range(Duration period) {
    var e = assertThrows(IllegalArgumentException.class, () -> RateLimit.of(1, period));
    assertEquals("rate-limit.period must be from 1 ms to 366 days, was " + period, e.getMessage());
  }

  @Test
  void reads_as_it_is_said() {
    assertEquals(new RateLimit(5, Duration.ofSeconds(1)), RateLimit.perSecond(5));
    assertEquals(new RateLimit(5, Duration.ofMinutes(1)), RateLimit.perMinute(5));
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "100/1s, 100, PT1S",
    "5/250ms, 5, PT0.25S",
    "60/1m, 60, PT1M",
    "5000/12h, 5000, PT12H",
    "1/366d, 1, P366D"
  })
  void is_written_as_permits_and_period(String text, long permits, java.time.Duration period) {
    assertEquals(new RateLimit(permits, period), RateLimit.parse(text));
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"", "100", "100/s", "100/1", "-1/1s", "0/1s", "1/0s", "1/367d", "1/1w", "1 / 1s"})
  void that_is_written_otherwise_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> RateLimit.parse(text));
  }
}
