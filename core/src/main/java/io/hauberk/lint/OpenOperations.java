package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API2;

import java.util.List;
import java.util.Map;

/** Operations that nobody has to be known for. */
final class OpenOperations implements Check {
  private static final LintRule WRITE =
      LintRule.error(
          "write-operation-secured", API2, "Operations that change something need a caller.");
  private static final LintRule READ =
      LintRule.warning(
          "read-operation-secured", API2, "Operations that read something need a caller.");
  private static final LintRule OPTIONAL =
      LintRule.warning(
          "no-optional-security", API2, "An operation is open or it is not, never both.");

  @Override
  public List<LintRule> rules() {
    return List.of(WRITE, READ, OPTIONAL);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (OperationSite operation : contract.served()) {
      List<Map<String, List<String>>> security = operation.security();
      LintRule rule = operation.isWrite() ? WRITE : READ;
      if (security == null) {
        complaints.add(
            rule,
            operation.place(),
            "nothing says who may call this operation. Add security here or to the document;"
                + " security: [] opens it knowingly");
      } else if (security.stream().allMatch(Map::isEmpty)) {
        complaints.add(
            rule,
            operation.place(),
            "is open to everyone. Name a security scheme, or silence this rule here if that is"
                + " meant");
      } else if (!operation.isSecured()) {
        complaints.add(
            OPTIONAL,
            operation.place(),
            "one alternative of its security is empty, so every other one is pointless. Remove the"
                + " empty one, or split the operation");
      }
    }
  }
}
