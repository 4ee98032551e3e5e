package io.hauberk.fetch;

import io.hauberk.address.IpAddress;
import io.hauberk.address.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be fetched: which URIs, and which addresses their hosts may stand for.
 *
 * <p>Private addresses are allowed, since issuers live inside of clusters too. Refused is what no
 * issuer has and what attackers aim at: {@link Reach#FORBIDDEN}.
 */
final class AddressRules {
  private final Set<String> plainHttpHosts;

  AddressRules(Set<String> plainHttpHosts) {
    this.plainHttpHosts = Set.copyOf(plainHttpHosts);
  }

  /** What is wrong with the URI and how to mend it, or null. */
  @Nullable String fault(URI uri) {
    String scheme = lower(uri.getScheme());
    String host = host(uri);
    if (host.isEmpty()) {
      return "has no host: write https://host/path";
    }
    if (uri.getRawUserInfo() != null) {
      return "holds user information: leave out what stands before the @";
    }
    if (uri.getRawFragment() != null) {
      return "has a fragment: leave out what follows the #";
    }
    if (scheme.equals("https")) {
      return null;
    }
    if (scheme.equals("http") && (plainHttpHosts.contains(host) || isLoopbackName(host))) {
      return null;
    }
    return "is not https: anybody between here and there could answer for the server";
  }

  /** Whether every address of the URI's host may be connected to. */
  boolean allows(URI uri, InetAddress[] addresses) {
    boolean onlyLoopback =
        lower(uri.getScheme()).equals("http") && !plainHttpHosts.contains(host(uri));
    return addresses.length > 0
        && Arrays.stream(addresses)
            .map(address -> IpAddress.of(address).reach())
            .allMatch(reach -> onlyLoopback ? reach == Reach.LOOPBACK : reach != Reach.FORBIDDEN);
  }

  private static boolean isLoopbackName(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private static String host(URI uri) {
    return lower(uri.getHost());
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
