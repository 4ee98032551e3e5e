package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.request.Proof;
import org.jspecify.annotations.Nullable;

/**
 * Who alone may use a token: whoever holds the private key that it names in {@code cnf} (RFC 7800,
 * 3.1).
 *
 * @param certificate the SHA-256 of the client certificate, base64url (RFC 8705, 3.1), if it names
 *     one
 */
record Binding(@Nullable String certificate) {
  /** A bearer token: whoever holds it may use it. */
  static final Binding NONE = new Binding(null);

  private static final int SHA_256_OCTETS = 32;

  /**
   * That of a token; null if it is bound by nothing that is understood here, so that nobody can
   * show the right to use it.
   */
  static @Nullable Binding read(JsonObject claims) {
    if (!claims.has("cnf")) {
      return NONE;
    }
    return claims.get("cnf") instanceof JsonObject confirmation
            && confirmation.get("x5t#S256") instanceof JsonString text
            && isSha256(text.value())
        ? new Binding(text.value())
        : null;
  }

  private static boolean isSha256(String text) {
    byte[] octets = Base64Url.decode(text);
    return octets != null && octets.length == SHA_256_OCTETS;
  }

  /** What a token that is bound so proves. */
  Proof.Kind kind() {
    return certificate == null ? Proof.Kind.BEARER_TOKEN : Proof.Kind.CERTIFICATE_BOUND_TOKEN;
  }

  /** Whether the request shows all that the token asks for. */
  boolean isKeptBy(ShownCertificate shown) {
    return certificate == null || certificate.equals(shown.thumbprint());
  }
}
