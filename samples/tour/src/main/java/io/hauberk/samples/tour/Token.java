package io.hauberk.samples.tour;

import io.hauberk.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An access token (RFC 9068) that can be spoilt in one point before it is signed.
 *
 * @param signer who signs it
 * @param header the JOSE header; values are texts or numbers
 * @param claims the claims; values are texts or numbers
 */
record Token(Issuer signer, Map<String, Object> header, Map<String, Object> claims) {

  /** The same with another claim. */
  Token claim(String name, Object value) {
    return new Token(signer, header, with(claims, name, value));
  }

  /** Signed as the issuer signs. */
  String signed() {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signer.privateKey());
      String input = input(header);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + '.' + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not signed at all, and says so: {@code alg: none}. */
  String unsigned() {
    return input(with(header, "alg", "none")) + '.';
  }

  /** Signed with HS256, the issuer's public key as the secret: everybody can do this. */
  String signedWithPublicKeyAsSecret() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(signer.publicKey().getEncoded(), "HmacSHA256"));
      String input = input(with(header, "alg", "HS256"));
      return input + '.' + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String input(Map<String, Object> ownHeader) {
    return encode(json(ownHeader)) + '.' + encode(json(claims));
  }

  private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return changed;
  }

  private static byte[] json(Map<String, Object> members) {
    StringJoiner object = new StringJoiner(",", "{", "}");
    members.forEach(
        (name, value) ->
            object.add(quote(name) + ':' + (value instanceof String text ? quote(text) : value)));
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    Json.writeString(quoted, text);
    return quoted.toString();
  }

  private static String encode(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
