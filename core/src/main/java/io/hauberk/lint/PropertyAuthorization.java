package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API3;

import java.util.List;
import java.util.Set;

/** Properties that callers should not see, and those that they should not set. */
final class PropertyAuthorization implements Check {
  private static final LintRule SECRET =
      LintRule.warning("no-secrets-in-responses", API3, "Responses hold no secrets.");
  private static final LintRule ASSIGNED =
      LintRule.info(
          "no-privileges-in-requests", API3, "Callers do not say themselves what they may do.");

  private static final Set<String> SECRETS =
      Set.of("password", "passwd", "passphrase", "secret", "cvv", "cvc");
  private static final Set<String> PRIVILEGES =
      Set.of(
          "role",
          "roles",
          "admin",
          "isadmin",
          "permission",
          "permissions",
          "privilege",
          "privileges",
          "scopes",
          "authorities",
          "superuser",
          "verified");

  @Override
  public List<LintRule> rules() {
    return List.of(SECRET, ASSIGNED);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (SchemaUse schema : contract.schemas()) {
      boolean sent = schema.roles().contains(SchemaUse.Role.OUTPUT);
      for (Place part : schema.conjuncts()) {
        for (Place property : part.members("properties")) {
          Place followed = contract.documents().follow(property);
          Place said = followed == null ? property : followed;
          String name = property.key();
          boolean secret =
              (Words.anyOf(name, SECRETS) || said.text("format").equals("password"))
                  && !isAboutIt(name, said);
          if (sent && secret && !property.isTrue("writeOnly") && !said.isTrue("writeOnly")) {
            complaints.add(
                SECRET,
                property,
                "looks like a secret in a response. Mark it writeOnly, or leave it out of what is"
                    + " sent");
          }
          if (schema.isInput()
              && Words.anyOf(name, PRIVILEGES)
              && !property.isTrue("readOnly")
              && !said.isTrue("readOnly")) {
            complaints.add(
                ASSIGNED,
                property,
                "looks like a privilege that a caller may give to itself (mass assignment). Mark it"
                    + " readOnly, or ask for a scope of administrators");
          }
        }
      }
    }
  }

  /** Whether it only tells something about a secret: whether it is set, when it changed. */
  private static boolean isAboutIt(String name, Place schema) {
    List<String> types =
        schema.text("type").isEmpty() ? schema.texts("type") : List.of(schema.text("type"));
    Set<String> remarks =
        Set.of("expires", "expiry", "changed", "updated", "at", "hint", "required");
    return Words.anyOf(name, remarks)
        || schema.has("enum")
        || (!types.isEmpty() && !types.contains("string"));
  }
}
