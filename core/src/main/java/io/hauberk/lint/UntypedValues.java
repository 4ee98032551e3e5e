package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API3;

import io.hauberk.lint.ContractModel.Media;
import java.util.List;
import java.util.Set;

/** Places where anything fits. */
final class UntypedValues implements Check {
  private static final LintRule SCHEMA =
      LintRule.warning("typed-schema", API3, "A schema says which type its values have.");
  private static final LintRule BODY =
      LintRule.warning("body-schema", API3, "A body that can be judged has a schema.");

  private static final String[] SAYS_SOMETHING = {
    "type",
    "enum",
    "const",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "$ref",
    "$dynamicRef",
    "properties",
    "items",
    "prefixItems",
    "pattern",
    "format",
    "contentMediaType",
    "contentEncoding"
  };
  private static final Set<String> JUDGED = Set.of("application/x-www-form-urlencoded");

  @Override
  public List<LintRule> rules() {
    return List.of(SCHEMA, BODY);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (SchemaUse schema : contract.schemas()) {
      if (schema.isUsed() && !schema.isAlternative() && !schema.says(SAYS_SOMETHING)) {
        complaints.add(SCHEMA, schema, "any value of any type fits. Add a type and its bounds");
      }
    }
    for (Media media : contract.media()) {
      boolean judged =
          media.type().contains("json")
              || media.type().startsWith("multipart/")
              || JUDGED.contains(media.type());
      if (media.input()
          && judged
          && !media.place().has("schema")
          && !media.place().has("itemSchema")) {
        complaints.add(
            BODY, media.place(), "a body of this type is taken whatever it holds. Add a schema");
      }
    }
  }
}
