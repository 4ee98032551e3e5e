package io.hauberk.limit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller is told of its limits: {@code RateLimit} and {@code RateLimit-Policy} as structured
 * fields, and {@code Retry-After} with a refusal.
 *
 * @see <a
 *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/">draft-ietf-httpapi-ratelimit-headers-11</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3</a>
 */
public final class RateLimitHeaders {

  /** Which fields tell of the limits. A refusal has {@code Retry-After} in each. */
  public enum Style {
    /** {@code RateLimit} and {@code RateLimit-Policy}, the default. */
    IETF,
    /**
     * {@code RateLimit-Limit}, {@code RateLimit-Remaining} and {@code RateLimit-Reset} of earlier
     * drafts, of the limit that binds.
     */
    LEGACY,
    /** None. */
    NONE
  }

  /**
   * A limiter's word on one call.
   *
   * @param name the limiter's own name, see {@link KeyedLimiter#name()}
   * @param limits all of its limits
   * @param decision what it decided
   */
  public record Item(String name, List<RateLimit> limits, LimitDecision decision) {

    /** Checks the name and copies the limits. */
    public Item {
      KeyedLimiter.requireName(name);
      limits = List.copyOf(limits);
    }

    /** The name of one policy: the limiter's, with the period where it has several. */
    private String policy(RateLimit limit) {
      return '"' + (limits.size() == 1 ? name : name + '-' + text(limit.period())) + '"';
    }
  }

  /** The fields for one limit, in the style {@link Style#IETF}. */
  public static Map<String, String> of(String name, LimitDecision decision) {
    return of(Style.IETF, List.of(new Item(name, List.of(decision.limit()), decision)));
  }

  /**
   * The fields for one call, in the order in which they are written; names have their usual
   * spelling, values are ASCII. Nothing in them names the caller.
   *
   * @param items what each limiter said, at least one
   */
  public static Map<String, String> of(Style style, List<Item> items) {
    Map<String, String> fields = new LinkedHashMap<>();
    LimitDecision binding =
        items.stream().map(Item::decision).reduce(LimitDecision::tighter).orElseThrow();
    switch (style) {
      case IETF -> {
        List<String> policies = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (Item item : items) {
          for (RateLimit limit : item.limits()) {
            long window = LimitDecision.ceilSeconds(limit.period());
            policies.add(item.policy(limit) + ";q=" + limit.permits() + ";w=" + window);
          }
          LimitDecision state = item.decision();
          long reset = LimitDecision.ceilSeconds(state.resetAfter());
          states.add(item.policy(state.limit()) + ";r=" + state.remaining() + ";t=" + reset);
        }
        fields.put("RateLimit-Policy", String.join(", ", policies));
        fields.put("RateLimit", String.join(", ", states));
      }
      case LEGACY -> {
        fields.put("RateLimit-Limit", Long.toString(binding.limit().permits()));
        fields.put("RateLimit-Remaining", Long.toString(binding.remaining()));
        fields.put(
            "RateLimit-Reset", Long.toString(LimitDecision.ceilSeconds(binding.resetAfter())));
      }
      case NONE -> {}
    }
    if (!binding.admitted()) {
      fields.put("Retry-After", retryAfter(binding));
    }
    return fields;
  }

  private static String text(Duration period) {
    BigDecimal seconds = BigDecimal.valueOf(period.toNanos(), 9).stripTrailingZeros();
    return seconds.toPlainString() + 's';
  }

  /** The value of {@code Retry-After}: whole seconds, rounded up, at least one. */
  public static String retryAfter(LimitDecision decision) {
    return Long.toString(decision.retryAfter().toSeconds());
  }

  private RateLimitHeaders() {}
}
