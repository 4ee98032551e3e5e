package io.hauberk.identity;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.secret.PemBlock;
import io.hauberk.secret.PemException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads authorities from a file: certificates in PEM (RFC 7468), or a SPIFFE bundle, which is a JWK
 * Set.
 *
 * <p>Of a bundle the keys for X.509-SVIDs are read, and of each the first certificate; what is for
 * something else is passed over. A file of which a part cannot be used is refused whole.
 *
 * @see <a
 *     href="https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md#61-publishing-spiffe-bundle-elements">
 *     X509-SVID, 6.1</a>
 */
final class AuthoritiesReader {
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT.withMaxBytes(1024 * 1024).withMaxDepth(16);

  /**
   * All authorities of a file.
   *
   * @param file how messages call it
   * @throws AuthoritiesException if a part cannot be used, or there is none
   */
  static Authorities read(String file, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return Authorities.of(
        text.stripLeading().startsWith("{") ? ofBundle(content) : ofPem(file, content));
  }

  private static List<X509Certificate> ofPem(String file, byte[] content) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (PemBlock block : PemBlock.read(file, content)) {
        X509Certificate certificate = Certificates.ofPem(block);
        if (certificate == null) {
          throw unusable(file, "holds a block that is no certificate");
        }
        found.add(certificate);
      }
    } catch (PemException e) {
      throw new AuthoritiesException(String.valueOf(e.getMessage()));
    }
    if (found.isEmpty()) {
      throw unusable(file, "holds no certificate");
    }
    return found;
  }

  private static AuthoritiesException unusable(String file, String fault) {
    return new AuthoritiesException(
        "the file '%s' %s: mount 'BEGIN CERTIFICATE' blocks and nothing else, or a SPIFFE bundle"
            .formatted(file, fault));
  }

  private static List<X509Certificate> ofBundle(byte[] utf8) {
    JsonValue document;
    try {
      document = Json.parse(utf8, LIMITS);
    } catch (JsonException e) {
      throw new AuthoritiesException(
          "the bundle is not strict JSON: " + e.messageUnderFixedLimits());
    }
    if (!(document instanceof JsonObject bundle)
        || !(bundle.get("keys") instanceof JsonArray keys)) {
      throw new AuthoritiesException(
          "the bundle is not an object with an array 'keys': write {\"keys\":[…]}");
    }
    List<X509Certificate> found = new ArrayList<>();
    for (JsonValue key : keys.elements()) {
      if (key instanceof JsonObject jwk
          && jwk.get("use") instanceof JsonString use
          && use.value().equals("x509-svid")) {
        found.add(certificate(jwk));
      }
    }
    if (found.isEmpty()) {
      throw new AuthoritiesException(
          "the bundle holds no key with \"use\":\"x509-svid\", so nobody would be believed: publish"
              + " the authorities of the trust domain");
    }
    return found;
  }

  private static X509Certificate certificate(JsonObject jwk) {
    X509Certificate found = first(jwk.get("x5c"));
    if (found == null) {
      throw new AuthoritiesException(
          "the bundle holds a key with \"use\":\"x509-svid\" without a certificate in 'x5c'"
              + " (RFC 7517, 4.7)");
    }
    return found;
  }

  private static @Nullable X509Certificate first(@Nullable JsonValue chain) {
    return chain instanceof JsonArray array
            && array.size() > 0
            && array.elements().get(0) instanceof JsonString text
        ? Certificates.ofBase64(text.value())
        : null;
  }

  private AuthoritiesReader() {}
}
