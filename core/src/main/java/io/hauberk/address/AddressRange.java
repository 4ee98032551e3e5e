package io.hauberk.address;

import java.util.Optional;

/**
 * A range of addresses in CIDR notation (RFC 4632, 3.1; RFC 4291, 2.3).
 *
 * @param first its first address
 * @param length how many bits of its addresses are the same, from the first one
 */
public record AddressRange(IpAddress first, int length) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address.
   *
   * @throws IllegalArgumentException if it is none of these, if bits stand after the prefix, or if
   *     it holds every address of its family
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty() || text.indexOf('%') >= 0) {
      throw malformed(text, "is not an address range");
    }
    IpAddress first = address.get();
    int length = slash < 0 ? first.bits() : parseLength(text, slash + 1, first.bits());
    if (length == 0) {
      throw malformed(text, "holds every address, so anyone could name an address of his choice");
    }
    if (!first.prefix(length).equals(first)) {
      throw malformed(text, "has bits after its prefix; the range is " + first.prefix(length));
    }
    return new AddressRange(first, length);
  }

  private static int parseLength(String text, int from, int max) {
    String digits = text.substring(from);
    if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > max) {
      throw malformed(text, "needs a prefix length from 1 to " + max);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'" + text + "' " + why + ". Write ranges such as 10.0.0.0/8 or 2001:db8::/32.");
  }

  /** Whether an address lies in it. */
  public boolean contains(IpAddress address) {
    return address.isV4() == first.isV4() && address.prefix(length).equals(first);
  }
}
