package io.hauberk;

import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.Charge;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.limit.KeyedLimiter.Quota;
import io.hauberk.limit.LimitDecision;
import io.hauberk.limit.RateLimit;
import io.hauberk.limit.RateLimitHeaders;
import io.hauberk.limit.SharedLimits;
import io.hauberk.request.Caller;
import io.hauberk.request.Decision;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often callers may call: one caller one operation, one caller all of them, and all callers one
 * operation. A call meets every limit, or takes from none.
 *
 * <p>Callers without identity count by their address, in maps of their own: nobody without
 * credentials can fill the callers' maps. How many maps there are does not depend on how many
 * operations have limits of their own.
 */
final class CallLimits {
  /** One key is used; the others are room for it while it is forgotten and made again. */
  private static final int OPERATION_KEYS = 16;

  /** A name that is longer counts by its digest, so that what a key weighs is bounded too. */
  private static final int LONGEST_NAME = 128;

  private final KeyedLimiter callers;
  private final KeyedLimiter addresses;
  private final Allowance ofCaller;
  private final Allowance ofAddress;
  private final @Nullable Allowance callerTotal;
  private final @Nullable Allowance addressTotal;
  private final RateLimitHeaders.Style style;
  private final LimiterMaker limiters;
  private final Toll common;

  /** Makes a limiter of this name. */
  @FunctionalInterface
  interface LimiterMaker {
    KeyedLimiter make(String name, List<RateLimit> limits, int maxKeys);

    /** Limiters of this process. */
    static LimiterMaker local(SecurityEvents events, LongSupplier nanoTime) {
      return (name, limits, maxKeys) -> begin(name, limits, maxKeys, events, nanoTime).build();
    }

    /** Limiters of all instances together. */
    static LimiterMaker shared(SharedLimits shared, SecurityEvents events, LongSupplier nanoTime) {
      return (name, limits, maxKeys) ->
          begin(name, limits, maxKeys, events, nanoTime).shared(shared).build();
    }

    private static KeyedLimiter.Builder begin(
        String name,
        List<RateLimit> limits,
        int maxKeys,
        SecurityEvents events,
        LongSupplier nanoTime) {
      return KeyedLimiter.builder(name)
          .limits(limits)
          .maxKeys(maxKeys)
          .events(events)
          .nanoTime(nanoTime);
    }
  }

  /**
   * What one key gets, and what callers are told of it.
   *
   * @param quota what it gets
   * @param policy what is told, whatever they do
   * @param refusal why a call is refused that asks for more
   */
  record Allowance(Quota quota, RateLimitHeaders.Policy policy, Reason refusal) {

    /** Callers are not told apart by what they proved: the names are the same. */
    static Allowance of(Quota quota, Reason refusal) {
      String name = quota.name().replace("anonymous", "caller");
      return new Allowance(quota, new RateLimitHeaders.Policy(name, quota.limits()), refusal);
    }

    private Charge charge(Object key) {
      return new Charge(quota, key);
    }
  }

  /**
   * What a call of one operation is charged to.
   *
   * @param operation the operation, as keys name it; empty for what is no declared operation
   * @param caller what each caller gets
   * @param address what each address without a caller gets
   * @param total what all of them get together, if that is limited
   * @param cost what one call weighs
   */
  record Toll(
      String operation, Allowance caller, Allowance address, @Nullable Allowance total, int cost) {

    /** How often one caller may call it. */
    List<RateLimit> limits() {
      return caller.quota().limits();
    }

    /** How often all callers together may call it; empty if that is not limited. */
    List<RateLimit> totalLimits() {
      return total == null ? List.of() : total.quota().limits();
    }
  }

  /** What came of a call, and what its caller is told. */
  record Verdict(Decision decision, Map<String, String> fields) {}

