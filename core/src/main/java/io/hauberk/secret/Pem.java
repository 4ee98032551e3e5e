package io.hauberk.secret;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates and private keys in PEM (RFC 7468). What stands outside of the blocks is explanation
 * and passed over, and so is a block that holds parameters only.
 *
 * <p>One file may hold a key and its certificates: whoever asks for the one passes over the other.
 */
final class Pem {
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "Ed25519");
  private static final String CERTIFICATES =
      "mount 'BEGIN CERTIFICATE' blocks (openssl x509 -inform der -in FILE turns DER into PEM)";
  private static final String PKCS8 =
      "mount one unencrypted 'BEGIN PRIVATE KEY' block (PKCS#8) of an RSA, EC or Ed25519 key";

  /**
   * All certificates, in the order of the file; at least one.
   *
   * @throws PemException if there is none, or one cannot be read
   */
  static List<X509Certificate> certificates(String file, Secret content) {
    List<X509Certificate> found = new ArrayList<>();
    for (PemBlock block : PemBlock.read(file, content.bytes())) {
      if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
        found.add(certificate(file, block));
      } else if (block.label().equals("TRUSTED CERTIFICATE")) {
        throw PemException.of(
            file, "holds a 'TRUSTED CERTIFICATE' of OpenSSL's own form", CERTIFICATES);
      }
    }
    if (found.isEmpty()) {
      throw PemException.of(file, "holds no certificate", CERTIFICATES);
    }
    return found;
  }

  private static X509Certificate certificate(String file, PemBlock block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException e) { // its message may repeat what it has read
      throw PemException.of(file, "holds a certificate that cannot be decoded", "write it anew");
    }
  }

  /**
   * The one private key.
   *
   * @throws PemException if there is none, more than one, or it cannot be read
   */
  static PrivateKey privateKey(String file, Secret content) {
    PrivateKey found = null;
    for (PemBlock block : PemBlock.read(file, content.bytes())) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          if (found != null) {
            throw PemException.of(file, "holds more than one private key", PKCS8);
          }
          found = privateKey(file, block);
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
        case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" -> {
          if (block.isEncrypted()) {
            throw encrypted(file);
          }
          throw oldForm(file, block.label());
        }
        case "OPENSSH PRIVATE KEY" ->
            throw PemException.of(file, "holds a key in OpenSSH's own form", PKCS8);
        default -> {} // certificates, parameters
      }
    }
    if (found == null) {
      throw PemException.of(file, "holds no private key", PKCS8);
    }
    return found;
  }

  private static PemException encrypted(String file) {
    return PemException.of(
        file,
        "holds an encrypted private key, and a passphrase would have to lie beside it",
        "mount it unencrypted, where only this process reads it (openssl pkcs8 -topk8 -nocrypt -in"
            + " OLD -out NEW)");
  }

  private static PemException oldForm(String file, String label) {
    return PemException.of(
        file,
        "holds a '" + label + "' block (" + (label.startsWith("EC") ? "SEC 1" : "PKCS#1") + ")",
        "convert it to PKCS#8 (openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW), or have it written"
            + " so (cert-manager: spec.privateKey.encoding: PKCS8)");
  }

  private static PrivateKey privateKey(String file, PemBlock block) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(block.der());
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // not of this type: the next one is tried
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java runtime has no keys of type " + type, e);
      }
    }
    throw PemException.of(file, "holds a private key that cannot be decoded", PKCS8);
  }

  private Pem() {}
}
