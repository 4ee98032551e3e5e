package io.hauberk.identity;

import io.hauberk.request.RequestHead;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client certificate whose key the caller has proved to own in a TLS handshake: with this
 * service, or with a proxy in front that says so. Not judged yet. Not for use by several threads.
 */
final class ShownCertificate {
  /** There is none. */
  static final ShownCertificate NONE = new ShownCertificate(null, List.of(), null);

  private final @Nullable RequestHead head;
  private @Nullable List<X509Certificate> chain;
  private @Nullable String thumbprint;

  /** That of the connection; it is looked at when somebody asks. */
  static ShownCertificate of(RequestHead head) {
    return new ShownCertificate(head, null, null);
  }

  /** One with the certificates that came with it, its own first; none if that is empty. */
  static ShownCertificate of(List<X509Certificate> chain) {
    return new ShownCertificate(null, List.copyOf(chain), null);
  }

  /**
   * One of which nothing but the digest is known: good for tokens that are bound to it, and no
   * proof of an identity.
   *
   * @param thumbprint its SHA-256, base64url
   */
  static ShownCertificate ofThumbprint(String thumbprint) {
    return new ShownCertificate(null, List.of(), thumbprint);
  }

  private ShownCertificate(
      @Nullable RequestHead head,
      @Nullable List<X509Certificate> chain,
      @Nullable String thumbprint) {
    this.head = head;
    this.chain = chain;
    this.thumbprint = thumbprint;
  }

  /** The certificate and those that came with it; empty if there is none, or only its digest. */
  List<X509Certificate> chain() {
    List<X509Certificate> mine = chain;
    if (mine == null) {
      mine = head == null ? List.of() : head.clientCertificates();
      chain = mine;
    }
    return mine;
  }

  /** The SHA-256 of the certificate, base64url (RFC 8705, 3.1); null if there is none. */
  @Nullable String thumbprint() {
    if (thumbprint == null && !chain().isEmpty()) {
      thumbprint = Certificates.thumbprint(chain().get(0));
    }
    return thumbprint;
  }

  /** Nothing of the certificate: names are the caller's text. */
  @Override
  public String toString() {
    return "ShownCertificate[]";
  }
}
