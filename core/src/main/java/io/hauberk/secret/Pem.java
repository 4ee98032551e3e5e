package io.hauberk.secret;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Certificates and private keys in PEM (RFC 7468). What stands outside of the blocks is explanation
 * and passed over, and so is a block that holds parameters only.
 *
 * <p>One file may hold a key and its certificates: whoever asks for the one passes over the other.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int MAX_LABEL = 40;
  private static final int MAX_BLOCKS = 1000;
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "Ed25519");
  private static final String CERTIFICATES =
      "mount 'BEGIN CERTIFICATE' blocks (openssl x509 -inform der -in FILE turns DER into PEM)";
  private static final String PKCS8 =
      "mount one unencrypted 'BEGIN PRIVATE KEY' block (PKCS#8) of an RSA, EC or Ed25519 key";

  /** One block, its content not decoded yet. */
  private record Block(String label, String body) {}

  /**
   * All certificates, in the order of the file; at least one.
   *
   * @throws PemException if there is none, or one cannot be read
   */
  static List<X509Certificate> certificates(String file, Secret content) {
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks(file, content)) {
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

  private static X509Certificate certificate(String file, Block block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(decode(file, block)));
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
    for (Block block : blocks(file, content)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          if (found != null) {
            throw PemException.of(file, "holds more than one private key", PKCS8);
          }
          found = privateKey(file, block);
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
        case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" -> {
          if (block.body().contains("ENCRYPTED")) { // Proc-Type: 4,ENCRYPTED
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

  private static PrivateKey privateKey(String file, Block block) {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(decode(file, block));
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

  private static byte[] decode(String file, Block block) {
    try {
      return Base64.getDecoder().decode(block.body().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw PemException.of(
          file, "holds a '" + block.label() + "' block that is no Base64", "write it anew");
    }
  }

  private static List<Block> blocks(String file, Secret content) {
    String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
    List<Block> blocks = new ArrayList<>();
    for (int begin = text.indexOf(BEGIN); begin >= 0; ) {
      int labelAt = begin + BEGIN.length();
      int labelEnd = text.indexOf(DASHES, labelAt);
      if (labelEnd < 0 || labelEnd - labelAt > MAX_LABEL || blocks.size() == MAX_BLOCKS) {
        throw broken(file);
      }
      String label = text.substring(labelAt, labelEnd);
      int bodyAt = labelEnd + DASHES.length();
      int end = text.indexOf(DASHES, bodyAt);
      String closing = END + label + DASHES;
      if (end < 0 || !text.startsWith(closing, end)) {
        throw broken(file);
      }
      blocks.add(new Block(label, text.substring(bodyAt, end)));
      begin = text.indexOf(BEGIN, end + closing.length());
    }
    return blocks;
  }

  private static PemException broken(String file) {
    return PemException.of(
        file, "holds a PEM block that does not end, or more than " + MAX_BLOCKS, "write it whole");
  }

  private Pem() {}
}
