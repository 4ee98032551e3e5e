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
 * @param key the SHA-256 of the key of DPoP proofs, base64url (RFC 9449, 6.1), if it names one
 */
record Binding(@Nullable String certificate, @Nullable String key) {
  /** A bearer token: whoever holds it may use it. */
  static final Binding NONE = new Binding(null, null);

  private static final int SHA_256_OCTETS = 32;

  /**
   * That of a token; null if it is bound by nothing that is understood here, or by something that
   * is not taken, so that nobody can show the right to use it.
   *
   * @param takesDpop whether tokens bound to the key of DPoP proofs are taken
   */
  static @Nullable Binding read(JsonObject claims, boolean takesDpop) {
    if (!claims.has("cnf")) {
      return NONE;
    }
    if (!(claims.get("cnf") instanceof JsonObject confirmation)) {
      return null;
    }
    String certificate = sha256(confirmation, "x5t#S256");
    String key = sha256(confirmation, "jkt");
    boolean isUnderstood =
        (certificate != null || key != null)
            && (certificate != null) == confirmation.has("x5t#S256")
            && (key != null) == confirmation.has("jkt")
            && (key == null || takesDpop);
    return isUnderstood ? new Binding(certificate, key) : null;
  }

  private static @Nullable String sha256(JsonObject confirmation, String name) {
    if (!(confirmation.get(name) instanceof JsonString text)) {
      return null;
    }
    byte[] octets = Base64Url.decode(text.value());
    return octets != null && octets.length == SHA_256_OCTETS ? text.value() : null;
  }

  /** What a token that is bound so proves. */
  Proof.Kind kind() {
    if (key != null) {
      return Proof.Kind.DPOP_BOUND_TOKEN;
    }
    return certificate == null ? Proof.Kind.BEARER_TOKEN : Proof.Kind.CERTIFICATE_BOUND_TOKEN;
  }

  /**
   * Whether the request shows all that the token asks for, its proof not judged: one that is bound
   * to a key must have a proof (RFC 9449, 7.2), and no other has.
   */
  boolean isKeptBy(ShownCertificate shown, boolean hasProof) {
    return (key != null) == hasProof
        && (certificate == null || certificate.equals(shown.thumbprint()));
  }
}
