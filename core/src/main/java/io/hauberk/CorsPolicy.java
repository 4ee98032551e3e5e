package io.hauberk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Which web origins may call this service from a browser (Fetch standard, CORS protocol). Without
 * one, preflights get no permission, and no response carries {@code Access-Control-} fields of
 * ours.
 *
 * @param origins exact origins such as {@code https://shop.example}; {@code *} is refused: a
 *     service that knows its callers knows its origins
 * @param headers request header fields that scripts may set besides the safelisted ones
 * @param exposedHeaders response header fields that scripts may read
 * @param credentials whether browsers may send cookies and TLS certificates
 * @param maxAge how long browsers may remember the answer; from zero to one day
 */
public record CorsPolicy(
    Set<String> origins,
    Set<String> headers,
    Set<String> exposedHeaders,
    boolean credentials,
    Duration maxAge) {

  /** Checks and copies. */
  public CorsPolicy {
    origins = Set.copyOf(origins);
    headers = Set.copyOf(headers);
    exposedHeaders = Set.copyOf(exposedHeaders);
    if (origins.isEmpty()) {
      throw new IllegalArgumentException(
          "cors.origins is empty; list the exact origins, or leave cors out");
    }
    for (String origin : origins) {
      if (!origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
        throw new IllegalArgumentException(
            "cors.origins takes exact origins such as https://shop.example, without path or"
                + " wildcard");
      }
    }
    if (maxAge.isNegative() || maxAge.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("cors.max-age must be from 0s to 1d, was " + maxAge);
    }
  }

  /**
   * Lets scripts of these origins call with {@code Authorization} and {@code Content-Type}, for ten
   * minutes.
   */
  public static CorsPolicy of(Set<String> origins) {
    return new CorsPolicy(
        origins, Set.of("Authorization", "Content-Type"), Set.of(), false, Duration.ofMinutes(10));
  }

  /** The fields of a preflight's answer; only {@code Vary} if the origin is not listed. */
  Map<String, String> preflight(List<String> origin, SortedSet<String> methods) {
    Map<String, String> fields = actual(origin);
    if (fields.size() > 1) {
      fields.put("Access-Control-Allow-Methods", String.join(", ", methods));
      fields.put(
          "Access-Control-Allow-Headers", String.join(", ", headers.stream().sorted().toList()));
      fields.put("Access-Control-Max-Age", Long.toString(maxAge.toSeconds()));
    }
    return fields;
  }

  /** The fields of any other response; only {@code Vary} if the origin is not listed. */
  Map<String, String> actual(List<String> origin) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Vary", "Origin");
    if (origin.size() == 1 && origins.contains(origin.get(0))) {
      fields.put("Access-Control-Allow-Origin", origin.get(0));
      if (credentials) {
        fields.put("Access-Control-Allow-Credentials", "true");
      }
      if (!exposedHeaders.isEmpty()) {
        fields.put(
            "Access-Control-Expose-Headers",
            String.join(", ", exposedHeaders.stream().sorted().toList()));
      }
    }
    return fields;
  }
}
