package io.hauberk.outbound;

import io.hauberk.address.AddressRange;
import io.hauberk.address.IpAddress;
import io.hauberk.address.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which destinations this service may call, and at which addresses.
 *
 * <pre>{@code
 * EgressRules rules = EgressRules.builder()
 *     .destination("https://api.partner.example")
 *     .destination("http://inventory.shop.svc.cluster.local:8080", "10.0.0.0/8")
 *     .build();
 * }</pre>
 *
 * <p>A destination is a scheme, a host and a port; paths make no difference. Whatever is listed, no
 * call goes to an address that is {@link Reach#FORBIDDEN}, and one to a private address or to this
 * machine only if the destination is listed with a range that holds it: otherwise whoever controls
 * a name server, or a URL that this service is given, could choose a host of the inside. Immutable.
 */
public final class EgressRules {
  /** Only what no service has a reason to call is refused: {@link Reach#FORBIDDEN}. */
  public static final EgressRules ONLY_FORBIDDEN = builder().allowUnlisted().allowInside().build();

  private final Map<Origin, List<AddressRange>> destinations;
  private final boolean unlisted;
  private final boolean inside;

  /** Begins rules that allow nothing. */
  public static Builder builder() {
    return new Builder();
  }

  private EgressRules(Builder from) {
    this.destinations = Map.copyOf(from.destinations);
    this.unlisted = from.unlisted;
    this.inside = from.inside;
  }

  /** Why a URI may not be called, whatever its addresses are; empty if these decide. */
  public Optional<EgressRefusal> judgeDestination(URI uri) {
    EgressRefusal fault = Origin.fault(uri);
    if (fault != null) {
      return Optional.of(fault);
    }
    boolean listed = unlisted || destinations.containsKey(Origin.of(uri));
    return listed ? Optional.empty() : Optional.of(EgressRefusal.UNLISTED);
  }

  /**
   * Why a URI may not be called at these addresses; empty if it may.
   *
   * @param addresses all that its host stands for: each must be allowed, as a client may try any
   * @throws IllegalArgumentException if there is no address
   */
  public Optional<EgressRefusal> judge(URI uri, InetAddress... addresses) {
    if (addresses.length == 0) {
      throw new IllegalArgumentException("nothing can be said of a call without an address");
    }
    Optional<EgressRefusal> refusal = judgeDestination(uri);
    if (refusal.isPresent()) {
      return refusal;
    }
    List<AddressRange> ranges = destinations.getOrDefault(Origin.of(uri), List.of());
    return Arrays.stream(addresses)
        .map(address -> judge(IpAddress.of(address), ranges))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Why a host may not be called at an address, where neither scheme nor port are known: it may if
   * any listed destination of that host allows it.
   *
   * @param host the name that was looked up, or the address as text
   */
  public Optional<EgressRefusal> judge(String host, InetAddress address) {
    String name = Origin.normal(host);
    List<AddressRange> ranges = new ArrayList<>();
    boolean listed = unlisted;
    for (Map.Entry<Origin, List<AddressRange>> destination : destinations.entrySet()) {
      if (destination.getKey().host().equals(name)) {
        listed = true;
        ranges.addAll(destination.getValue());
      }
    }
    return listed ? judge(IpAddress.of(address), ranges) : Optional.of(EgressRefusal.UNLISTED);
  }

  private Optional<EgressRefusal> judge(IpAddress address, List<AddressRange> ranges) {
    return switch (address.reach()) {
      case PUBLIC -> Optional.empty();
      case FORBIDDEN -> Optional.of(EgressRefusal.ADDRESS_FORBIDDEN);
      case PRIVATE, LOOPBACK ->
          inside || ranges.stream().anyMatch(range -> range.contains(address))
              ? Optional.empty()
              : Optional.of(EgressRefusal.ADDRESS_NOT_LISTED);
    };
  }

  /** Gathers destinations. */
  public static final class Builder {
    private final Map<Origin, List<AddressRange>> destinations = new LinkedHashMap<>();
    private boolean unlisted;
    private boolean inside;

    private Builder() {}

    /**
     * Allows one more destination.
     *
     * @param origin scheme, host and, where it is not the scheme's own, port: {@code
     *     https://api.partner.example}
     * @param ranges where private and loopback addresses of this destination lie: {@code
     *     10.0.0.0/8}; none for a destination of the public internet
     * @throws IllegalArgumentException if the origin is none or was given before, a range is
     *     malformed, or a range could never allow anything
     */
    public Builder destination(String origin, String... ranges) {
      Origin parsed = parse(origin);
      List<AddressRange> allowed =
          Arrays.stream(ranges).map(range -> range(origin, range)).toList();
      if (destinations.putIfAbsent(parsed, allowed) != null) {
        throw new IllegalArgumentException(
            "egress: the destination " + parsed + " is listed twice; merge the two");
      }
      return this;
    }

    private static Origin parse(String origin) {
      Origin parsed = Origin.parse(origin);
      if (parsed == null) {
        throw notAnOrigin();
      }
      return parsed;
    }

    private static IllegalArgumentException notAnOrigin() {
      return new IllegalArgumentException(
          "egress: a destination is a scheme, a host and perhaps a port, such as"
              + " https://api.partner.example or http://inventory.shop.svc:8080, without a path; international names in their ASCII form (xn--)");
    }

    private static AddressRange range(String origin, String text) {
      AddressRange range;
      try {
        range = AddressRange.parse(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("egress, " + origin + ": " + e.getMessage(), e);
      }
      Reach reach = range.first().reach();
      if (reach == Reach.FORBIDDEN || reach == Reach.PUBLIC) {
        throw new IllegalArgumentException(
            "egress, %s: the range %s %s; leave it out"
                .formatted(
                    origin,
                    text,
                    reach == Reach.PUBLIC
                        ? "holds public addresses, which need no range"
                        : "holds addresses that are never called (link-local, metadata, multicast)"));
      }
      return range;
    }

    /**
     * Lets calls go to destinations that are not listed, too, at public addresses: for services
     * that call where their users say, as web hooks do.
     */
    public Builder allowUnlisted() {
      unlisted = true;
      return this;
    }

    /** Lets calls go to private addresses and to this machine without a range that holds them. */
    public Builder allowInside() {
      inside = true;
      return this;
    }

    /** The rules. */
    public EgressRules build() {
      return new EgressRules(this);
    }
  }
}
