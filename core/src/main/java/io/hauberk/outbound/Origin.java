package io.hauberk.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port of a URI (RFC 6454, 4), in one form for all ways of writing them.
 *
 * @param scheme {@code https} or {@code http}; of web sockets the one that they begin with
 * @param host lower case, without the dot of the root; IPv6 addresses without brackets
 * @param port the one that the scheme implies, if the URI names none
 */
record Origin(String scheme, String host, int port) {

  /** The origin of a URI, if it is one of HTTP or web sockets with a host, and nothing hides it. */
  static Optional<Origin> of(URI uri) {
    String scheme = scheme(uri);
    String host = uri.getHost();
    if (scheme.isEmpty() || host == null || uri.getRawUserInfo() != null) {
      return Optional.empty();
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return normal(host).map(name -> new Origin(scheme, name, port));
  }

  private static String scheme(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "https", "wss" -> "https";
      case "http", "ws" -> "http";
      default -> "";
    };
  }

  /** {@link URI} takes ASCII hosts only: international names come in their ASCII form. */
  static Optional<String> normal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) {
      return Optional.of(name.substring(1, name.length() - 1));
    }
    String rootless = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return rootless.isEmpty() ? Optional.empty() : Optional.of(rootless);
  }

  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return scheme + "://" + shown + ":" + port;
  }
}
