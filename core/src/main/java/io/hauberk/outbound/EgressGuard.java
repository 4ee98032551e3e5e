package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.Mode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Stands before the calls of this service: asks its {@link EgressRules}, and tells of what they
 * refuse. Safe for use by any thread.
 */
public final class EgressGuard {

  /** Turns a host's name into its addresses. */
  interface HostLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final EgressRules rules;
  private final Mode mode;
  private final SecurityEvents events;
  private final HostLookup lookup;

  /**
   * A guard.
   *
   * @param mode {@link Mode#REPORT} tells what would be refused and lets it leave; {@link Mode#OFF}
   *     asks nothing
   */
  public EgressGuard(EgressRules rules, Mode mode, SecurityEvents events) {
    this(rules, mode, events, InetAddress::getAllByName);
  }

  EgressGuard(EgressRules rules, Mode mode, SecurityEvents events, HostLookup lookup) {
    this.rules = requireNonNull(rules, "rules");
    this.mode = requireNonNull(mode, "mode");
    this.events = requireNonNull(events, "events");
    this.lookup = lookup;
  }

  /**
   * Lets a call go on, or stops it: by its destination, and by all addresses that its host stands
   * for now. Looks the host up, so it may wait for a name server. A host without an address goes
   * on: whoever calls it fails by himself, unless a proxy knows it.
   *
   * <p>A client that looks the host up again may see other addresses, if its name server changes
   * the answer within the time for which the JVM keeps it ({@code networkaddress.cache.ttl}, 30
   * seconds unless changed): where a client lets itself be told, ask {@link #permits(URI,
   * InetAddress...)} with the address that it connects to.
   *
   * @throws EgressException if the call must not leave
   */
  public void check(URI uri) throws EgressException {
    if (mode == Mode.OFF) {
      return;
    }
    Optional<EgressRefusal> refusal = rules.judgeDestination(uri);
    if (refusal.isEmpty()) {
      refusal = judgeAddresses(uri);
    }
    if (refusal.isPresent() && !letsPass(name(uri), refusal.get())) {
      throw new EgressException(name(uri), refusal.get());
    }
  }

  /**
   * As {@link #check}, for callers that must not wait for a name server.
   *
   * @return completes exceptionally with an {@link EgressException} if the call must not leave
   */
  public CompletableFuture<Void> checkAsync(URI uri) {
    return Lookups.check(this, uri);
  }

  private Optional<EgressRefusal> judgeAddresses(URI uri) {
    try {
      return rules.judge(uri, lookup.addresses(Origin.of(uri).host()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a client may connect to these addresses for a call.
   *
   * @throws IllegalArgumentException if there is no address
   */
  public boolean permits(URI uri, InetAddress... addresses) {
    Optional<EgressRefusal> refusal =
        mode == Mode.OFF ? Optional.empty() : rules.judge(uri, addresses);
    return refusal.isEmpty() || letsPass(name(uri), refusal.get());
  }

  /**
   * Whether a client may connect to an address, where it tells neither scheme nor port.
   *
   * @param address as it was looked up, so that it knows its host's name; no name is looked up here
   */
  public boolean permits(InetAddress address) {
    String text = address.toString(); // name/address, the name empty where none was looked up
    String name = text.substring(0, Math.max(0, text.indexOf('/')));
    String host = Origin.normal(name.isEmpty() ? address.getHostAddress() : name);
    Optional<EgressRefusal> refusal =
        mode == Mode.OFF ? Optional.empty() : rules.judge(host, address);
    return refusal.isEmpty() || letsPass(host, refusal.get());
  }

  /** Tells of a refusal; whether it is only told. */
  private boolean letsPass(String destination, EgressRefusal refusal) {
    boolean enforced = mode == Mode.ENFORCE;
    events.emit(
        SecurityEvent.of(enforced ? Kind.EGRESS_REFUSED : Kind.EGRESS_REPORTED)
            .detail(Detail.DESTINATION, destination)
            .detail(Detail.CAUSE, refusal.id()));
    return !enforced;
  }

  /** What messages and events may call a destination: never path, query or user information. */
  private static String name(URI uri) {
    return Origin.fault(uri) == null ? Origin.of(uri).toString() : "the URL";
  }
}
