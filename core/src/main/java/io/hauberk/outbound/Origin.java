package io.hauberk.outbound;

import io.hauberk.address.IpAddress;
import io.hauberk.address.Reach;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port of a URI (RFC 6454, 4), in one form for all ways of writing them.
 *
 * @param scheme {@code https} or {@code http}; of web sockets the one that they begin with
 * @param host lower case; addresses in their canonical form, without brackets. A dot at the end
 *     makes another host: name servers are asked for {@code inventory.shop.} as it stands, and for
 *     {@code inventory.shop} below the search domains of the machine, too
 * @param port the one that the scheme implies, if the URI names none
 */
record Origin(String scheme, String host, int port) {

  /** A host that {@link URI} does not know as one: names of containers may have underscores. */
  private static final Pattern NAME_AND_PORT =
      Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

  /** What is wrong with a URI that should have an origin; null if nothing is. */
  static @Nullable EgressRefusal fault(URI uri) {
    if (scheme(uri).isEmpty()) {
      return EgressRefusal.SCHEME_NOT_HTTP;
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    if (authority.indexOf('@') >= 0) {
      return EgressRefusal.USER_INFORMATION;
    }
    return host(uri).isEmpty() ? EgressRefusal.HOST_MISSING : null;
  }

  /** The origin that a text is, without a path or anything else; null if it is none. */
  static @Nullable Origin parse(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    boolean more =
        !(path.isEmpty() || path.equals("/"))
            || uri.getRawQuery() != null
            || uri.getRawFragment() != null;
    return more || fault(uri) != null ? null : of(uri);
  }

  /** What goes there is seen by others on the way, unless it never leaves this machine. */
  boolean isInsecure() {
    boolean loopback =
        host.equals("localhost")
            || IpAddress.parse(host)
                .filter(address -> address.reach() == Reach.LOOPBACK)
                .isPresent();
    return scheme.equals("http") && !loopback;
  }

  /** The origin of a URI without {@link #fault}. */
  static Origin of(URI uri) {
    String scheme = scheme(uri);
    int port = port(uri);
    return new Origin(
        scheme, normal(host(uri)), port >= 0 ? port : scheme.equals("https") ? 443 : 80);
  }

  private static String scheme(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "https", "wss" -> "https";
      case "http", "ws" -> "http";
      default -> "";
    };
  }

  /** International names come in their ASCII form. */
  private static String host(URI uri) {
    if (uri.getHost() != null) {
      return uri.getHost();
    }
    Matcher matcher =
        NAME_AND_PORT.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static int port(URI uri) {
    if (uri.getHost() != null) {
      return uri.getPort();
    }
    Matcher matcher = NAME_AND_PORT.matcher(uri.getRawAuthority());
    return matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : -1;
  }

  /** A host in the form in which hosts are compared. */
  static String normal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return IpAddress.parse(name).map(IpAddress::toString).orElse(name);
  }

  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return scheme + "://" + shown + ":" + port;
  }
}
