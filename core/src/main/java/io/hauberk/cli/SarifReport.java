package io.hauberk.cli;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.lint.ContractLint;
import io.hauberk.lint.LintFinding;
import io.hauberk.lint.LintReport;
import io.hauberk.lint.LintRule;
import io.hauberk.lint.Severity;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for code scanners: SARIF 2.1.0 (OASIS), with all rules, found or not. */
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Severity show;
  private final List<LintRule> rules = ContractLint.rules();

  SarifReport(Severity show) {
    this.show = show;
  }

  String write(Map<String, LintReport> reports) {
    List<JsonValue> results = new ArrayList<>();
    for (LintReport report : reports.values()) {
      report.atLeast(show).forEach(finding -> results.add(result(finding)));
    }
    JsonObject driver =
        object(
            "name", text("hauberk-lint"),
            "version", text(version()),
            "rules", JsonArray.of(rules.stream().map(SarifReport::rule).toList()));
    JsonObject run =
        object(
            "tool", object("driver", driver),
            "columnKind", text("unicodeCodePoints"),
            "results", JsonArray.of(results));
    return Json.write(
        object("$schema", text(SCHEMA), "version", text("2.1.0"), "runs", JsonArray.of(run)));
  }

  private static String version() {
    String version = SarifReport.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static JsonObject rule(LintRule rule) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("id", text(rule.id()));
    members.put("shortDescription", object("text", text(rule.title())));
    rule.help().ifPresent(help -> members.put("helpUri", text(help)));
    members.put("defaultConfiguration", object("level", text(level(rule.severity()))));
    rule.category()
        .ifPresent(
            category -> members.put("properties", object("tags", JsonArray.of(text(category)))));
    return JsonObject.of(members);
  }

  private JsonObject result(LintFinding finding) {
    Map<String, JsonValue> physical = new LinkedHashMap<>();
    physical.put(
        "artifactLocation",
        object("uri", text(ArtifactUri.of(finding.document(), File.separatorChar))));
    finding
        .findPosition()
        .ifPresent(
            position ->
                physical.put(
                    "region",
                    object(
                        "startLine", JsonNumber.of(position.line()),
                        "startColumn", JsonNumber.of(position.column()))));
    JsonObject location =
        object(
            "physicalLocation", JsonObject.of(physical),
            "logicalLocations",
                JsonArray.of(object("fullyQualifiedName", text(finding.pointer()))));
    return object(
        "ruleId", text(finding.rule().id()),
        "ruleIndex", JsonNumber.of(rules.indexOf(finding.rule())),
        "level", text(level(finding.severity())),
        "message", object("text", text(finding.message())),
        "locations", JsonArray.of(location));
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "note" : severity.toString();
  }

  private static JsonString text(String text) {
    return new JsonString(text);
  }

  private static JsonObject object(Object... namesAndValues) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]);
    }
    return JsonObject.of(members);
  }
}
