package io.hauberk.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be fetched: which URIs, and which addresses their hosts may stand for.
 *
 * <p>Private addresses are allowed, since issuers live inside of clusters too. Refused is what no
 * issuer has and what attackers aim at: the metadata services of clouds, with all of link-local.
 */
final class AddressRules {
  /** Metadata services outside of the link-local ranges: AWS, Alibaba, Azure, Oracle. */
  private static final Set<String> METADATA =
      Set.of(
          "fd000ec2000000000000000000000254", // fd00:ec2::254
          "646464c8", // 100.100.100.200
          "a83f8110", // 168.63.129.16
          "c00000c0"); // 192.0.0.192

  private static final byte[] NAT64 = HexFormat.of().parseHex("0064ff9b0000000000000000");

  private final Set<String> plainHttpHosts;

  AddressRules(Set<String> plainHttpHosts) {
    this.plainHttpHosts = Set.copyOf(plainHttpHosts);
  }

  /** What is wrong with the URI and how to mend it, or null. */
  @Nullable String fault(URI uri) {
    String scheme = lower(uri.getScheme());
    String host = host(uri);
    if (host.isEmpty()) {
      return "has no host: write https://host/path";
    }
    if (uri.getRawUserInfo() != null) {
      return "holds user information: leave out what stands before the @";
    }
    if (uri.getRawFragment() != null) {
      return "has a fragment: leave out what follows the #";
    }
    if (scheme.equals("https")) {
      return null;
    }
    if (scheme.equals("http") && (plainHttpHosts.contains(host) || isLoopbackName(host))) {
      return null;
    }
    return "is not https: anybody between here and there could answer for the server";
  }

  /** Whether every address of the URI's host may be connected to. */
  boolean allows(URI uri, InetAddress[] addresses) {
    boolean onlyLoopback =
        lower(uri.getScheme()).equals("http") && !plainHttpHosts.contains(host(uri));
    return addresses.length > 0
        && Arrays.stream(addresses)
            .allMatch(a -> isAllowed(a) && (!onlyLoopback || a.isLoopbackAddress()));
  }

  private static boolean isAllowed(InetAddress address) {
    InetAddress judged = embedded(address);
    return !judged.isLinkLocalAddress()
        && !judged.isAnyLocalAddress()
        && !judged.isMulticastAddress()
        && !METADATA.contains(HexFormat.of().formatHex(judged.getAddress()));
  }

  /** The IPv4 address inside of a NAT64 one (RFC 6052), else the address itself. */
  private static InetAddress embedded(InetAddress address) {
    byte[] octets = address.getAddress();
    if (!(address instanceof Inet6Address)
        || !Arrays.equals(octets, 0, NAT64.length, NAT64, 0, NAT64.length)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(octets, NAT64.length, octets.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are always an IPv4 address", e);
    }
  }

  private static boolean isLoopbackName(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private static String host(URI uri) {
    return lower(uri.getHost());
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
