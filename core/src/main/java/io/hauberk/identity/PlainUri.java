package io.hauberk.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An http or https URI without query and fragment, spelled in its one normal way (RFC 3986, 6.2.2
 * and 6.2.3): what {@code htu} is compared by (RFC 9449, 4.3).
 *
 * @param origin scheme, host and port, in lower case, without the scheme's own port
 * @param path from the first slash; percent-encoded where it must be, in upper case; without dot
 *     segments
 */
record PlainUri(String origin, String path) {
  private static final int MAX_PORT = 65_535;

  /** Reads an absolute URI; null if it is none of http or https, or has user information. */
  static @Nullable PlainUri read(String uri) {
    int colon = uri.indexOf("://");
    if (colon < 0 || !uri.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return null;
    }
    String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
    int from = colon + 3;
    int to = from;
    while (to < uri.length() && "/?#".indexOf(uri.charAt(to)) < 0) {
      to++;
    }
    String authority = authority(scheme, uri.substring(from, to).toLowerCase(Locale.ROOT));
    String path = normal(withoutQuery(uri.substring(to)));
    return authority == null || path == null
        ? null
        : new PlainUri(scheme + "://" + authority, path);
  }

  /** The path of a request target, spelled likewise; null if it has none. */
  static @Nullable String pathOf(String target) {
    if (target.startsWith("/")) {
      return normal(withoutQuery(target));
    }
    PlainUri absolute = read(target); // RFC 9112, 3.2.2
    return absolute == null ? null : absolute.path;
  }

  private static @Nullable String authority(String scheme, String text) {
    int ownPort =
        switch (scheme) {
          case "https" -> 443;
          case "http" -> 80;
          default -> -1;
        };
    int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (hostEnd < 0) {
      hostEnd = text.length();
    }
    String host = text.substring(0, hostEnd);
    String port = text.substring(hostEnd);
    if (ownPort < 0 || !host.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]")) {
      return null;
    }
    if (!port.matches("(:[0-9]{0,5})?")) {
      return null;
    }
    int number = port.length() > 1 ? Integer.parseInt(port.substring(1)) : ownPort;
    if (number > MAX_PORT) {
      return null;
    }
    return number == ownPort ? host : host + ":" + number;
  }

  private static String withoutQuery(String path) {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
      end++;
    }
    return path.substring(0, end);
  }

  private static @Nullable String normal(String path) {
    if (path.isEmpty()) {
      return "/";
    }
    StringBuilder normal = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%') {
        normal.append(c);
        continue;
      }
      int octet = i + 2 < path.length() ? octet(path.charAt(i + 1), path.charAt(i + 2)) : -1;
      if (octet < 0) {
        return null;
      }
      if (isUnreserved(octet)) {
        normal.append((char) octet);
      } else {
        normal.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
      }
      i += 2;
    }
    return normal.indexOf("/.") < 0 ? normal.toString() : withoutDots(normal.toString());
  }

  private static int octet(char high, char low) {
    int upper = high < 128 ? Character.digit(high, 16) : -1;
    int lower = low < 128 ? Character.digit(low, 16) : -1;
    return upper < 0 || lower < 0 ? -1 : upper << 4 | lower;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  /** RFC 3986, 5.2.4. */
  private static String withoutDots(String path) {
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean up = segments[i].equals("..");
      if (up && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      }
      if (!up && !segments[i].equals(".")) {
        kept.add(segments[i]);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
