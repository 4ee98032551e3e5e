package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API8;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Credentials that stand in the contract itself: in examples, defaults, descriptions. */
final class HeldSecrets implements Check {
  private static final LintRule RULE =
      LintRule.warning("no-secrets-in-contract", API8, "The contract holds no credentials.");

  /** What looks real; placeholders such as AWS' own {@code …EXAMPLE} do not. */
  private record Kind(String name, String mark, Pattern form) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "a private key",
              "PRIVATE KEY-----",
              Pattern.compile(
                  "-----BEGIN [A-Z0-9 ]{0,20}PRIVATE KEY-----(?:\\s|\\\\n)*[A-Za-z0-9+/]{40}")),
          new Kind(
              "a signed token (JWT)",
              "eyJ",
              Pattern.compile("\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{40}")),
          new Kind(
              "an access key of AWS",
              "AKIA",
              Pattern.compile("\\bAKIA(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\\b")),
          new Kind("a token of GitHub", "gh", Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}\\b")),
          new Kind("a token of Slack", "xox", Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{20}")),
          new Kind("a key of Stripe", "_live_", Pattern.compile("\\b[rs]k_live_[A-Za-z0-9]{16}")));

  private record Found(JsonValue value, JsonPointer at) {}

  @Override
  public List<LintRule> rules() {
    return List.of(RULE);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    contract
        .documents()
        .byName()
        .forEach((name, document) -> check(name, document.root(), complaints));
  }

  private static void check(String document, JsonValue root, Complaints complaints) {
    Deque<Found> open = new ArrayDeque<>();
    open.push(new Found(root, JsonPointer.ROOT));
    while (!open.isEmpty()) {
      Found next = open.pop();
      if (next.value() instanceof JsonObject object) {
        object
            .members()
            .forEach((name, value) -> open.push(new Found(value, next.at().child(name))));
      } else if (next.value() instanceof JsonArray array) {
        for (int i = 0; i < array.size(); i++) {
          open.push(new Found(array.get(i), next.at().child(i)));
        }
      } else if (next.value() instanceof JsonString text) {
        check(document, text.value(), next.at(), complaints);
      }
    }
  }

  private static void check(String document, String text, JsonPointer at, Complaints complaints) {
    for (Kind kind : KINDS) {
      if (text.contains(kind.mark()) && kind.form().matcher(text).find()) {
        complaints.add(
            RULE,
            RULE.severity(),
            document,
            at,
            "holds what looks like "
                + kind.name()
                + ", and whoever reads the contract has it. Take it back if it is real, and write"
                + " a placeholder");
      }
    }
  }
}
