package io.hauberk.cli;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.lint.LintFinding;
import io.hauberk.lint.LintReport;
import io.hauberk.lint.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for programs: {@code {"findings": [{"rule", "severity", "document", …}]}}. */
final class JsonReport {
  private final Severity show;

  JsonReport(Severity show) {
    this.show = show;
  }

  String write(Map<String, LintReport> reports) {
    List<JsonValue> findings = new ArrayList<>();
    for (LintReport report : reports.values()) {
      report.atLeast(show).forEach(finding -> findings.add(finding(finding)));
    }
    return Json.write(JsonObject.of(Map.of("findings", JsonArray.of(findings))));
  }

  private static JsonObject finding(LintFinding finding) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("rule", new JsonString(finding.rule().id()));
    members.put("severity", new JsonString(finding.severity().toString()));
    finding.rule().category().ifPresent(it -> members.put("owasp", new JsonString(it)));
    members.put("document", new JsonString(finding.document()));
    members.put("pointer", new JsonString(finding.pointer()));
    finding
        .findPosition()
        .ifPresent(
            position -> {
              members.put("line", JsonNumber.of(position.line()));
              members.put("column", JsonNumber.of(position.column()));
            });
    members.put("message", new JsonString(finding.message()));
    finding.rule().help().ifPresent(it -> members.put("help", new JsonString(it)));
    return JsonObject.of(members);
  }
}
