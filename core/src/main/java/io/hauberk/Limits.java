package io.hauberk;

import io.hauberk.limit.AdaptiveConcurrency;
import io.hauberk.limit.AdaptiveConcurrency.Permit;
import io.hauberk.limit.ClientAddress;
import io.hauberk.limit.ClientAddress.Client;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Caller;
import io.hauberk.request.Decision;
import io.hauberk.request.Operation;
import io.hauberk.request.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one front door.
 *
 * @param clients which address a request counts for
 * @param addresses all requests, by address
 * @param failures failed authentications, by address
 * @param calls calls, by caller and operation
 * @param concurrency how many requests at once; absent if that is not limited
 */
record Limits(
    ClientAddress clients,
    KeyedLimiter addresses,
    KeyedLimiter failures,
    CallLimits calls,
    @Nullable Concurrency concurrency) {

  /**
   * How many requests at once, and whose first.
   *
   * @param limit the limit
   * @param classes whose requests are of which class
   */
  record Concurrency(AdaptiveConcurrency limit, CallerClasses classes) {

    Optional<Permit> tryEnter(@Nullable Operation operation, @Nullable Caller caller) {
      return limit.tryEnter(operation == null ? "" : operation.id(), classes.of(caller));
    }
  }

  /**
   * Those of one front door.
   *
   * @param maxKeys of the callers' map; see {@link #besideCallers} for the others
   */
  static Limits of(
      ClientAddress clients,
      List<RateLimit> addresses,
      List<RateLimit> failures,
      CallLimits calls,
      @Nullable Concurrency concurrency,
      int maxKeys,
      CallLimits.LimiterMaker limiters) {
    int fewer = besideCallers(maxKeys);
    return new Limits(
        clients,
        limiters.make("address", addresses, fewer),
        limiters.make("failed-authentications", failures, fewer),
        calls,
        concurrency);
  }

  /**
   * How many keys a map has that knows callers or addresses alone: a quarter of what callers have
   * with their operations, which are many times as many. So the sum of all maps stays small.
   */
  static int besideCallers(int maxKeys) {
    return Math.max(1, maxKeys / 4);
  }

  Decision checkAddress(Client client) {
    return addresses.tryAcquire(client.group()).toDecision(Reason.ADDRESS_RATE_EXCEEDED);
  }

  /**
   * Whether this address has failed to authenticate too often; asked before any signature is looked
   * at.
   */
  Decision checkFailures(Client client) {
    return failures.peek(client.group()).toDecision(Reason.FAILED_AUTHENTICATIONS_EXCEEDED);
  }

  void countFailure(Client client) {
    failures.tryAcquire(client.group());
  }
}
