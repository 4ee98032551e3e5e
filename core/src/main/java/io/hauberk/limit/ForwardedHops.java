package io.hauberk.limit;

import io.hauberk.address.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the addresses that proxies write into a request, nearest hop first. A hop that is no
 * address is empty; who reads the hops stops there.
 */
final class ForwardedHops {
  /** More proxies than anybody has in a row: what stands further left is not read. */
  static final int MAX_HOPS = 32;

  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5}|_[A-Za-z0-9._-]{1,64})");

  /** The hops of {@code X-Forwarded-For}: commas and blanks between addresses. */
  static List<Optional<IpAddress>> ofXForwardedFor(List<String> lines) {
    List<Optional<IpAddress>> hops = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      int end = line.length();
      while (end >= 0 && hops.size() < MAX_HOPS) {
        int comma = line.lastIndexOf(',', end - 1);
        hops.add(node(line.substring(comma + 1, end).strip()));
        end = comma;
      }
    }
    return hops;
  }

  /** The hops of {@code Forwarded} (RFC 7239, 4): the {@code for} of each element. */
  static List<Optional<IpAddress>> ofForwarded(List<String> lines) {
    List<Optional<IpAddress>> hops = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0 && hops.size() < MAX_HOPS; i--) {
      List<Optional<IpAddress>> line = new ForwardedLine(lines.get(i)).read();
      Collections.reverse(line);
      hops.addAll(line.subList(0, Math.min(line.size(), MAX_HOPS - hops.size())));
    }
    return hops;
  }

  /** An address, perhaps in brackets, perhaps with a port (RFC 7239, 6). */
  static Optional<IpAddress> node(String text) {
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      boolean isV6 = close > 0 && text.lastIndexOf(':', close) > 0;
      return isV6 && isPort(text.substring(close + 1))
          ? IpAddress.parse(text.substring(1, close))
          : Optional.empty();
    }
    int colon = text.indexOf(':');
    if (colon < 0 || text.indexOf(':', colon + 1) >= 0) {
      return IpAddress.parse(text);
    }
    return isPort(text.substring(colon))
        ? IpAddress.parse(text.substring(0, colon))
        : Optional.empty();
  }

  private static boolean isPort(String text) {
    return text.isEmpty() || PORT.matcher(text).matches();
  }

  private ForwardedHops() {}
}
