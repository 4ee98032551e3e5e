package io.hauberk.samples.tour;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the tour prints: one row for each thing that was tried, in plain text of 120 columns. */
final class Table {
  private static final int WIDTH = 120;
  private static final String ROW = "%3s  %-32s  %-42s  %-6s  %-22s  %-4s";

  private final PrintStream out;
  private int rows;
  private int failed;

  Table(PrintStream out) {
    this.out = out;
  }

  void head() {
    line(ROW.formatted("", "", "request", "status", "reason", ""));
    line("-".repeat(WIDTH));
  }

  /** Begins a group of rows. */
  void group(String title) {
    out.println();
    line(title);
  }

  /**
   * One row.
   *
   * @param notes lines below it
   */
  void row(
      String name,
      String request,
      String status,
      String reason,
      boolean asExpected,
      List<String> notes) {
    rows++;
    if (!asExpected) {
      failed++;
    }
    String state = asExpected ? "ok" : "FAIL";
    line(ROW.formatted(rows, cut(name, 32), cut(request, 42), status, reason, state));
    notes.forEach(note -> line("     | " + note));
  }

  /** The closing line. */
  void foot() {
    out.println();
    out.printf(Locale.ROOT, "%d passed, %d failed%n", rows - failed, failed);
  }

  boolean allAsExpected() {
    return failed == 0;
  }

  private void line(String text) {
    out.println(cut(text, WIDTH).stripTrailing());
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }
}
