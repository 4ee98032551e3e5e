package io.hauberk.cli;

import io.hauberk.json.Json;
import io.hauberk.lint.LintFinding;
import io.hauberk.lint.LintReport;
import io.hauberk.lint.Severity;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A report for people: one line for each finding, then the counts. */
final class TextReport {
  private final Severity show;

  TextReport(Severity show) {
    this.show = show;
  }

  void write(Map<String, LintReport> reports, PrintStream out) {
    reports.forEach(
        (file, report) -> {
          List<LintFinding> shown = report.atLeast(show);
          shown.forEach(out::println);
          int hidden = report.findings().size() - shown.size();
          out.println(
              Json.printable(file)
                  + ": "
                  + report.summary()
                  + (hidden == 0 ? "" : " (" + hidden + " not shown; --show info shows all)"));
        });
  }
}
