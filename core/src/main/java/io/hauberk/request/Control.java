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
  /** Parameters, media types and bodies against the contract. */
  VALIDATION,
  /** What leaves: error bodies without internals. */
  RESPONSE;

  /**
   * The name that operators type and that events and metrics carry, for example {@code rate-limit}.
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
