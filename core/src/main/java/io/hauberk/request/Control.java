package io.hauberk.request;

import java.util.Locale;

/**
 * One stage of the way of a request, in the order in which a request meets them; each can be run in
 * its own {@link Mode}.
 */
public enum Control {
  /** Limits by client address, ahead of everything that costs. */
  ADDRESS_LIMIT,
  /** Request targets that two decoders could read differently. */
  TARGET,
  /** What the contract does not declare does not exist. */
  ROUTE,
  /** Who is calling. */
  AUTHENTICATION,
  /** Whether this caller may call this operation. */
  AUTHORIZATION,
  /** Limits by caller and operation. */
  RATE_LIMIT,
  /** How many requests are worked on at once. */
  CONCURRENCY,
  /** Parameters, media types and bodies against the contract. */
  VALIDATION,
  /** What leaves: errors without internals. */
  RESPONSE,
  /** What leaves: status, media type, headers and body against the contract. */
  RESPONSE_CONTRACT;

  /**
   * The mode of a control for which nobody has chosen one: {@link Mode#ENFORCE}, but {@link
   * Mode#REPORT} for {@link #RESPONSE_CONTRACT}, as a service that breaks its own contract is not
   * under attack.
   */
  public Mode defaultMode() {
    return this == RESPONSE_CONTRACT ? Mode.REPORT : Mode.ENFORCE;
  }

  /**
   * The name that operators type and that events and metrics carry, for example {@code rate-limit}.
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
