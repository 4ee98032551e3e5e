package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.event.RequestMeter;
import io.hauberk.identity.Authenticator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of one front door share; nothing in it changes after the start.
 *
 * @param contracts the contracts, in the order of set-up
 * @param guards what stands in front of each operation
 * @param modes the mode of each control
 * @param authenticator who is calling; absent where nobody is trusted and all is open
 * @param limits how often
 * @param openPaths paths that pass beside every control, exactly as requests write them
 * @param operator the operators' paths, if there are any
 * @param hosts the authorities that this service answers for, in lower case; empty means any
 * @param cors which web origins may call
 * @param events where refusals are told
 * @param meter where requests are counted
 * @param nanoTime the time source of the meter
 */
record FrontDoor(
    List<Contract> contracts,
    Map<ContractOperation, OperationGuard> guards,
    Modes modes,
    @Nullable Authenticator authenticator,
    Limits limits,
    Set<String> openPaths,
    @Nullable OperatorPaths operator,
    Set<String> hosts,
    @Nullable CorsPolicy cors,
    RequestEvents events,
    RequestMeter meter,
    LongSupplier nanoTime) {

  /**
   * What stands in front of an operation; a request without one needs an authenticated caller, like
   * any other.
   */
  OperationGuard guardOf(@Nullable ContractOperation operation) {
    OperationGuard guard = operation == null ? null : guards.get(operation);
    return guard == null ? OperationGuard.ANY_CALLER : guard;
  }

  /** What stands in front of one operation. */
  record OperationGuard(AuthorizationRule rule, @Nullable CallerLimit limit) {
    static final OperationGuard ANY_CALLER =
        new OperationGuard(new AuthorizationRule(List.of(), false), null);
  }
}
