package io.hauberk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * How responses are guarded.
 *
 * @param maxBytes the longest body that is held against its schema, in octets, from 1 to 64 MiB;
 *     longer ones leave unjudged. Default 1 MiB
 * @param sampleRate which part of the responses has its body judged where the contract is only
 *     reported, from 0 to 1, spread evenly; where it is enforced, all are judged. Default 1
 * @param safeHeaders whether headers are set as OWASP advises where the service sets none, and
 *     those that tell of its make are left out. Default true
 * @param transportSecurity how long browsers are told to come by https only ({@code
 *     Strict-Transport-Security}, RFC 6797), up to 3650 days; zero tells them nothing. Default zero
 * @param internalHosts ends of host names that must not be told, such as {@code .corp.example},
 *     besides those that are known to be internal everywhere
 */
public record ResponseOptions(
    int maxBytes,
    double sampleRate,
    boolean safeHeaders,
    Duration transportSecurity,
    Set<String> internalHosts) {

  private static final int MOST_BYTES = 64 << 20;
  private static final Duration LONGEST_MAX_AGE = Duration.ofDays(3650);

  /** The defaults of every part. */
  public static final ResponseOptions DEFAULT =
      new ResponseOptions(1 << 20, 1, true, Duration.ZERO, Set.of());

  /** Checks the ranges. */
  public ResponseOptions {
    requireNonNull(transportSecurity, "transportSecurity");
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException("max-bytes must be from 1B to 64MB, was " + maxBytes);
    }
    if (!(sampleRate >= 0 && sampleRate <= 1)) {
      throw new IllegalArgumentException("sample-rate must be from 0 to 1, was " + sampleRate);
    }
    if (transportSecurity.isNegative() || transportSecurity.compareTo(LONGEST_MAX_AGE) > 0) {
      throw new IllegalArgumentException(
          "strict-transport-security must be from 0s to 3650d, was " + transportSecurity);
    }
    internalHosts = Set.copyOf(internalHosts);
    for (String host : internalHosts) {
      if (!host.matches("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
        throw new IllegalArgumentException(
            "internal-hosts are ends of host names, such as .corp.example or db-1");
      }
    }
  }

  /** The same options with another size. */
  public ResponseOptions withMaxBytes(int max) {
    return new ResponseOptions(max, sampleRate, safeHeaders, transportSecurity, internalHosts);
  }

  /** The same options with another part of responses that is judged. */
  public ResponseOptions withSampleRate(double rate) {
    return new ResponseOptions(maxBytes, rate, safeHeaders, transportSecurity, internalHosts);
  }

  /** The same options with or without the headers that OWASP advises. */
  public ResponseOptions withSafeHeaders(boolean safe) {
    return new ResponseOptions(maxBytes, sampleRate, safe, transportSecurity, internalHosts);
  }

  /** The same options with another time of {@code Strict-Transport-Security}. */
  public ResponseOptions withTransportSecurity(Duration maxAge) {
    return new ResponseOptions(maxBytes, sampleRate, safeHeaders, maxAge, internalHosts);
  }

  /** The same options with other internal hosts. */
  public ResponseOptions withInternalHosts(Set<String> hosts) {
    return new ResponseOptions(maxBytes, sampleRate, safeHeaders, transportSecurity, hosts);
  }
}
