package io.hauberk.identity;

import io.hauberk.request.Reason;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code Client-Cert} and {@code Client-Cert-Chain} (RFC 9440, 2). */
final class ClientCertField {

  /**
   * The certificate that they tell of.
   *
   * @param certificate the lines of {@code Client-Cert}, of which there may be one
   * @param chain those of {@code Client-Cert-Chain}: a list, which several lines may hold
   */
  static Outcome<ShownCertificate> read(List<String> certificate, List<String> chain) {
    if (certificate.isEmpty() && chain.isEmpty()) {
      return Outcome.found(ShownCertificate.NONE);
    }
    if (certificate.size() != 1) {
      return Outcome.refused(Reason.CERTIFICATE_MALFORMED);
    }
    List<X509Certificate> found = new ArrayList<>();
    if (!add(certificate.get(0), found)) {
      return Outcome.refused(Reason.CERTIFICATE_MALFORMED);
    }
    for (String line : chain) {
      for (String member : line.split(",", -1)) {
        if (found.size() == ChainCheck.MAX_CHAIN || !add(member, found)) {
          return Outcome.refused(Reason.CERTIFICATE_MALFORMED);
        }
      }
    }
    return Outcome.found(ShownCertificate.of(found));
  }

  private static boolean add(String item, List<X509Certificate> found) {
    X509Certificate certificate = certificate(item.strip());
    return certificate != null && found.add(certificate);
  }

  /** A byte sequence between colons (RFC 8941, 3.3.5), without parameters. */
  private static @Nullable X509Certificate certificate(String item) {
    return item.length() > 2 && item.startsWith(":") && item.endsWith(":") && item.indexOf(' ') < 0
        ? Certificates.ofBase64(item.substring(1, item.length() - 1))
        : null;
  }

  private ClientCertField() {}
}
