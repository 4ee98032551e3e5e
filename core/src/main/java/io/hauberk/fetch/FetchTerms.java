package io.hauberk.fetch;

import io.hauberk.address.AddressRange;
import io.hauberk.address.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What is special about one server that is asked for something. Immutable. */
public final class FetchTerms {
  /** Nothing: public addresses, https, the fetcher's own trust, and no credential. */
  public static final FetchTerms DEFAULT = new FetchTerms(List.of(), Set.of(), null, null);

  private final List<AddressRange> addresses;
  private final Set<String> insecureHosts;
  private final @Nullable SSLContext trust;
  private final @Nullable Supplier<String> bearer;

  private FetchTerms(
      List<AddressRange> addresses,
      Set<String> insecureHosts,
      @Nullable SSLContext trust,
      @Nullable Supplier<String> bearer) {
    this.addresses = List.copyOf(addresses);
    this.insecureHosts = Set.copyOf(insecureHosts);
    this.trust = trust;
    this.bearer = bearer;
  }

  /**
   * Allows private and loopback addresses in these ranges. Default: none.
   *
   * @param ranges for example {@code 10.0.0.0/8} or {@code fd12::/16}
   * @throws IllegalArgumentException if one is no range of addresses
   */
  public FetchTerms withAddresses(String... ranges) {
    return new FetchTerms(
        Arrays.stream(ranges).map(AddressRange::parse).toList(), insecureHosts, trust, bearer);
  }

  /**
   * Takes plain http from these hosts, too, for example where a service mesh encrypts below.
   * Whoever stands between can then read what they are sent, and answer for them. Their private
   * addresses have to be listed all the same, see {@link #withAddresses}. Default: none.
   *
   * @param hosts their exact names, without port
   */
  public FetchTerms withInsecureHttp(String... hosts) {
    return new FetchTerms(
        addresses,
        Arrays.stream(hosts)
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        trust,
        bearer);
  }

  /**
   * Whose certificates are trusted, in place of what the fetcher was built with; a context may show
   * the server a certificate of ours, too.
   *
   * @param trust one and the same for all fetches, since each context has connections of its own,
   *     which are used again for two seconds; where it follows mounted files, not beyond their
   *     rotation
   */
  public FetchTerms withTrust(SSLContext trust) {
    return new FetchTerms(addresses, insecureHosts, trust, bearer);
  }

  /**
   * Sends a bearer token (RFC 6750, 2.1). Give these terms for URIs of the one server only that may
   * see it.
   *
   * @param token asked at each fetch, by the thread that fetches; what it throws ends the fetch
   *     with {@link FetchResult.Failure#CREDENTIAL}
   */
  public FetchTerms withBearer(Supplier<String> token) {
    return new FetchTerms(addresses, insecureHosts, trust, token);
  }

  /** Whether a private or loopback address is allowed. */
  boolean allows(IpAddress address) {
    return addresses.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Whether this host may answer in the clear.
   *
   * @param host in lower case
   */
  boolean allowsInsecureHttp(String host) {
    return insecureHosts.contains(host);
  }

  @Nullable SSLContext trust() {
    return trust;
  }

  @Nullable Supplier<String> bearer() {
    return bearer;
  }

  /** Nothing of the credential. */
  @Override
  public String toString() {
    return "FetchTerms" + addresses;
  }
}
