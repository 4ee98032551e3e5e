package io.hauberk.outbound;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** A request for a token in the making (RFC 6749, 4.4.2). */
final class TokenForm {
  private final Map<String, String> header = new LinkedHashMap<>();
  private final StringJoiner form = new StringJoiner("&");

  /** Adds a parameter to the body. */
  TokenForm add(String name, String value) {
    form.add(coded(name) + "=" + coded(value));
    return this;
  }

  /** Adds what says which client asks (RFC 7521, 4.2; RFC 7523, 2.2). */
  TokenForm assertion(String jwt) {
    return add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .add("client_assertion", jwt);
  }

  /** Sets a field of the header. */
  TokenForm field(String name, String value) {
    header.put(name, value);
    return this;
  }

  Map<String, String> header() {
    return header;
  }

  String body() {
    return form.toString();
  }

  /** In the form of RFC 6749, appendix B. */
  static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "TokenForm[masked]";
  }
}
