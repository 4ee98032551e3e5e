package io.hauberk;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOperation;
import io.hauberk.contract.ContractRate;
import io.hauberk.limit.RateLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often each operation may be called. The more particular word counts, and configuration before
 * the contract: what is configured for the operation, what the contract says of it ({@code
 * x-hauberk-rate}), what is configured for all, what the contract says of all, the default.
 */
final class OperationRates {
  private static final int MOST_NAMED = 10;

  private final Map<String, List<RateLimit>> limits = new LinkedHashMap<>();
  private final Map<String, List<RateLimit>> totals = new LinkedHashMap<>();
  private final Map<String, Integer> costs = new LinkedHashMap<>();
  private List<RateLimit> general = List.of();

  /** What holds of one operation; {@code caller} is empty where that of {@link #common} holds. */
  private record Rate(List<RateLimit> caller, List<RateLimit> total, int cost) {}

  void limitAll(List<RateLimit> windows) {
    general = windows;
  }

  void limit(String operationId, List<RateLimit> windows) {
    limits.put(operationId, windows);
  }

  void limitTotal(String operationId, List<RateLimit> windows) {
    totals.put(operationId, windows);
  }

  void cost(String operationId, int cost) {
    costs.put(operationId, cost);
  }

  /** The operations that configuration names. */
  Set<String> configured() {
    Set<String> operations = new LinkedHashSet<>(limits.keySet());
    operations.addAll(totals.keySet());
    operations.addAll(costs.keySet());
    return operations;
  }

  /** What one caller has of one operation of which nothing else is said. */
  List<RateLimit> common() {
    return general.isEmpty() ? List.of(HauberkBuilder.DEFAULT_CALLER_LIMIT) : general;
  }

  /** What the calls of an operation are charged to. */
  CallLimits.Toll toll(CallLimits calls, Contract contract, ContractOperation operation) {
    Rate rate = rate(contract, operation);
    return calls.toll(operation.operation(), rate.caller(), rate.total(), rate.cost());
  }

  private Rate rate(Contract contract, ContractOperation operation) {
    String id = operation.operation().id();
    Rate said = said(contract, operation);
    List<RateLimit> own = limits.get(id);
    if (own == null) {
      boolean yields = operation.rate().caller().isEmpty() && !general.isEmpty();
      own = yields ? List.of() : said.caller();
    }
    return new Rate(
        own, totals.getOrDefault(id, said.total()), costs.getOrDefault(id, said.cost()));
  }

  /** What the contract says of an operation: there, or else of all. */
  private static Rate said(Contract contract, ContractOperation operation) {
    ContractRate own = operation.rate();
    ContractRate all = contract.rate();
    return new Rate(
        limits(own.caller().isEmpty() ? all.caller() : own.caller()),
        limits(own.total()),
        own.cost().orElse(all.cost().orElse(1)));
  }

  private static List<RateLimit> limits(List<ContractRate.Window> windows) {
    return windows.stream().map(it -> RateLimit.of(it.permits(), it.period())).toList();
  }

  /** Windows that say the same twice, and costs that no window can pay. */
  List<String> problems(List<Contract> contracts, List<RateLimit> callerTotal) {
    List<String> problems = new ArrayList<>();
    problems.addAll(SetUpRules.windows("hauberk.rate-limit", common(), 1));
    problems.addAll(SetUpRules.windows("hauberk.rate-limit.caller-windows", callerTotal, 1));
    for (Contract contract : contracts) {
      for (ContractOperation operation : contract.operations()) {
        String id = operation.operation().id();
        Rate rate = rate(contract, operation);
        String place = place(id);
        if (isConfigured(id) || rate.cost() > 1) {
          problems.addAll(SetUpRules.windows(place, caller(rate), rate.cost()));
          problems.addAll(SetUpRules.windows(placeOfTotal(id), rate.total(), rate.cost()));
          problems.addAll(SetUpRules.windows(place, callerTotal, rate.cost()));
        }
      }
    }
    return problems.stream().distinct().toList();
  }

  /** Windows that instances cannot share. */
  List<String> sharingProblems(List<Contract> contracts, List<RateLimit> callerTotal) {
    List<String> problems = new ArrayList<>();
    problems.addAll(SetUpRules.shared("hauberk.rate-limit", common()));
    problems.addAll(SetUpRules.shared("hauberk.rate-limit.caller-windows", callerTotal));
    for (Contract contract : contracts) {
      for (ContractOperation operation : contract.operations()) {
        String id = operation.operation().id();
        Rate rate = rate(contract, operation);
        problems.addAll(SetUpRules.shared(place(id), rate.caller()));
        problems.addAll(SetUpRules.shared(placeOfTotal(id), rate.total()));
      }
    }
    return problems.stream().distinct().toList();
  }

  private boolean isConfigured(String id) {
    return limits.containsKey(id) || totals.containsKey(id) || costs.containsKey(id);
  }

  private List<RateLimit> caller(Rate rate) {
    return rate.caller().isEmpty() ? common() : rate.caller();
  }

  private String place(String id) {
    return isConfigured(id) ? "hauberk.rate-limit.operations." + id : "x-hauberk-rate, for " + id;
  }

  private String placeOfTotal(String id) {
    return totals.containsKey(id) ? place(id) + ".total-windows" : place(id);
  }

  /**
   * What configuration lets through and the contract would not, for the operator to read; empty if
   * there is nothing.
   */
  String looser(List<Contract> contracts) {
    List<String> looser = new ArrayList<>();
    for (Contract contract : contracts) {
      for (ContractOperation operation : contract.operations()) {
        Rate said = said(contract, operation);
        Rate held = rate(contract, operation);
        String text =
            looser(said.caller(), said.cost(), caller(held), held.cost())
                + looser(said.total(), said.cost(), held.total(), held.cost());
        if (!text.isEmpty()) {
          looser.add(operation.operation().id() + text);
        }
      }
    }
    if (looser.isEmpty()) {
      return "";
    }
    String more =
        looser.size() > MOST_NAMED ? ", and " + (looser.size() - MOST_NAMED) + " more" : "";
    return looser.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
  }

  /** The windows that a contract asks for and none of those that hold is as tight as. */
  private static String looser(
      List<RateLimit> said, int saidCost, List<RateLimit> held, int heldCost) {
    String missed =
        said.stream()
            .filter(
                window ->
                    held.stream()
                        .noneMatch(
                            it ->
                                it.permits() / heldCost <= window.permits() / saidCost
                                    && it.period().compareTo(window.period()) >= 0))
            .map(window -> calls(window, saidCost))
            .collect(Collectors.joining(" and "));
    if (missed.isEmpty()) {
      return "";
    }
    String instead =
        held.stream().map(it -> calls(it, heldCost)).collect(Collectors.joining(" and "));
    return " (" + instead + " instead of " + missed + ")";
  }

  private static String calls(RateLimit window, int cost) {
    return window.permits() / cost + " in " + window.period();
  }
}
