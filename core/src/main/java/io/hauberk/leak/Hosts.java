package io.hauberk.leak;

import static io.hauberk.request.Reason.LEAKED_HOST;

import io.hauberk.leak.Needle.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hosts, addresses and connections of the inside. A private address tells with its port only. */
final class Hosts {
  private static final List<String> CONNECTIONS =
      List.of(
          "mongodb://",
          "mongodb+srv://",
          "redis://",
          "rediss://",
          "amqp://",
          "amqps://",
          "postgres://",
          "postgresql://",
          "mysql://",
          "mariadb://",
          "ldap://",
          "ldaps://",
          "kafka://",
          "nats://",
          "memcached://",
          "r2dbc:",
          "host.docker.internal",
          "169.254.169.254",
          "metadata.google.internal",
          "unknownhostexception",
          "getaddrinfo ",
          "econnrefused",
          "name or service not known",
          "i/o error on get request for \"",
          "i/o error on post request for \"",
          "i/o error on put request for \"",
          "i/o error on patch request for \"",
          "i/o error on delete request for \"",
          "dial tcp");

  private static final List<String> INTERNAL_ENDS =
      List.of(".cluster.local", ".compute.internal", ".ec2.internal", ".localdomain");

  static List<Needle> needles(Set<String> internalHosts) {
    List<Needle> needles = new ArrayList<>();
    CONNECTIONS.forEach(text -> needles.add(Needle.plain(text, LEAKED_HOST)));
    INTERNAL_ENDS.forEach(end -> needles.add(new Needle(end, false, LEAKED_HOST, Hosts::endsHost)));
    internalHosts.forEach(
        host ->
            needles.add(
                new Needle(host.toLowerCase(Locale.ROOT), false, LEAKED_HOST, Hosts::endsHost)));
    add(needles, ".svc:", (o, start, end) -> o.isName(start - 1) && o.isDigit(end));
    add(needles, "jdbc:", (o, start, end) -> !o.isName(start - 1) && o.at(o.afterName(end)) == ':');
    add(needles, ":", Hosts::isPortOfInternalHost);
    return needles;
  }

  private static void add(List<Needle> needles, String text, Confirmation confirmation) {
    needles.add(new Needle(text, false, LEAKED_HOST, confirmation));
  }

  private static boolean isHostName(Octets octets, int index) {
    return octets.isLetter(index) || octets.isDigit(index) || octets.at(index) == '-';
  }

  /** Whether a host name ends here, and begins with the text or has more before its point. */
  private static boolean endsHost(Octets octets, int start, int end) {
    boolean pointed = octets.at(start) == '.';
    boolean continues =
        isHostName(octets, end) || (octets.at(end) == '.' && isHostName(octets, end + 1));
    return !continues && pointed == isHostName(octets, start - 1);
  }

  private static boolean isPortOfInternalHost(Octets octets, int start, int end) {
    int digits = octets.afterDigits(end) - end;
    if (digits < 2 || digits > 5) {
      return false;
    }
    return (octets.has("localhost", start - 9) && !isHostName(octets, start - 10))
        || isPrivateIpv4(octets, start)
        || (octets.at(start - 1) == ']' && isPrivateIpv6(octets, start - 1));
  }

  /** RFC 1918, loopback and link-local (RFC 3927). */
  private static boolean isPrivateIpv4(Octets octets, int to) {
    int from = to;
    while (from > to - 15 && (octets.isDigit(from - 1) || octets.at(from - 1) == '.')) {
      from--;
    }
    int[] parts = new int[4];
    int part = 0;
    for (int i = from; i < to; i++) {
      if (octets.at(i) == '.') {
        if (++part == 4) {
          return false;
        }
      } else {
        parts[part] = parts[part] * 10 + octets.at(i) - '0';
      }
    }
    return part == 3
        && (parts[0] == 10
            || parts[0] == 127
            || (parts[0] == 172 && parts[1] >= 16 && parts[1] <= 31)
            || (parts[0] == 192 && parts[1] == 168)
            || (parts[0] == 169 && parts[1] == 254));
  }

  /** Unique local (RFC 4193), link-local and loopback, in brackets that end here. */
  private static boolean isPrivateIpv6(Octets octets, int close) {
    int open = close - 1;
    while (open > close - 64 && octets.at(open) != '[' && octets.at(open) != 0) {
      open--;
    }
    return octets.at(open) == '['
        && (octets.has("fc", open + 1)
            || octets.has("fd", open + 1)
            || octets.has("fe80:", open + 1)
            || octets.has("::1]", open + 1)
            || octets.has("0:0:0:0:0:0:0:1]", open + 1));
  }

  private Hosts() {}
}
