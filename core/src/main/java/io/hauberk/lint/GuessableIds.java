package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API1;

import java.util.List;
import java.util.Set;

/** Ids that a caller can count through. */
final class GuessableIds implements Check {
  private static final LintRule RULE =
      LintRule.warning("no-numeric-ids", API1, "Ids cannot be guessed.");

  private static final Set<String> ID = Set.of("id", "ids");

  @Override
  public List<LintRule> rules() {
    return List.of(RULE);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (Place parameter : contract.parameters()) {
      Place schema = parameter.object("schema");
      SchemaUse use = schema == null ? null : contract.findSchema(schema);
      if (use != null
          && ID.contains(Words.last(parameter.text("name")))
          && use.hasType("integer")) {
        complaints.add(
            RULE,
            parameter,
            "an id that is a number can be counted through. Use random ids, such as UUIDs, and"
                + " check for each object that the caller may see it");
      }
    }
  }
}
