package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API8;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.lint.OperationSite.Response;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which web pages may call. */
final class Cors implements Check {
  private static final LintRule DEFINED =
      LintRule.info("define-cors-origin", API8, "The contract says which web origins may call.");
  private static final LintRule WILDCARD =
      LintRule.warning("no-cors-wildcard", API8, "Not every web page may read the answers.");

  private static final String FIELD = "access-control-allow-origin";
  private static final List<String> SAYING =
      List.of("const", "enum", "default", "example", "examples");

  @Override
  public List<LintRule> rules() {
    return List.of(DEFINED, WILDCARD);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    boolean defined = false;
    for (OperationSite operation : contract.served()) {
      for (Response response : operation.responses()) {
        Place headers = response.place().object("headers");
        for (Place entry : headers == null ? List.<Place>of() : headers.members()) {
          if (entry.key().toLowerCase(Locale.ROOT).equals(FIELD)) {
            defined = true;
            Place header = contract.documents().follow(entry);
            if (header != null && operation.isSecured() && saysAnyone(contract, header)) {
              complaints.add(
                  WILDCARD,
                  header,
                  "'*' lets scripts of every web page read what callers get. Name the origins that"
                      + " may");
            }
          }
        }
      }
    }
    if (!defined && !contract.served().isEmpty()) {
      complaints.add(
          DEFINED,
          contract.root(),
          "paths",
          "no response declares Access-Control-Allow-Origin. If browsers call, declare which"
              + " origins may; if none do, silence this rule");
    }
  }

  private static boolean saysAnyone(ContractModel contract, Place header) {
    Place schema = header.object("schema");
    Place followed = schema == null ? null : contract.documents().follow(schema);
    return SAYING.stream()
        .anyMatch(
            field ->
                isAnyone(header.get(field)) || (followed != null && isAnyone(followed.get(field))));
  }

  private static boolean isAnyone(@Nullable JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.elements().stream().anyMatch(Cors::isAnyone);
    }
    return value instanceof JsonString text && text.value().equals("*");
  }
}
