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
}
