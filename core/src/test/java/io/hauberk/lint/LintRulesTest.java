package io.hauberk.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LintRulesTest {

  static Stream<RuleCase> cases() {
    return RuleCases.ALL.stream();
  }

  private static List<String> places(String patch, String rule) {
    return ContractLint.standard().lint("things", CleanContract.with(patch)).findings().stream()
        .filter(finding -> finding.rule().id().equals(rule))
        .map(LintFinding::pointer)
        .toList();
  }

  @Test
  void nothing_is_found_in_a_clean_contract() {
    byte[] contract = CleanContract.TEXT.getBytes(StandardCharsets.UTF_8);

    assertEquals(List.of(), ContractLint.standard().lint("things", contract).findings());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_rule_finds_the_slip_where_it_is(RuleCase it) {
    assertEquals(List.of(it.pointer()), places(it.trips(), it.rule()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_rule_leaves_the_honest_twin_alone(RuleCase it) {
    assertEquals(List.of(), places(it.twin(), it.rule()));
  }

  @Test
  void every_rule_has_a_case() {
    Set<String> untested =
        ContractLint.rules().stream()
            .map(LintRule::id)
            .collect(Collectors.toCollection(TreeSet::new));
    RuleCases.ALL.forEach(it -> untested.remove(it.rule()));
    untested.remove("contract-note"); // what reading may note one day, and has no rule here

    assertEquals(Set.of(), untested);
  }
}
