package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API4;

import java.util.List;

/** Numbers without an end. */
final class NumberBounds implements Check {
  private static final LintRule INTEGER =
      LintRule.warning("integer-limit", API4, "Integers have a minimum and a maximum.");
  private static final LintRule FORMAT =
      LintRule.info("integer-format", API4, "Integers say how many bits they need.");
  private static final LintRule NUMBER =
      LintRule.info("number-limit", API4, "Numbers have a minimum and a maximum.");

  @Override
  public List<LintRule> rules() {
    return List.of(INTEGER, FORMAT, NUMBER);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (SchemaUse schema : contract.schemas()) {
      if (!schema.isUsed() || schema.isListed()) {
        continue;
      }
      boolean least = schema.says("minimum", "exclusiveMinimum");
      boolean most = schema.says("maximum", "exclusiveMaximum");
      String missing = least ? "maximum" : most ? "minimum" : "minimum and maximum";
      if (schema.hasType("integer")) {
        if (!least || !most) {
          complaints.add(
              INTEGER, schema, "the service is asked to cope with any integer. Add " + missing);
        }
        if (!schema.says("format")) {
          complaints.add(
              FORMAT,
              schema,
              "code that reads the contract guesses the width. Add format: int32 or int64");
        }
      } else if (schema.hasType("number") && (!least || !most)) {
        complaints.add(NUMBER, schema, "any number fits. Add " + missing);
      }
    }
  }
}
