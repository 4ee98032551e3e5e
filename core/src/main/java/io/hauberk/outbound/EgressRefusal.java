package io.hauberk.outbound;

import java.util.Locale;

/** Why a call may not leave. */
public enum EgressRefusal {
  /** The URI is not one of HTTP with a host, or it holds user information. */
  MALFORMED("is no http or https URL with a host and without user information"),
  /** The destination is not one of those that are listed. */
  UNLISTED("is not listed; add it under hauberk.egress.destinations if this service shall call it"),
  /** The host stands for an address that is never called: link-local, metadata, multicast. */
  ADDRESS_FORBIDDEN(
      "leads to an address that no service may call: link-local, metadata, multicast"),
  /** The host stands for a private or loopback address outside of the ranges listed with it. */
  ADDRESS_NOT_LISTED(
      "leads to a private or loopback address; add its range to the destination if that is right"),
  /** The host's name has no address. */
  HOST_UNKNOWN("has no address");

  private final String sentence;

  EgressRefusal(String sentence) {
    this.sentence = sentence;
  }

  /** The word that events carry, for example {@code address_forbidden}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String sentence() {
    return sentence;
  }
}
