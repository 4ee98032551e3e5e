package io.hauberk.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An IP address, read from a literal and never looked up. An IPv4-mapped IPv6 address (RFC 4291,
 * 2.5.5.2) is the IPv4 address that it means.
 *
 * @param isV4 whether it is an IPv4 address: then the low 32 bits hold it, and all others are zero
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(boolean isV4, long high, long low) {
  private static final long MAPPED_PREFIX = 0xFFFFL;

  /**
   * Reads an address: dotted decimal (four numbers from 0 to 255, without leading zeros: some read
   * those as octal) or the text forms of RFC 4291, 2.2, without brackets. A zone after {@code %} is
   * dropped.
   */
  public static Optional<IpAddress> parse(String text) {
    if (text.indexOf(':') < 0) {
      long v4 = parseV4(text);
      return v4 < 0 ? Optional.empty() : Optional.of(new IpAddress(true, 0, v4));
    }
    int zone = text.indexOf('%');
    return parseV6(zone < 0 ? text : text.substring(0, zone));
  }

  /** The address as a number, or -1. */
  private static long parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long address = 0;
    for (String part : parts) {
      int octet = parseGroup(part, 10, 3);
      if (octet < 0 || octet > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
        return -1;
      }
      address = address << 8 | octet;
    }
    return address;
  }

  private static Optional<IpAddress> parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] groups = parseGroups(text);
      return groups.length == 8 ? Optional.of(ofGroups(groups)) : Optional.empty();
    }
    String head = text.substring(0, gap);
    String tail = text.substring(gap + 2);
    int[] left = head.isEmpty() ? new int[0] : parseGroups(head);
    int[] right = tail.isEmpty() ? new int[0] : parseGroups(tail);
    boolean broken =
        (left.length == 0 && !head.isEmpty())
            || (right.length == 0 && !tail.isEmpty())
            || head.indexOf('.') >= 0;
    if (broken || left.length + right.length > 7) {
      return Optional.empty();
    }
    int[] groups = new int[8];
    System.arraycopy(left, 0, groups, 0, left.length);
    System.arraycopy(right, 0, groups, 8 - right.length, right.length);
    return Optional.of(ofGroups(groups));
  }

  /** The 16-bit groups between single colons, the last two perhaps dotted; empty if malformed. */
  private static int[] parseGroups(String text) {
    String[] parts = text.split(":", -1);
    boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (dotted ? 1 : 0)];
    for (int i = 0; i < (dotted ? parts.length - 1 : parts.length); i++) {
      groups[i] = parseGroup(parts[i], 16, 4);
      if (groups[i] < 0) {
        return new int[0];
      }
    }
    if (dotted) {
      long v4 = parseV4(parts[parts.length - 1]);
      if (v4 < 0) {
        return new int[0];
      }
      groups[groups.length - 2] = (int) (v4 >>> 16);
      groups[groups.length - 1] = (int) (v4 & 0xFFFF);
    }
    return groups;
  }

  /** A number of 1 to so many ASCII digits, or -1. */
  private static int parseGroup(String text, int radix, int maxDigits) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static IpAddress ofGroups(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    if (high == 0 && low >>> 32 == MAPPED_PREFIX) {
      return new IpAddress(true, 0, low & 0xFFFF_FFFFL);
    }
    return new IpAddress(false, high, low);
  }

  /** An address as the JDK holds it; a zone is dropped. */
  public static IpAddress of(InetAddress address) {
    byte[] octets = address.getAddress();
    int[] groups = new int[octets.length / 2];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (octets[2 * i] & 0xFF) << 8 | (octets[2 * i + 1] & 0xFF);
    }
    return groups.length == 2
        ? new IpAddress(true, 0, (long) groups[0] << 16 | groups[1])
        : ofGroups(groups);
  }

  /** What the address may lead to. */
  public Reach reach() {
    return Reach.of(this);
  }

  /** How many bits an address of this family has. */
  public int bits() {
    return isV4 ? 32 : 128;
  }

  /** This address with all bits after the first so many set to zero. */
  public IpAddress prefix(int length) {
    if (isV4) {
      return new IpAddress(true, 0, low & upperBits(length + 32));
    }
    return new IpAddress(
        false, high & upperBits(Math.min(length, 64)), low & upperBits(Math.max(length - 64, 0)));
  }

  private static long upperBits(int count) {
    return count == 0 ? 0 : -1L << (64 - count);
  }

  /** The canonical text: dotted decimal, or RFC 5952. */
  @Override
  public String toString() {
    if (isV4) {
      return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }
    int gap = longestZeros();
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i += zerosAt(gap) - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  /** Where the first of the longest runs of zero groups begins, if one has two or more; else -1. */
  private int longestZeros() {
    int longest = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = zerosAt(i);
      if (zeros > length) {
        longest = i;
        length = zeros;
      }
    }
    return longest;
  }

  private int zerosAt(int group) {
    int end = group;
    while (end < 8 && group(end) == 0) {
      end++;
    }
    return end - group;
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3)) & 0xFFFF);
  }
}
