package io.hauberk.benchmarks;

import io.hauberk.request.RequestHead;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * A request of which only the proofs of identity matter.
 *
 * @param fields by their names in the spelling that Hauberk asks for
 * @param clientCertificates the chain that the TLS connection would tell of
 */
record Brought(Map<String, List<String>> fields, List<X509Certificate> clientCertificates)
    implements RequestHead {
  static final String KEY_FIELD = "X-API-Key";

  static Brought bearer(String token) {
    return new Brought(Map.of("Authorization", List.of("Bearer " + token)), List.of());
  }

  static Brought dpop(String token, String proof) {
    return new Brought(
        Map.of("Authorization", List.of("DPoP " + token), "DPoP", List.of(proof)), List.of());
  }

  static Brought certificates(List<X509Certificate> chain) {
    return new Brought(Map.of(), chain);
  }

  static Brought apiKey(String text) {
    return new Brought(Map.of(KEY_FIELD, List.of(text)), List.of());
  }

  /** The only value of a field. */
  String field(String name) {
    return headers(name).get(0);
  }

  /** The token behind the scheme. */
  String token() {
    String field = field("Authorization");
    return field.substring(field.indexOf(' ') + 1);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String target() {
    return "/orders/" + OrderRequest.ID;
  }

  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name, List.of());
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }
}
