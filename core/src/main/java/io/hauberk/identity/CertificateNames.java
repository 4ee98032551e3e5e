package io.hauberk.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subject alternative names of a certificate, as far as somebody may be known by them (RFC
 * 5280, 4.2.1.6).
 *
 * @param dns the DNS names, in their order
 * @param uris the URIs, in their order
 */
record CertificateNames(List<String> dns, List<String> uris) {
  private static final int DNS_NAME = 2;
  private static final int URI = 6;

  /** Those of a certificate; null if they cannot be read. */
  static @Nullable CertificateNames of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      List<String> dns = new ArrayList<>();
      List<String> uris = new ArrayList<>();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(DNS_NAME) && name.get(1) instanceof String text) {
          dns.add(text);
        } else if (name.get(0).equals(URI) && name.get(1) instanceof String text) {
          uris.add(text);
        }
      }
      return new CertificateNames(List.copyOf(dns), List.copyOf(uris));
    } catch (CertificateParsingException e) {
      return null;
    }
  }
}
