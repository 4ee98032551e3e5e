package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API8;
import static io.hauberk.lint.ApiRisk.API9;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the contract says that the service is. */
final class Servers implements Check {
  private static final LintRule HTTP =
      LintRule.error("no-server-http", API8, "Servers are called by https.");
  private static final LintRule ACCESS =
      LintRule.info("inventory-access", API9, "Servers say whom they are for (x-internal).");
  private static final LintRule ENVIRONMENT =
      LintRule.info("inventory-environment", API9, "Servers say which environment they are.");

  private static final String ENVIRONMENTS =
      "(?is).*\\b(local|sandbox|alpha|beta|test|testing|qa|stag|staging|dev|development|demo|prod"
          + "|production|live|next|preprod|preproduction|mock)\\b.*";

  @Override
  public List<LintRule> rules() {
    return List.of(HTTP, ACCESS, ENVIRONMENT);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (Place server : contract.servers()) {
      if (urls(server).stream().anyMatch(Servers::isCleartext)) {
        complaints.add(
            HTTP,
            server,
            "url",
            "credentials and data travel in clear text. Write the URL with https or wss");
      }
      if (server.text("url").contains("://")) {
        if (!server.has("x-internal")) {
          complaints.add(
              ACCESS,
              server,
              "nothing says whom this server is for. Add x-internal: true or false");
        }
        if (!server.text("description").matches(ENVIRONMENTS)) {
          complaints.add(
              ENVIRONMENT,
              server,
              "nothing says which environment this is. Name it in the description: production,"
                  + " staging, test");
        }
      }
    }
  }

  /** The URL with each value of each variable, one variable at a time. */
  private static List<String> urls(Place server) {
    String byDefault = server.text("url");
    for (Place variable : server.members("variables")) {
      byDefault = byDefault.replace("{" + variable.key() + "}", variable.text("default"));
    }
    List<String> urls = new ArrayList<>();
    urls.add(byDefault);
    for (Place variable : server.members("variables")) {
      for (String value : variable.texts("enum")) {
        urls.add(server.text("url").replace("{" + variable.key() + "}", value));
      }
    }
    return urls;
  }

  private static boolean isCleartext(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    boolean clear = lower.startsWith("http://") || lower.startsWith("ws://");
    return clear && !lower.matches("[a-z]+://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");
  }
}
