package io.hauberk.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rules, and the checks that look for them. */
final class Rules {
  static final List<Check> CHECKS =
      List.of(
          new GuessableIds(),
          new SecuritySchemes(),
          new UrlCredentials(),
          new OpenOperations(),
          new FunctionAuthorization(),
          new PropertyAuthorization(),
          new UntypedValues(),
          new CollectionBounds(),
          new TextBounds(),
          new NumberBounds(),
          new RateLimits(),
          new BusinessFlows(),
          new CallerUrls(),
          new Cors(),
          new ErrorResponses(),
          new Servers(),
          new PathShapes(),
          new Inventory(),
          new OutgoingCalls(),
          new Examples(),
          new HeldSecrets());

  private static final Map<String, LintRule> BY_ID = new TreeMap<>();

  static {
    CHECKS.forEach(check -> check.rules().forEach(Rules::register));
    NoteRules.ALL.forEach(Rules::register);
    register(LintRule.warning("unknown-lint-rule", null, "Only rules that exist are silenced."));
  }

  private static void register(LintRule rule) {
    if (BY_ID.put(rule.id(), rule) != null) {
      throw new IllegalStateException("two lint rules are called " + rule.id());
    }
  }

  static boolean exists(String id) {
    return BY_ID.containsKey(id);
  }

  static LintRule get(String id) {
    LintRule rule = BY_ID.get(id);
    if (rule == null) {
      throw new IllegalArgumentException("there is no lint rule '" + id + "'");
    }
    return rule;
  }

  /** All rules: by risk, those without one last, then by id. */
  static List<LintRule> all() {
    return BY_ID.values().stream()
        .sorted(
            Comparator.comparing(LintRule::risk, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private Rules() {}
}
