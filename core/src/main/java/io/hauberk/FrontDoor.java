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
 * @param challenges how callers are told what to bring
 * @param limits how often
 * @param openPaths paths that pass beside every control, exactly as requests write them
 * @param operator the operators' paths, if there are any
 * @param hosts the authorities that this service answers for, in lower case; empty means any
 * @param cors which web origins may call
 * @param responses judges what leaves
 * @param events where refusals are told
 * @param meter where requests are counted
 * @param nanoTime the time source of the meter
 */
record FrontDoor(
    List<Contract> contracts,
    Map<ContractOperation, OperationGuard> guards,
    Modes modes,
    @Nullable Authenticator authenticator,
    Challenges challenges,
    Limits limits,
    Set<String> openPaths,
    @Nullable OperatorPaths operator,
    Set<String> hosts,
    @Nullable CorsPolicy cors,
    ResponseGuard responses,
    RequestEvents events,
    RequestMeter meter,
    LongSupplier nanoTime) {

  /** The contract whose base path is the longest that the path lies under. */
  @Nullable Contract ownerOf(String path) {
    Contract owner = null;
    int length = -1;
    for (Contract contract : contracts) {
      for (String base : contract.basePaths()) {
        if (base.length() > length && isUnder(path, base)) {
          owner = contract;
          length = base.length();
        }
      }
    }
    return owner;
  }

  private static boolean isUnder(String path, String base) {
    return path.startsWith(base)
        && (path.length() == base.length() || path.charAt(base.length()) == '/');
  }

  /** What stands in front of an operation; a request without one needs a caller, like any other. */
  OperationGuard guardOf(@Nullable ContractOperation operation) {
    OperationGuard guard = operation == null ? null : guards.get(operation);
    return guard == null ? OperationGuard.ANY_CALLER : guard;
  }

  /** Whether a route of the framework serves something that has a guard of its own. */
  boolean isGuarded(String template) {
    String shape = FrameworkRoute.shape(template);
    return (operator != null && operator.matches(template))
        || guards.values().stream().anyMatch(guard -> guard.shapes().contains(shape));
  }

  /**
   * What stands in front of one operation.
   *
   * @param rule whom it takes
   * @param keyPlaces where its callers put API keys
   * @param toll what its calls are charged to; absent where nothing is declared
   * @param shapes the shapes of its path template, under each base path of the contract
   */
  record OperationGuard(
      AuthorizationRule rule,
      List<KeyPlace> keyPlaces,
      CallLimits.@Nullable Toll toll,
      Set<String> shapes) {
    static final OperationGuard ANY_CALLER = of(new AuthorizationRule(List.of(), false));

    /** One by which callers cannot bring API keys, of what is not declared. */
    static OperationGuard of(AuthorizationRule rule) {
      return new OperationGuard(rule, List.of(), null, Set.of());
    }
  }
}
