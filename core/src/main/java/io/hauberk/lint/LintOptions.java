package io.hauberk.lint;

import static java.util.Objects.requireNonNull;

import io.hauberk.contract.ContractOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What lint is told about a contract.
 *
 * @param ignored the ids of rules that are not wanted; default none
 * @param severities severities in place of the rules' own, by rule id; default none
 * @param contract how the contract is read; default {@link ContractOptions#DEFAULT}
 */
public record LintOptions(
    Set<String> ignored, Map<String, Severity> severities, ContractOptions contract) {

  /** Every rule with its own severity. */
  public static final LintOptions DEFAULT =
      new LintOptions(Set.of(), Map.of(), ContractOptions.DEFAULT);

  /**
   * Copies the parts.
   *
   * @throws IllegalArgumentException if there is no rule of one of the ids
   */
  public LintOptions {
    ignored = Set.copyOf(ignored);
    severities = Map.copyOf(severities);
    requireNonNull(contract, "contract");
    ignored.forEach(LintOptions::requireRule);
    severities.keySet().forEach(LintOptions::requireRule);
  }

  private static void requireRule(String id) {
    if (!Rules.exists(id)) {
      throw new IllegalArgumentException(
          "there is no lint rule '" + id + "'; ContractLint.rules() names all");
    }
  }

  /** The same options without a rule. */
  public LintOptions ignoring(String rule) {
    Set<String> more = new HashSet<>(ignored);
    more.add(rule);
    return new LintOptions(more, severities, contract);
  }

  /** The same options with another severity for a rule. */
  public LintOptions withSeverity(String rule, Severity severity) {
    Map<String, Severity> more = new HashMap<>(severities);
    more.put(rule, severity);
    return new LintOptions(ignored, more, contract);
  }

  /** The same options with another way to read the contract. */
  public LintOptions withContract(ContractOptions options) {
    return new LintOptions(ignored, severities, options);
  }
}
