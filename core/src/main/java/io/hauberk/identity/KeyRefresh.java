package io.hauberk.identity;

import java.time.Duration;

/**
 * How the keys behind a URL are kept fresh.
 *
 * @param every how often the keys are fetched; the next fetch begins when 80 % of it have passed.
 *     From 10 seconds to 24 hours, default 5 minutes
 * @param cooldown within this time tokens with unknown key ids cause one fetch, and at most two
 *     more that are held in reserve for callers of a new key. From one second to one hour, default
 *     5 seconds
 * @param maxStale how long keys are used after the last fetch that succeeded. From {@code every} to
 *     7 days, default one hour
 * @param maxWait how long a request waits for keys; a fetch that takes longer goes on, for those
 *     that come later. From 10 milliseconds to 10 seconds, default one second
 * @param lazy whether the service may start before the keys were fetched; requests with tokens then
 *     wait for them. Default false: a start without keys fails
 */
public record KeyRefresh(
    Duration every, Duration cooldown, Duration maxStale, Duration maxWait, boolean lazy) {

  /** All defaults. */
  public static final KeyRefresh DEFAULT =
      new KeyRefresh(
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          false);

  /** Checks the ranges. */
  public KeyRefresh {
    require("refresh-every", every, Duration.ofSeconds(10), Duration.ofHours(24));
    require("unknown-key-cooldown", cooldown, Duration.ofSeconds(1), Duration.ofHours(1));
    require("max-stale", maxStale, every, Duration.ofDays(7));
    require("max-wait", maxWait, Duration.ofMillis(10), Duration.ofSeconds(10));
  }

  /** Fetches this often. */
  public KeyRefresh withEvery(Duration every) {
    return new KeyRefresh(every, cooldown, maxStale, maxWait, lazy);
  }

  /** Fetches once in this time because of unknown key ids, the reserve aside. */
  public KeyRefresh withCooldown(Duration cooldown) {
    return new KeyRefresh(every, cooldown, maxStale, maxWait, lazy);
  }

  /** Uses keys for this long after the last fetch that succeeded. */
  public KeyRefresh withMaxStale(Duration maxStale) {
    return new KeyRefresh(every, cooldown, maxStale, maxWait, lazy);
  }

  /** Has no request wait longer than this. */
  public KeyRefresh withMaxWait(Duration maxWait) {
    return new KeyRefresh(every, cooldown, maxStale, maxWait, lazy);
  }

  /** Lets the service start before the keys were fetched. */
  public KeyRefresh startingLazily() {
    return new KeyRefresh(every, cooldown, maxStale, maxWait, true);
  }

  private static void require(String property, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "keys.%s must be between %s and %s, was %s".formatted(property, min, max, value));
    }
  }
}
