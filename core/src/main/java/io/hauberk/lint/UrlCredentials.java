package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API2;

import java.util.List;
import java.util.Set;

/** Credentials that are sent as parameters. */
final class UrlCredentials implements Check {
  private static final LintRule RULE =
      LintRule.error(
          "no-credentials-in-url", API2, "Passwords, secrets and tokens are not sent in the URL.");

  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "jwt",
          "credential",
          "credentials");

  /** A token that only says where a list goes on, or what a session of pages is. */
  private static final Set<String> HARMLESS =
      Set.of("page", "next", "continuation", "cursor", "sync", "idempotency");

  @Override
  public List<LintRule> rules() {
    return List.of(RULE);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (Place parameter : contract.parameters()) {
      String in = parameter.text("in");
      String name = parameter.text("name");
      List<String> words = Words.of(name);
      boolean key = words.contains("api") && words.contains("key");
      if ((in.equals("query") || in.equals("path"))
          && (key || Words.anyOf(name, SECRETS))
          && !Words.anyOf(name, HARMLESS)) {
        complaints.add(
            RULE,
            parameter,
            "name",
            "looks like a credential in the URL, where logs and histories keep it. Move it to a"
                + " header or to the body");
      }
    }
  }
}
