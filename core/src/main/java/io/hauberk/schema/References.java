package io.hauberk.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** URI references as schemas use them (RFC 3986, 5). */
final class References {

  /** The part before the fragment. */
  static String withoutFragment(String reference) {
    int hash = reference.indexOf('#');
    return hash < 0 ? reference : reference.substring(0, hash);
  }

  /**
   * The fragment, percent-decoded; empty if there is none.
   *
   * @throws IllegalArgumentException if the percent-encoding is broken
   */
  static String fragment(String reference) {
    int hash = reference.indexOf('#');
    if (hash < 0) {
      return "";
    }
    String fragment = reference.substring(hash + 1);
    return fragment.indexOf('%') < 0
        ? fragment
        : URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * Resolves a reference without fragment against a base.
   *
   * @throws URISyntaxException if the reference is none
   */
  static String resolve(String base, String reference) throws URISyntaxException {
    if (reference.isEmpty()) {
      return base;
    }
    URI relative = new URI(reference);
    if (relative.isAbsolute()) {
      return relative.normalize().toString();
    }
    URI root = new URI(base);
    if (root.getRawAuthority() != null && root.getRawPath().isEmpty()) {
      root = new URI(base + "/"); // RFC 3986, 5.2.3, which java.net.URI predates
    }
    return root.resolve(relative).toString();
  }

  private References() {}
}
