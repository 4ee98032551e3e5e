package io.hauberk.identity;

import io.hauberk.secret.PemBlock;
import io.hauberk.secret.PemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads X.509 certificates, and nothing else that may stand in their place. */
final class Certificates {
  /** The certificate that these octets are, all of them; null if they are none. */
  static @Nullable X509Certificate ofDer(byte[] der) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      return certificate.getEncoded().length == der.length ? certificate : null;
    } catch (CertificateException e) {
      return null;
    }
  }

  /** That of a Base64 text (RFC 4648, 4), which may have line breaks; null if it is none. */
  static @Nullable X509Certificate ofBase64(String text) {
    try {
      return ofDer(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * That of a block in PEM; null if it holds something else.
   *
   * @throws PemException if it cannot be decoded
   */
  static @Nullable X509Certificate ofPem(PemBlock block) {
    return block.label().equals("CERTIFICATE") ? ofDer(block.der()) : null;
  }

  /**
   * All of a text of others in PEM (RFC 7468), in their order; what stands between the blocks is
   * passed over.
   *
   * @return null if there is none, or a block that is malformed or no certificate
   */
  static @Nullable List<X509Certificate> ofPem(String text) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (PemBlock block : PemBlock.read("", text.getBytes(StandardCharsets.ISO_8859_1))) {
        X509Certificate certificate = ofPem(block);
        if (certificate == null) {
          return null;
        }
        found.add(certificate);
      }
    } catch (PemException e) {
      return null;
    }
    return found.isEmpty() ? null : List.copyOf(found);
  }

  /** The SHA-256 of a certificate, base64url: the {@code x5t#S256} of RFC 8705, 3.1. */
  static String thumbprint(X509Certificate certificate) {
    try {
      return thumbprint(Sha256.of(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /** A SHA-256 as the same text. */
  static String thumbprint(byte[] sha256) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
  }

  private Certificates() {}
}
