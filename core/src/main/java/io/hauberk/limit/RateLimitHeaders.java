package io.hauberk.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller is told of a limit: {@code RateLimit} and {@code RateLimit-Policy} as structured
 * fields, and {@code Retry-After} with a refusal.
 *
 * @see <a
 *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/">draft-ietf-httpapi-ratelimit-headers-11</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3</a>
 */
public final class RateLimitHeaders {

  /**
   * The fields for one decision, in the order in which they are written; names have their usual
   * spelling, values are ASCII. Nothing in them names the caller.
   *
   * @param name the limiter's own name, see {@link KeyedLimiter#name()}
   */
  public static Map<String, String> of(String name, LimitDecision decision) {
    Map<String, String> fields = new LinkedHashMap<>();
    RateLimit limit = decision.limit();
    String policy = '"' + KeyedLimiter.requireName(name) + '"';
    long window = LimitDecision.ceilSeconds(limit.period());
    fields.put("RateLimit-Policy", policy + ";q=" + limit.permits() + ";w=" + window);
    long reset = LimitDecision.ceilSeconds(decision.resetAfter());
    fields.put("RateLimit", policy + ";r=" + decision.remaining() + ";t=" + reset);
    if (!decision.admitted()) {
      fields.put("Retry-After", retryAfter(decision));
    }
    return fields;
  }

  /** The value of {@code Retry-After}: whole seconds, rounded up, at least one. */
  public static String retryAfter(LimitDecision decision) {
    return Long.toString(decision.retryAfter().toSeconds());
  }

  private RateLimitHeaders() {}
}
