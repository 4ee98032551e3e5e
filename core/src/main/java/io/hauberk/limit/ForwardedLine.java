package io.hauberk.limit;

import io.hauberk.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field line of {@code Forwarded} (RFC 7239, 4).
 *
 * <p>It is read from the left and as a whole: a client may send a line with an open quote, to which
 * a proxy then adds its own element. Such a line is malformed, for the closing quote is never
 * followed by a separator; so nothing can be hidden in it.
 */
final class ForwardedLine {
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final String line;
  private int at;

  ForwardedLine(String line) {
    this.line = line;
  }

  /** The {@code for} of each element from left to right; one empty hop if the line is malformed. */
  List<Optional<IpAddress>> read() {
    List<Optional<IpAddress>> hops = new ArrayList<>();
    do {
      String node = element();
      if (node == null) {
        return new ArrayList<>(List.of(Optional.empty()));
      }
      hops.add(ForwardedHops.node(node));
    } while (skip(','));
    return at == line.length() ? hops : new ArrayList<>(List.of(Optional.empty()));
  }

  /** The value of the element's {@code for}, empty if there is none; null if it is malformed. */
  private @Nullable String element() {
    String node = null;
    do {
      skipBlanks();
      String name = token();
      if (name.isEmpty() || !skip('=')) {
        return null;
      }
      String value = at < line.length() && line.charAt(at) == '"' ? quoted() : token();
      boolean isFor = name.toLowerCase(Locale.ROOT).equals("for");
      if (value == null || (isFor && node != null)) {
        return null;
      }
      node = isFor ? value : node;
      skipBlanks();
    } while (skip(';'));
    return node == null ? "" : node;
  }

  private String token() {
    int from = at;
    while (at < line.length() && isTokenChar(line.charAt(at))) {
      at++;
    }
    return line.substring(from, at);
  }

  private static boolean isTokenChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  private @Nullable String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c == '\\' && ++at == line.length()) {
        return null;
      }
      text.append(line.charAt(at));
    }
    return null;
  }

  private boolean skip(char c) {
    if (at < line.length() && line.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }
}
