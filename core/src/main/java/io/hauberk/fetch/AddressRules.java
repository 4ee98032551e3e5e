package io.hauberk.fetch;

import io.hauberk.address.IpAddress;
import io.hauberk.address.Reach;
import io.hauberk.fetch.FetchResult.Failure;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be fetched: which URIs, and which addresses their hosts may stand for.
 *
 * <p>Public addresses are allowed; those of this machine where the URI itself says so; private and
 * other loopback ones where they are listed, since issuers live inside of clusters, too. Refused
 * is, listed or not, what no issuer has and what attackers aim at: {@link Reach#FORBIDDEN}.
 */
final class AddressRules {

  /**
   * What is wrong with the URI and how to mend it, or null.
   *
   * @param terms say which hosts may answer in the clear
   */
  static @Nullable String fault(URI uri, FetchTerms terms) {
    String scheme = lower(uri.getScheme());
    String host = host(uri);
    if (host.isEmpty()) {
      return "has no host that can be told: write https://host/path. A name with an underscore is"
          + " none: give the host one of letters, digits and hyphens (RFC 1123, 2.1)";
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
    if (scheme.equals("http") && (terms.allowsInsecureHttp(host) || isLoopbackName(host))) {
      return null;
    }
    return "is not https: anybody between here and there could answer for the server; use https";
  }

  /**
   * Why the URI's host may not be connected to at these addresses, of which each must be allowed;
   * or null if it may.
   *
   * @param terms say which private and loopback addresses are
   */
  static @Nullable Failure fault(URI uri, InetAddress[] addresses, FetchTerms terms) {
    if (addresses.length == 0) {
      return Failure.UNKNOWN_HOST;
    }
    String host = host(uri);
    boolean onlyLoopback = lower(uri.getScheme()).equals("http") && !terms.allowsInsecureHttp(host);
    Failure refused = null;
    for (InetAddress each : addresses) {
      IpAddress address = IpAddress.of(each);
      Reach reach = address.reach();
      if (reach == Reach.FORBIDDEN || (onlyLoopback && reach != Reach.LOOPBACK)) {
        return Failure.NOT_ALLOWED;
      }
      boolean open = reach == Reach.PUBLIC || (reach == Reach.LOOPBACK && isLoopbackName(host));
      if (!open && !terms.allows(address)) {
        refused = Failure.ADDRESS_NOT_LISTED;
      }
    }
    return refused;
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

  private AddressRules() {}
}
