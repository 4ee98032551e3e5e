package io.hauberk.lint;

import java.util.List;
import java.util.stream.Collectors;

/** What lint found in one contract. */
public final class LintReport {
  private static final int SHOWN = 100;

  private final List<LintFinding> findings;

  LintReport(List<LintFinding> findings) {
    this.findings = List.copyOf(findings);
  }

  /** All findings, in the order of the documents and of their text. */
  public List<LintFinding> findings() {
    return findings;
  }

  /** The findings that are at least this grave. */
  public List<LintFinding> atLeast(Severity severity) {
    return findings.stream().filter(it -> it.severity().isAtLeast(severity)).toList();
  }

  /** How many findings are exactly this grave. */
  public long count(Severity severity) {
    return findings.stream().filter(it -> it.severity() == severity).count();
  }

  /**
   * Ends a test, with every framework, if anything at least this grave was found.
   *
   * @throws AssertionError with one line for each finding
   */
  public void assertNone(Severity severity) {
    List<LintFinding> grave = atLeast(severity);
    if (!grave.isEmpty()) {
      String lines =
          grave.stream().limit(SHOWN).map(it -> "\n  " + it).collect(Collectors.joining());
      String more = grave.size() > SHOWN ? "\n  and " + (grave.size() - SHOWN) + " more" : "";
      throw new AssertionError(
          "The contract has %s of severity %s or above:%s%s"
              .formatted(counted(grave.size(), "finding"), severity, lines, more));
    }
  }

  /** The counts in one line: {@code 1 error, 2 warnings, no infos}. */
  public String summary() {
    return counted(count(Severity.ERROR), "error")
        + ", "
        + counted(count(Severity.WARNING), "warning")
        + ", "
        + counted(count(Severity.INFO), "info");
  }

  private static String counted(long count, String noun) {
    return (count == 0 ? "no " : count + " ") + noun + (count == 1 ? "" : "s");
  }

  @Override
  public String toString() {
    return "LintReport[" + summary() + "]";
  }
}
