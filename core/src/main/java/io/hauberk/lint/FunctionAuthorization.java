package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API5;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether being known is enough to call everything. */
final class FunctionAuthorization implements Check {
  private static final LintRule ADMIN =
      LintRule.error(
          "admin-security-unique", API5, "What administrators do asks for more than other calls.");
  private static final LintRule SCOPES =
      LintRule.warning(
          "operation-scopes", API5, "An operation under OAuth or OpenID Connect names its scopes.");

  private static final Set<String> ADMINISTRATORS =
      Set.of("admin", "admins", "administrator", "administration", "superuser", "root", "internal");

  @Override
  public List<LintRule> rules() {
    return List.of(ADMIN, SCOPES);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    Set<Map<String, List<String>>> ofOthers = new HashSet<>();
    for (OperationSite operation : contract.served()) {
      List<Map<String, List<String>>> security = operation.security();
      if (!isForAdministrators(operation) && security != null) {
        ofOthers.addAll(security);
      }
    }
    for (OperationSite operation : contract.served()) {
      List<Map<String, List<String>>> security = operation.security();
      if (security == null || !operation.isSecured()) {
        continue; // told by the rules about open operations
      }
      if (isForAdministrators(operation) && security.stream().anyMatch(ofOthers::contains)) {
        complaints.add(
            ADMIN,
            operation.place(),
            "asks for nothing that other operations do not ask for, so every caller is an"
                + " administrator. Give it a scope or scheme of its own");
      }
      if (security.stream().anyMatch(it -> isScopeless(it, contract))) {
        complaints.add(
            SCOPES,
            operation.place(),
            "names no scope, so every token of the issuer may call it. Name the scopes that it"
                + " needs");
      }
    }
  }

  private static boolean isForAdministrators(OperationSite operation) {
    for (String segment : operation.path().split("/")) {
      if (!segment.startsWith("{") && Words.anyOf(segment, ADMINISTRATORS)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all its schemes know scopes, and none is named. */
  private static boolean isScopeless(
      Map<String, List<String>> alternative, ContractModel contract) {
    return !alternative.isEmpty()
        && alternative.entrySet().stream()
            .allMatch(
                entry -> {
                  Place scheme = contract.securitySchemes().get(entry.getKey());
                  String type = scheme == null ? "" : scheme.text("type");
                  return entry.getValue().isEmpty()
                      && (type.equals("oauth2") || type.equals("openIdConnect"));
                });
  }
}
