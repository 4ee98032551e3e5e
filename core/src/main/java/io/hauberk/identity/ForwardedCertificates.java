package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import io.hauberk.address.AddressRange;
import io.hauberk.address.IpAddress;
import io.hauberk.request.RequestHead;
import java.util.List;

/**
 * Client certificates that proxies in front of this service tell of in a header field, since the
 * TLS connections of the callers end there.
 *
 * <p>Only the listed proxies are believed; from anybody else the field is not read, and their own
 * certificate counts. Of a listed proxy its own certificate is never that of a caller: where it
 * tells of none, the caller has none. The proxy must remove the field from what callers send.
 */
public final class ForwardedCertificates {
  private final Header header;
  private final List<AddressRange> peers;

  /** The header field that the proxies write; the other one is never read. */
  public enum Header {
    /** {@code Client-Cert}, and {@code Client-Cert-Chain} beside it (RFC 9440). */
    CLIENT_CERT,
    /** {@code X-Forwarded-Client-Cert}, as Envoy writes it; with several elements it is refused. */
    X_FORWARDED_CLIENT_CERT
  }

  /**
   * As these proxies tell.
   *
   * @param header what they write
   * @param peers their addresses, or ranges in CIDR notation such as {@code 10.1.2.0/24}, as the
   *     connection shows them
   * @throws IllegalArgumentException if there is none, one is malformed, or holds every address
   */
  public static ForwardedCertificates from(Header header, List<String> peers) {
    if (peers.isEmpty()) {
      throw new IllegalArgumentException(
          "peers is empty: list the addresses of the proxies that are believed");
    }
    return new ForwardedCertificates(
        requireNonNull(header, "header"),
        peers.stream().map(ForwardedCertificates::range).toList());
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("peers: " + e.getMessage(), e);
    }
  }

  private ForwardedCertificates(Header header, List<AddressRange> peers) {
    this.header = header;
    this.peers = peers;
  }

  /** The certificate of the caller; refused if a listed proxy tells of one in a way not its own. */
  Outcome<ShownCertificate> find(RequestHead head) {
    if (!isListed(head.peerAddress())) {
      return Outcome.found(ShownCertificate.of(head));
    }
    return switch (header) {
      case CLIENT_CERT ->
          ClientCertField.read(head.headers("Client-Cert"), head.headers("Client-Cert-Chain"));
      case X_FORWARDED_CLIENT_CERT -> XfccField.read(head.headers("X-Forwarded-Client-Cert"));
    };
  }

  private boolean isListed(String peer) {
    return IpAddress.parse(peer)
        .filter(address -> peers.stream().anyMatch(range -> range.contains(address)))
        .isPresent();
  }

  @Override
  public String toString() {
    return "ForwardedCertificates[" + header + "]";
  }
}
