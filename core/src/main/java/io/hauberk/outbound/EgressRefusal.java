package io.hauberk.outbound;

import java.util.Locale;

/** Why a call may not leave. */
public enum EgressRefusal {
  /** The URI is not one of HTTP or of web sockets. */
  SCHEME_NOT_HTTP("is no http or https URL"),
  /** The URI has no host, or one that no name server could know. */
  HOST_MISSING("has no host that could be called"),
  /** The URI holds user information, which hides where it leads. */
  USER_INFORMATION("holds user information; leave out what stands before the @"),
  /** The destination is not one of those that are listed. */
  UNLISTED("is not among the destinations that this service may call"),
  /** The host stands for an address that is never called: link-local, metadata, multicast. */
  ADDRESS_FORBIDDEN(
      "leads to an address that no service may call: link-local, metadata, multicast"),
  /** The host stands for a private or loopback address outside of the ranges listed with it. */
  ADDRESS_NOT_LISTED(
      "leads to a private or loopback address that is in no range listed with the destination");

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