  /** Whom permits are counted for; ordered, so that names that collide slow no map down. */
  private record Key(String operation, String who) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byWho = who.compareTo(other.who);
      return byWho != 0 ? byWho : operation.compareTo(other.operation);
    }

    @Override
    public String toString() {
      return operation + '\n' + who; // what is before the first line feed holds none
    }
  }

  /**
   * The limits of a front door.
   *
   * @param limits one caller, one operation that has no limits of its own
   * @param total one caller, all operations together; empty if that is not limited
   * @param maxKeys of the callers' map; see {@link Limits#besideCallers} for the others
   * @param limiters makes the limiters of callers and operations
   * @param strangers makes those of callers without identity
   */
  CallLimits(
      List<RateLimit> limits,
      List<RateLimit> total,
      int maxKeys,
      RateLimitHeaders.Style style,
      LimiterMaker limiters,
      LimiterMaker strangers) {
    this.callers = limiters.make("caller", limits, maxKeys);
    int fewer = Limits.besideCallers(maxKeys);
    this.addresses = strangers.make("anonymous", limits, fewer);
    this.ofCaller = ofOneCaller(callers.quota());
    this.ofAddress = ofOneCaller(addresses.quota());
    this.callerTotal =
        total.isEmpty() ? null : ofOneCaller(limiters.make("caller-total", total, fewer).quota());
    this.addressTotal =
        total.isEmpty()
            ? null
            : ofOneCaller(strangers.make("anonymous-total", total, fewer).quota());
    this.style = style;
    this.limiters = limiters;
    this.common = new Toll("", ofCaller, ofAddress, null, 1);
  }

  /** What a request takes that calls no declared operation. */
  Toll toll() {
    return common;
  }

  /**
   * What an operation takes.
   *
   * @param own one caller; empty if it has the same limits as others
   * @param total all callers together; empty if that is not limited
   */
  Toll toll(Operation operation, List<RateLimit> own, List<RateLimit> total, int cost) {
    return new Toll(
        operation.method() + ' ' + operation.template(),
        own.isEmpty() ? ofCaller : ofOneCaller(callers.quota(own)),
        own.isEmpty() ? ofAddress : ofOneCaller(addresses.quota(own)),
        total.isEmpty() ? null : ofAll(limiters.make("operation", total, OPERATION_KEYS).quota()),
        cost);
  }

  /** Charges a call to the caller, or to the client where there is none. */
  Verdict check(Toll toll, @Nullable Caller caller, String client) {
    String who = caller == null ? client : shortened(caller.id());
    String what = toll.operation();
    List<Allowance> allowances = new ArrayList<>(3);
    List<Charge> charges = new ArrayList<>(3);
    Allowance own = caller == null ? toll.address() : toll.caller();
    allowances.add(own);
    charges.add(own.charge(new Key(what, who)));
    Allowance ofAll = caller == null ? addressTotal : callerTotal;
    if (ofAll != null) {
      allowances.add(ofAll);
      charges.add(ofAll.charge(who));
    }
    Allowance together = toll.total();
    if (together != null) {
      allowances.add(together);
      charges.add(together.charge(what));
    }
    List<LimitDecision> answers = Charge.tryAcquire(charges, toll.cost());
    List<RateLimitHeaders.Item> items = new ArrayList<>(charges.size());
    Decision decision = Decision.ADMITTED;
    for (int i = 0; i < charges.size(); i++) {
      Allowance allowance = allowances.get(i);
      LimitDecision answer = answers.get(i);
      decision = longer(decision, answer.toDecision(allowance.refusal()));
      items.add(new RateLimitHeaders.Item(allowance.policy(), answer));
    }
    return new Verdict(decision, RateLimitHeaders.of(style, items));
  }

  /** The name, or its digest, which no name can be: a caller's id has a colon. */
  private static String shortened(String id) {
    if (id.length() <= LONGEST_NAME) {
      return id;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Allowance ofOneCaller(Quota quota) {
    return Allowance.of(quota, Reason.CALLER_RATE_EXCEEDED);
  }

  private static Allowance ofAll(Quota quota) {
    return Allowance.of(quota, Reason.OPERATION_RATE_EXCEEDED);
  }

  private static Decision longer(Decision one, Decision other) {
    if (one instanceof Decision.Throttled a
        && other instanceof Decision.Throttled b
        && a.retryAfter().compareTo(b.retryAfter()) >= 0) {
      return one;
    }
    return other.isAdmitted() ? one : other;
  }
}
