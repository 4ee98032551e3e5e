package io.hauberk.request;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * All of a request that is known before its body: what an adapter hands to the front door.
 *
 * <p>Texts are the octets as received, read as ISO 8859-1; nothing is decoded, trimmed, merged or
 * rewritten.
 */
public interface RequestHead {

  /** The method as sent; methods are case-sensitive (RFC 9110, 9.1). */
  String method();

  /** The path and query of the request line, not decoded: {@code /orders/42?expand=lines}. */
  String target();

  /**
   * The values of all field lines of this name, in the order received; empty if there are none.
   *
   * @param name the field name, in any case
   */
  List<String> headers(String name);

  /** The address of the peer of the connection: an IP literal, never taken from a header. */
  String peerAddress();

  /** Whether the connection is TLS, as far as the container knows; no header tells. */
  default boolean isSecure() {
    return false;
  }

  /**
   * The certificates with which the peer of the connection authenticated itself in the TLS
   * handshake, its own one first; empty if it did not. No header tells.
   */
  default List<X509Certificate> clientCertificates() {
    return List.of();
  }
}
