package io.hauberk;

import io.hauberk.limit.RateLimit;
import io.hauberk.request.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in front of one operation, for start-up reports and operators.
 *
 * @param operation the operation
 * @param open whether the contract opens it to anyone
 * @param alternatives the proofs that will do: in each, every profile with all its scopes; empty
 *     means any caller
 * @param limits how often one caller may call it, in each window
 * @param totalLimits how often all callers together may call it, in each window; empty if that is
 *     not limited
 * @param cost how many permits one call takes
 */
public record ProtectedOperation(
    Operation operation,
    boolean open,
    List<Map<String, Set<String>>> alternatives,
    List<RateLimit> limits,
    List<RateLimit> totalLimits,
    int cost) {

  /** Copies the lists. */
  public ProtectedOperation {
    alternatives = List.copyOf(alternatives);
    limits = List.copyOf(limits);
    totalLimits = List.copyOf(totalLimits);
  }
}
