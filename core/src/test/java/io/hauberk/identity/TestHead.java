package io.hauberk.identity;

import io.hauberk.request.RequestHead;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request head of which only credentials, target and peer matter. */
record TestHead(
    String target,
    Map<String, List<String>> fields,
    String peerAddress,
    List<X509Certificate> clientCertificates)
    implements RequestHead {

  TestHead(String target, Map<String, List<String>> fields, String peerAddress) {
    this(target, fields, peerAddress, List.of());
  }

  static TestHead bearing(String token) {
    return authorization("Bearer " + token);
  }

  static TestHead authorization(String... values) {
    return new TestHead("/orders", Map.of("authorization", List.of(values)), "192.0.2.7");
  }

  static TestHead field(String name, String value) {
    return new TestHead(
        "/orders", Map.of(name.toLowerCase(Locale.ROOT), List.of(value)), "192.0.2.7");
  }

  TestHead to(String target) {
    return new TestHead(target, fields, peerAddress, clientCertificates);
  }

  TestHead from(String peer) {
    return new TestHead(target, fields, peer, clientCertificates);
  }

  TestHead over(List<X509Certificate> certificates) {
    return new TestHead(target, fields, peerAddress, certificates);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
