package io.hauberk.fetch;

import io.hauberk.address.AddressRange;
import io.hauberk.address.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What is special about one server that documents are fetched from. Immutable. */
public final class FetchTerms {
  /** Nothing: public addresses, the fetcher's own trust, and no credential. */
  public static final FetchTerms DEFAULT = new FetchTerms(List.of(), false, null, null);

  /** Private addresses, too, without a list. */
  static final FetchTerms ANYWHERE = new FetchTerms(List.of(), true, null, null);

  private final List<AddressRange> addresses;
  private final boolean anywhere;
  private final @Nullable SSLContext trust;
  private final @Nullable Supplier<String> bearer;

  private FetchTerms(
      List<AddressRange> addresses,
      boolean anywhere,
      @Nullable SSLContext trust,
      @Nullable Supplier<String> bearer) {
    this.addresses = List.copyOf(addresses);
    this.anywhere = anywhere;
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
        Arrays.stream(ranges).map(AddressRange::parse).toList(), anywhere, trust, bearer);
  }

  /** Whose certificates are trusted, in place of what the fetcher was built with. */
  public FetchTerms withTrust(SSLContext trust) {
    return new FetchTerms(addresses, anywhere, trust, bearer);
  }

  /**
   * Sends a bearer token (RFC 6750, 2.1). Give these terms for URIs of the one server only that may
   * see it.
   *
   * @param token asked at each fetch, by the thread that fetches; what it throws ends the fetch
   *     with {@link FetchResult.Failure#CREDENTIAL}
   */
  public FetchTerms withBearer(Supplier<String> token) {
    return new FetchTerms(addresses, anywhere, trust, token);
  }

  /** Whether a private or loopback address is allowed. */
  boolean allows(IpAddress address) {
    return anywhere || addresses.stream().anyMatch(range -> range.contains(address));
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
