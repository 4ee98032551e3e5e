package io.hauberk.identity;

/** Which of its names a certificate is known by, where it has no SPIFFE ID. */
public enum CertificateSubject {
  /**
   * The first DNS name of the subject alternative names, in lower case. A wildcard is the name of
   * nobody.
   */
  DNS,
  /** The URI of the subject alternative names, of which there must be exactly one. */
  URI,
  /** The whole subject, as RFC 2253 writes it: {@code CN=billing,OU=shop,O=Example}. */
  DISTINGUISHED_NAME
}
