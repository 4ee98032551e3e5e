package io.hauberk.identity;

import io.hauberk.secret.PemBlock;
import io.hauberk.secret.PemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys and certificates in PEM (RFC 7468). Of a certificate only the key is taken: it
 * is trusted because the operator mounted it.
 */
final class PemKeys {
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
    try {
      for (PemBlock block : PemBlock.read(file, content)) {
        found.add(material(file, block));
      }
    } catch (PemException e) {
      throw new KeySetException(String.valueOf(e.getMessage()));
    }
    if (found.isEmpty()) {
      throw unusable(file, "holds no PEM block");
    }
    return found;
  }

  private static PublicMaterial material(String file, PemBlock block) {
    PublicKey key =
        switch (block.label()) {
          case "PUBLIC KEY" -> publicKey(block.der());
          case "CERTIFICATE" -> certified(block.der());
          default ->
              throw unusable(file, "holds something other than public keys and certificates");
        };
    if (key == null) {
      throw unusable(file, "holds a block that cannot be decoded");
    }
    PublicMaterial material = PublicMaterial.of(key);
    if (material == null) {
      throw unusable(file, "holds a key that is too weak, malformed or of a kind not supported");
    }
    return material;
  }

  private static @Nullable PublicKey certified(byte[] der) {
    X509Certificate certificate = Certificates.ofDer(der);
    return certificate == null ? null : certificate.getPublicKey();
  }

  private static @Nullable PublicKey publicKey(byte[] der) {
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // not of this type: the next one is tried
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java runtime has no keys of type " + type, e);
      }
    }
    return null;
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
