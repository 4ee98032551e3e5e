package io.hauberk.address;

import java.util.List;

/**
 * What an address may lead to, by the special-purpose registries of IANA (RFC 6890), from the
 * harmless to what is never called. An address that carries an IPv4 address inside (NAT64, 6to4,
 * IPv4-translated and IPv4-compatible ones) reaches at least what that one reaches.
 */
public enum Reach {
  /** A host of the public internet. */
  PUBLIC,
  /** A host of this network, or of one that is not routed: private, shared, documentation. */
  PRIVATE,
  /** This machine. */
  LOOPBACK,
  /**
   * What no service has a reason to call: link-local, multicast, unspecified and reserved
   * addresses, and the metadata services of clouds, which hand out credentials to whoever asks.
   */
  FORBIDDEN;

  private static final List<AddressRange> FORBIDDEN_RANGES =
      ranges(
          "0.0.0.0/8",
          "169.254.0.0/16", // link-local; the metadata services of most clouds
          "100.100.100.200", // metadata: Alibaba
          "168.63.129.16", // metadata: Azure
          "192.0.0.192", // metadata: Oracle
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::",
          "fd00:ec2::/32", // metadata and credentials: AWS
          "fd20:ce::254", // metadata: Google
          "fd00:42::42", // metadata: Scaleway
          "fe80::/10",
          "ff00::/8");

  private static final List<AddressRange> LOOPBACK_RANGES = ranges("127.0.0.0/8", "::1");

  private static final List<AddressRange> PRIVATE_RANGES =
      ranges(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fec0::/10");

  /** Their last 32 bits are an IPv4 address (RFC 6052, 8215, 7915; RFC 4291, 2.5.5.1). */
  private static final List<AddressRange> ENDING_IN_V4 =
      ranges("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::0:0/96");

  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

  private static List<AddressRange> ranges(String... texts) {
    return List.of(texts).stream().map(AddressRange::parse).toList();
  }

  static Reach of(IpAddress address) {
    Reach own = ofItself(address);
    Reach inside = PUBLIC;
    if (isIn(address, ENDING_IN_V4)) {
      inside = ofItself(new IpAddress(true, 0, address.low() & 0xFFFF_FFFFL));
    } else if (SIX_TO_FOUR.contains(address)) {
      inside = ofItself(new IpAddress(true, 0, address.high() >>> 16 & 0xFFFF_FFFFL));
    }
    boolean itselfDecides = own == LOOPBACK || own.compareTo(inside) >= 0;
    return itselfDecides ? own : inside;
  }

  private static Reach ofItself(IpAddress address) {
    if (isIn(address, FORBIDDEN_RANGES)) {
      return FORBIDDEN;
    }
    if (isIn(address, LOOPBACK_RANGES)) {
      return LOOPBACK;
    }
    return isIn(address, PRIVATE_RANGES) ? PRIVATE : PUBLIC;
  }

  private static boolean isIn(IpAddress address, List<AddressRange> ranges) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
