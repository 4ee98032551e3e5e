package io.hauberk.address;

import java.util.List;

/**
 * What an address may lead to, by the special-purpose registries of IANA (RFC 6890). An address
 * that carries an IPv4 address inside (NAT64, 6to4, IPv4-compatible) reaches what that one reaches.
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
          "fd00:ec2::254", // metadata: AWS
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

  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
  private static final int COMPATIBLE_BITS = 96;

  private static List<AddressRange> ranges(String... texts) {
    return List.of(texts).stream().map(AddressRange::parse).toList();
  }

  static Reach of(IpAddress address) {
    if (isIn(address, FORBIDDEN_RANGES)) {
      return FORBIDDEN;
    }
    if (isIn(address, LOOPBACK_RANGES)) {
      return LOOPBACK;
    }
    if (isIn(address, PRIVATE_RANGES)) {
      return PRIVATE;
    }
    if (NAT64.contains(address) || isCompatible(address)) {
      return of(new IpAddress(true, 0, address.low() & 0xFFFF_FFFFL));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return of(new IpAddress(true, 0, address.high() >>> 16 & 0xFFFF_FFFFL));
    }
    return PUBLIC;
  }

  private static boolean isIn(IpAddress address, List<AddressRange> ranges) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** An IPv4-compatible IPv6 address (RFC 4291, 2.5.5.1), deprecated and still understood. */
  private static boolean isCompatible(IpAddress address) {
    return !address.isV4()
        && address.prefix(COMPATIBLE_BITS).high() == 0
        && address.prefix(COMPATIBLE_BITS).low() == 0;
  }
}
