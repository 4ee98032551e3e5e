package io.hauberk.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A Markdown table, and how figures look in it. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(List<String> heads) {
    row(heads);
    row(Collections.nCopies(heads.size(), "---"));
  }

  void row(List<String> cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  void print() {
    System.out.println();
    lines.forEach(System.out::println);
    System.out.println();
  }

  /** A factor: two digits below ten, none from a hundred on. */
  static String ratio(double value) {
    String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  static String micros(double nanos) {
    double value = nanos / 1_000;
    String format = value < 10 ? "%.2f µs" : "%,.0f µs";
    return String.format(Locale.ROOT, format, value);
  }

  /** Octets in the unit that suits them. */
  static String bytes(double value) {
    if (value < 10_000) {
      return String.format(Locale.ROOT, "%.0f B", value);
    }
    return value < 1e6
        ? String.format(Locale.ROOT, "%.1f KB", value / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", value / 1e6);
  }
}
