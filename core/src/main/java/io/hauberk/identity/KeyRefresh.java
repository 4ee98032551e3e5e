package io.hauberk.identity;

import java.time.Duration;

/**
 * How the keys behind a URL are kept fresh.
 *
 * @param every how often the keys are fetched; the next fetch begins when 80 % of it have passed.
 *     From 10 seconds to 24 hours, default 5 minutes
 * @param cooldown within this time tokens with unknown key ids cause at most two fetches. From one
 *     second to one hour, default 30 seconds
 * @param maxStale how long keys are used after the last fetch that succeeded. From {@code every} to
 *     7 days, default one hour
 * @param lazy whether the service may start before the keys were fetched; requests with tokens then
 *     wait for them. Default false: a start without keys fails
 */
public record KeyRefresh(Duration every, Duration cooldown, Duration maxStale, boolean lazy) {

  /** All defaults. */
  public static final KeyRefresh DEFAULT =
      new KeyRefresh(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1), false);

  /** Checks the ranges. */
  public KeyRefresh {
    require("refresh-every", every, Duration.ofSeconds(10), Duration.ofHours(24));
    require("unknown-key-cooldown", cooldown, Duration.ofSeconds(1), Duration.ofHours(1));
    require("max-stale", maxStale, every, Duration.ofDays(7));
  }

  /** Fetches this often. */
  public KeyRefresh withEvery(Duration every) {
    return new KeyRefresh(every, cooldown, maxStale, lazy);
  }

  /** Fetches at most twice in this time because of unknown key ids. */
  public KeyRefresh withCooldown(Duration cooldown) {
    return new KeyRefresh(every, cooldown, maxStale, lazy);
  }

  /** Uses keys for this long after the last fetch that succeeded. */
  public KeyRefresh withMaxStale(Duration maxStale) {
    return new KeyRefresh(every, cooldown, maxStale, lazy);
  }

  /** Lets the service start before the keys were fetched. */
  public KeyRefresh startingLazily() {
    return new KeyRefresh(every, cooldown, maxStale, true);
  }

  private static void require(String property, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "keys.%s must be between %s and %s, was %s".formatted(property, min, max, value));
    }
  }
}
