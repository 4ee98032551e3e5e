package io.hauberk.limit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  /** What callers are told of the limits of one limiter whatever they do: made once. */
  public static final class Policy {
    private final String name;
    private final List<RateLimit> limits;
    private final List<String> names;
    private final String text;

    /**
     * Of these limits.
     *
     * @param name the limiter's own name, see {@link KeyedLimiter#name()}
     * @param limits all of its limits
     * @throws IllegalArgumentException if the name is none for a limiter
     */
    public Policy(String name, List<RateLimit> limits) {
      this.name = KeyedLimiter.requireName(name);
      this.limits = List.copyOf(limits);
      this.names = this.limits.stream().map(this::quoted).toList();
      this.text = this.limits.stream().map(this::quota).collect(Collectors.joining(", "));
    }

    /** The name of one window: the limiter's, with the period where there are several. */
    private String quoted(RateLimit limit) {
      return '"' + (limits.size() == 1 ? name : name + '-' + seconds(limit.period())) + '"';
    }

    private String quota(RateLimit limit) {
      long window = LimitDecision.ceilSeconds(limit.period());
      return quoted(limit) + ";q=" + limit.permits() + ";w=" + window;
    }

    private String state(LimitDecision decision) {
      int index = limits.indexOf(decision.limit());
      String window = index < 0 ? quoted(decision.limit()) : names.get(index);
      long reset = LimitDecision.ceilSeconds(decision.resetAfter());
      return window + ";r=" + decision.remaining() + ";t=" + reset;
    }

    private static String seconds(Duration period) {
      BigDecimal seconds = BigDecimal.valueOf(period.toNanos(), 9).stripTrailingZeros();
      return seconds.toPlainString() + 's';
    }
  }

  /**
   * A limiter's word on one call.
   *
   * @param policy its limits
   * @param decision what it decided
   */
  public record Item(Policy policy, LimitDecision decision) {}

  /** The fields for one limit, in the style {@link Style#IETF}. */
  public static Map<String, String> of(String name, LimitDecision decision) {
    return of(Style.IETF, List.of(new Item(new Policy(name, List.of(decision.limit())), decision)));
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
        StringBuilder policies = new StringBuilder();
        StringBuilder states = new StringBuilder();
        for (Item item : items) {
          String separator = policies.isEmpty() ? "" : ", ";
          policies.append(separator).append(item.policy().text);
          states.append(separator).append(item.policy().state(item.decision()));
        }
        fields.put("RateLimit-Policy", policies.toString());
        fields.put("RateLimit", states.toString());
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

  /** The value of {@code Retry-After}: whole seconds, rounded up, at least one. */
  public static String retryAfter(LimitDecision decision) {
    return Long.toString(decision.retryAfter().toSeconds());
  }

  private RateLimitHeaders() {}
}
