package io.hauberk.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often one key may pass: so many permits in each window of time.
 *
 * <p>Windows are fixed and belong to the key: the first one begins with the key's first call. All
 * permits are there again when the next window begins, so two windows' permits can be taken around
 * its beginning, and never more.
 *
 * @param permits calls in a window, from 1 to 1 000 000 000
 * @param period the length of a window, from one millisecond to 366 days
 */
public record RateLimit(long permits, Duration period) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,10})/([0-9]{1,10})(ms|s|m|h|d)");
  private static final long MAX_PERMITS = 1_000_000_000;
  private static final Duration MIN_PERIOD = Duration.ofMillis(1);
  private static final Duration MAX_PERIOD = Duration.ofDays(366);

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public RateLimit {
    if (permits < 1 || permits > MAX_PERMITS) {
      throw new IllegalArgumentException(
          "rate-limit.permits must be from 1 to " + MAX_PERMITS + ", was " + permits);
    }
    if (period.compareTo(MIN_PERIOD) < 0 || period.compareTo(MAX_PERIOD) > 0) {
      throw new IllegalArgumentException(
          "rate-limit.period must be from 1 ms to 366 days, was " + period);
    }
  }

  /** So many permits in each window of this length. */
  public static RateLimit of(long permits, Duration period) {
    return new RateLimit(permits, period);
  }

  /**
   * Reads {@code permits/period}: {@code 100/1s}, {@code 5000/1h}; the units are {@code ms}, {@code
   * s}, {@code m}, {@code h} and {@code d}.
   *
   * @throws IllegalArgumentException if it is written otherwise, or out of range
   */
  public static RateLimit parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a window is written as permits/period, such as 100/1s or 5000/1h (units ms, s, m, h, d)");
    }
    long length = Long.parseLong(parts.group(2));
    Duration period =
        switch (parts.group(3)) {
          case "ms" -> Duration.ofMillis(length);
          case "s" -> Duration.ofSeconds(length);
          case "m" -> Duration.ofMinutes(length);
          case "h" -> Duration.ofHours(length);
          default -> Duration.ofDays(length);
        };
    return new RateLimit(Long.parseLong(parts.group(1)), period);
  }

  /** So many permits a second. */
  public static RateLimit perSecond(long permits) {
    return new RateLimit(permits, Duration.ofSeconds(1));
  }

  /** So many permits a minute. */
  public static RateLimit perMinute(long permits) {
    return new RateLimit(permits, Duration.ofMinutes(1));
  }
}
