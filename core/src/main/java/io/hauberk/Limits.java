package io.hauberk;

import io.hauberk.limit.ClientAddress;
import io.hauberk.limit.ClientAddress.Client;
import io.hauberk.limit.KeyedLimiter;
import io.hauberk.request.Decision;
import io.hauberk.request.Reason;

/**
 * The limits of one front door.
 *
 * @param clients which address a request counts for
 * @param addresses all requests, by address
 * @param failures failed authentications, by address
 * @param calls calls, by caller and operation
 */
record Limits(
    ClientAddress clients, KeyedLimiter addresses, KeyedLimiter failures, CallLimits calls) {

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
