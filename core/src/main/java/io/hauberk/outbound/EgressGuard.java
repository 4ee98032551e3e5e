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

/**
 * Judges the calls of this service by its {@link EgressRules}, and tells of those that it refuses.
 * Safe for use by any thread.
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
   *     judges nothing
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
   * Judges a call that is about to leave, and the addresses that its host stands for now. Looks the
   * host up, so it may wait for a name server.
   *
   * <p>A client that looks the host up again may see other addresses, if its name server changes
   * the answer within the time for which the JVM keeps it ({@code networkaddress.cache.ttl}, 30
   * seconds unless changed): where a client lets itself be told, give {@link #judge(URI,
   * InetAddress...)} the address that it connects to.
   *
   * @throws EgressException if the call must not leave
   */
  public void check(URI uri) throws EgressException {
    if (mode == Mode.OFF) {
      return;
    }
    Optional<EgressRefusal> refusal = rules.judge(uri);
    if (refusal.isEmpty()) {
      refusal = judgeAddresses(uri);
    }
    if (refusal.isPresent() && isEnforced(name(uri), refusal.get())) {
      throw new EgressException(name(uri), refusal.get());
    }
  }

  private Optional<EgressRefusal> judgeAddresses(URI uri) {
    try {
      String host = Origin.of(uri).map(Origin::host).orElseThrow();
      return rules.judge(uri, lookup.addresses(host));
    } catch (UnknownHostException e) {
      return Optional.of(EgressRefusal.HOST_UNKNOWN);
    }
  }

  /**
   * Judges the addresses to which a client is about to connect.
   *
   * @return whether it may
   */
  public boolean judge(URI uri, InetAddress... addresses) {
    Optional<EgressRefusal> refusal =
        mode == Mode.OFF ? Optional.empty() : rules.judge(uri, addresses);
    return refusal.isEmpty() || !isEnforced(name(uri), refusal.get());
  }

  /**
   * Judges an address to which a client is about to connect that tells neither scheme nor port.
   *
   * @param address as it was looked up, so that it knows its host's name; no name is looked up here
   * @return whether it may
   */
  public boolean judge(InetAddress address) {
    String text = address.toString(); // name/address, the name empty where none was looked up
    String name = text.substring(0, Math.max(0, text.indexOf('/')));
    String host = name.isEmpty() ? address.getHostAddress() : name;
    Optional<EgressRefusal> refusal =
        mode == Mode.OFF ? Optional.empty() : rules.judge(host, address);
    return refusal.isEmpty() || !isEnforced(host, refusal.get());
  }

  /** Tells of a refusal; whether it holds. A name without an address is nobody's attack. */
  private boolean isEnforced(String destination, EgressRefusal refusal) {
    boolean enforced = mode == Mode.ENFORCE;
    if (refusal != EgressRefusal.HOST_UNKNOWN) {
      events.emit(
          SecurityEvent.of(enforced ? Kind.EGRESS_REFUSED : Kind.EGRESS_REPORTED)
              .detail(Detail.DESTINATION, destination)
              .detail(Detail.CAUSE, refusal.id()));
    }
    return enforced;
  }

  /** What messages and events may call a destination: never path, query or user information. */
  private static String name(URI uri) {
    return Origin.of(uri).map(Origin::toString).orElse("a URL without scheme or host");
  }
}
