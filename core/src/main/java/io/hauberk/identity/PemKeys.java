package io.hauberk.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads public keys and certificates in PEM (RFC 7468). Of a certificate only the key is taken: it
 * is trusted because the operator mounted it.
 */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "Ed25519");

  /**
   * The keys of several files. Each is known by its thumbprint (RFC 7638); the only one of its file
   * also by the file's name without extension.
   *
   * @param files contents by path
   * @throws KeySetException if a file holds anything but public keys and certificates that can be
   *     used, or two keys have the same name
   */
  static VerificationKeys read(Map<String, byte[]> files) {
    Map<String, VerificationKey> byId = new HashMap<>();
    Map<String, VerificationKey> all = new LinkedHashMap<>();
    files.forEach(
        (file, content) -> {
          List<PublicMaterial> found = materials(file, content);
          for (PublicMaterial material : found) {
            VerificationKey key =
                new VerificationKey(
                    material.thumbprint(),
                    material.thumbprint(),
                    material.algorithms(),
                    material.check());
            all.put(key.thumbprint(), key);
            byId.put(key.thumbprint(), key);
            if (found.size() == 1 && byId.putIfAbsent(withoutExtension(file), key) != null) {
              throw new KeySetException(
                  "two key files are called '%s', so a token could not name its key: rename one"
                      .formatted(withoutExtension(file)));
            }
          }
        });
    return new VerificationKeys(byId, List.copyOf(all.values()), Set.of());
  }

  private static List<PublicMaterial> materials(String file, byte[] content) {
    List<PublicMaterial> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(new String(content, StandardCharsets.US_ASCII));
    while (blocks.find()) {
      PublicMaterial material = PublicMaterial.of(key(file, blocks.group(1), blocks.group(2)));
      if (material == null) {
        throw unusable(file, "holds a key that is too weak, malformed or of a kind not supported");
      }
      found.add(material);
    }
    if (found.isEmpty()) {
      throw unusable(file, "holds no PEM block");
    }
    return found;
  }

  private static PublicKey key(String file, String label, String body) {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(body);
      return switch (label) {
        case "PUBLIC KEY" -> publicKey(der);
        case "CERTIFICATE" ->
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey();
        default -> throw unusable(file, "holds something other than public keys and certificates");
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(file, "holds a block that cannot be decoded");
    }
  }

  private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // not of this type: the next one is tried
      }
    }
    throw new InvalidKeySpecException("of no known type");
  }

  private static KeySetException unusable(String file, String fault) {
    return new KeySetException(
        "the key file '%s' %s: mount 'BEGIN PUBLIC KEY' or 'BEGIN CERTIFICATE' blocks of an RSA key"
                .formatted(file, fault)
            + " of 2048 to 8192 bits, or one on P-256, P-384, P-521 or Ed25519");
  }

  private static String withoutExtension(String path) {
    String file = String.valueOf(Path.of(path).getFileName());
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  private PemKeys() {}
}
