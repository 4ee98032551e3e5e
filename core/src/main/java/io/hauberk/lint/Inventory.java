package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API9;

import java.util.List;

/** What is declared and should not be there any more. */
final class Inventory implements Check {
  private static final LintRule SUNSET =
      LintRule.info("deprecated-sunset", API9, "A deprecated operation says when it ends.");
  private static final LintRule UNUSED =
      LintRule.info("unused-component", API9, "Every component is used.");

  private static final List<String> SECTIONS =
      List.of(
          "schemas",
          "responses",
          "parameters",
          "examples",
          "requestBodies",
          "headers",
          "links",
          "callbacks",
          "pathItems");

  @Override
  public List<LintRule> rules() {
    return List.of(SUNSET, UNUSED);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (OperationSite operation : contract.served()) {
      boolean ends =
          operation.place().has("x-sunset")
              || operation.responses().stream()
                  .anyMatch(it -> RateLimits.headers(it.place()).contains("sunset"));
      if (operation.place().isTrue("deprecated") && !ends) {
        complaints.add(
            SUNSET,
            operation.place(),
            "deprecated",
            "old operations that never end are attacked first. Say when it ends: the header Sunset"
                + " (RFC 8594), or x-sunset");
      }
    }
    Place components = contract.root().object("components");
    if (components != null && !contract.operations().isEmpty()) {
      for (String section : SECTIONS) {
        for (Place entry : components.members(section)) {
          if (!contract.isReached(entry)) {
            complaints.add(UNUSED, entry, "no operation uses this. Remove it, or refer to it");
          }
        }
      }
      unusedSchemes(contract, complaints);
    }
  }

  private static void unusedSchemes(ContractModel contract, Complaints complaints) {
    contract
        .securitySchemes()
        .forEach(
            (name, scheme) -> {
              boolean used =
                  contract.operations().stream()
                      .anyMatch(
                          operation ->
                              operation.security() != null
                                  && operation.security().stream()
                                      .anyMatch(it -> it.containsKey(name)));
              if (!used) {
                complaints.add(
                    UNUSED, scheme, "no operation asks for this scheme. Remove it, or name it");
              }
            });
  }
}
