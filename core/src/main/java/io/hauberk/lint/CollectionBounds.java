package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API3;
import static io.hauberk.lint.ApiRisk.API4;

import java.util.List;

/** Arrays and objects that take as much as anybody sends, or what nobody declared. */
final class CollectionBounds implements Check {
  private static final LintRule ARRAY =
      LintRule.warning("array-limit", API4, "Arrays have a largest number of items.");
  private static final LintRule CLOSED =
      LintRule.warning("closed-objects", API3, "Objects take declared properties only.");
  private static final LintRule MAP =
      LintRule.warning(
          "constrained-additional-properties",
          API3,
          "Where any name is taken, there is a largest number of properties.");

  @Override
  public List<LintRule> rules() {
    return List.of(ARRAY, CLOSED, MAP);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (SchemaUse schema : contract.schemas()) {
      if (!schema.isUsed() || schema.isListed()) {
        continue;
      }
      boolean ends = schema.says("maxItems") || schema.holds(CollectionBounds::hasFixedItems);
      if (schema.hasType("array") && !ends) {
        complaints.add(ARRAY, schema, "any number of items fits. Add maxItems");
      }
      if (schema.hasType("object") || (schema.types().isEmpty() && schema.says("properties"))) {
        checkObject(contract, schema, complaints);
      }
    }
  }

  private static boolean hasFixedItems(Place part) {
    return part.has("prefixItems") && part.isFalse("items");
  }

  private static void checkObject(ContractModel contract, SchemaUse schema, Complaints complaints) {
    boolean takesNamed =
        schema.holds(
            part ->
                part.object("additionalProperties") != null
                    || part.object("unevaluatedProperties") != null
                    || part.has("patternProperties"));
    boolean takesAny =
        schema.holds(
            part -> part.isTrue("additionalProperties") || part.isTrue("unevaluatedProperties"));
    if (schema.holds(
        part -> part.isFalse("additionalProperties") || part.isFalse("unevaluatedProperties"))) {
      if (!schema.says("patternProperties")) {
        return;
      }
    } else if (!takesNamed && !takesAny) {
      complaints.add(
          CLOSED,
          schema,
          contract.is30() && schema.isComposed()
              ? "takes properties that nobody declared (mass assignment). OpenAPI 3.0 cannot close"
                  + " an allOf: write it as one object with additionalProperties: false, or use 3.1"
              : "takes properties that nobody declared (mass assignment). Add "
                  + (schema.isComposed()
                      ? "unevaluatedProperties: false"
                      : "additionalProperties: false"));
      return;
    }
    if (!schema.says("maxProperties")) {
      complaints.add(
          MAP,
          schema,
          "takes any number of properties with names of the caller's choice. Add maxProperties, and"
              + " propertyNames where the dialect has it");
    }
  }
}
