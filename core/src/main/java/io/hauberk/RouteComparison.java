package io.hauberk;

import io.hauberk.request.Operation;
import java.util.List;

/**
 * The contract held against what the framework serves.
 *
 * @param missing operations that the contract declares and no route serves
 * @param undeclared routes that the contract does not declare: nobody reaches them
 */
public record RouteComparison(List<Operation> missing, List<FrameworkRoute> undeclared) {

  /** Copies both lists. */
  public RouteComparison {
    missing = List.copyOf(missing);
    undeclared = List.copyOf(undeclared);
  }
}
