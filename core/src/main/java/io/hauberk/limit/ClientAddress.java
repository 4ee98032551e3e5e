package io.hauberk.limit;

import io.hauberk.address.AddressRange;
import io.hauberk.address.IpAddress;
import io.hauberk.request.RequestHead;
import java.util.List;
import java.util.Optional;

/**
 * Says which address a request counts for.
 *
 * <p>That is the peer of the connection, unless the peer is one of the proxies that the operator
 * trusts: then it is the right-most address of the forwarding header that is not itself a trusted
 * proxy. What stands further left comes from the client and is not read. Where a trusted proxy
 * wrote no address (nothing, {@code unknown}, an obfuscated or malformed one, or more than 32 hops
 * in a row) the request counts for the peer. Only literals are read; nothing is ever looked up.
 */
public final class ClientAddress {
  private static final Client UNKNOWN = new Client("unknown", "unknown");

  private final List<AddressRange> trusted;
  private final Header header;

  /** The header that the trusted proxies write; the other one is never read. */
  public enum Header {
    /** {@code X-Forwarded-For}, the default. */
    X_FORWARDED_FOR,
    /** {@code Forwarded} (RFC 7239). */
    FORWARDED
  }

  /**
   * Who a request counts for.
   *
   * @param address the address in canonical form (RFC 5952), without zone and port: for events; or
   *     {@code unknown}, if the connection has no IP address
   * @param group what limits count by: the IPv4 address, or the /64 of an IPv6 address, since a
   *     single subscriber has all of it
   */
  public record Client(String address, String group) {}

  /** Counts every request for the peer of its connection; no header is read. */
  public static ClientAddress ofPeer() {
    return new ClientAddress(List.of(), Header.X_FORWARDED_FOR);
  }

  /** Behind these proxies, which write {@code X-Forwarded-For}. */
  public static ClientAddress behind(List<String> trustedProxies) {
    return behind(trustedProxies, Header.X_FORWARDED_FOR);
  }

  /**
   * Behind these proxies.
   *
   * @param trustedProxies addresses or ranges in CIDR notation: {@code 10.0.0.0/8}, {@code
   *     2001:db8::/32}; every proxy in the row must be in one of them
   * @param header what they write
   * @throws IllegalArgumentException if one is malformed, or holds every address
   */
  public static ClientAddress behind(List<String> trustedProxies, Header header) {
    return new ClientAddress(trustedProxies.stream().map(ClientAddress::range).toList(), header);
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("proxies: " + e.getMessage(), e);
    }
  }

  private ClientAddress(List<AddressRange> trusted, Header header) {
    this.trusted = trusted;
    this.header = header;
  }

  /** Who this request counts for. */
  public Client find(RequestHead head) {
    return IpAddress.parse(head.peerAddress())
        .map(peer -> client(isTrusted(peer) ? findBehind(peer, head) : peer))
        .orElse(UNKNOWN);
  }

  private IpAddress findBehind(IpAddress peer, RequestHead head) {
    List<Optional<IpAddress>> hops =
        switch (header) {
          case X_FORWARDED_FOR -> ForwardedHops.ofXForwardedFor(head.headers("X-Forwarded-For"));
          case FORWARDED -> ForwardedHops.ofForwarded(head.headers("Forwarded"));
        };
    IpAddress furthest = peer;
    for (Optional<IpAddress> hop : hops) {
      if (hop.isEmpty()) {
        return peer;
      }
      furthest = hop.get();
      if (!isTrusted(furthest)) {
        return furthest;
      }
    }
    return hops.size() < ForwardedHops.MAX_HOPS ? furthest : peer;
  }

  private boolean isTrusted(IpAddress address) {
    for (AddressRange range : trusted) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static Client client(IpAddress address) {
    String text = address.toString();
    return new Client(text, address.isV4() ? text : address.prefix(64) + "/64");
  }
}
