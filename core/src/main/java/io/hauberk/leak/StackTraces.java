package io.hauberk.leak;

import static io.hauberk.request.Reason.LEAKED_STACK_TRACE;

import io.hauberk.leak.Needle.Confirmation;
import java.util.ArrayList;
import java.util.List;

/** Frames of a call stack, as the run times of several languages print them. */
final class StackTraces {

  static List<Needle> needles() {
    List<Needle> needles = new ArrayList<>();
    for (String source : List.of(".java:", ".kt:", ".scala:", ".groovy:", ".clj:")) {
      add(needles, source, StackTraces::isJvmLine);
    }
    for (String source : List.of(".js:", ".mjs:", ".cjs:", ".ts:", ".jsx:", ".tsx:", ".rs:")) {
      add(needles, source, StackTraces::isLineAndColumn);
    }
    for (String source : List.of(".go:", ".php:", ".py:", ".cs:line ", ".vb:line ", ".fs:line ")) {
      add(needles, source, StackTraces::isLine);
    }
    add(needles, ".php(", StackTraces::isLine);
    add(needles, ".php on line ", StackTraces::isLine);
    add(
        needles,
        ".rb:",
        (o, start, end) -> isLine(o, start, end) && o.has(":in ", o.afterDigits(end)));
    add(needles, "(native method)", (o, start, end) -> o.isName(start - 1));
    add(needles, "(unknown source)", (o, start, end) -> o.isName(start - 1));
    add(needles, "at ", StackTraces::isFrame);
    add(needles, "caused by: ", StackTraces::isQualified);
    add(needles, "exception in thread \"", Confirmation.NONE);
    add(needles, "traceback (most recent call last)", Confirmation.NONE);
    add(needles, "file \"", (o, start, end) -> isPythonFile(o, end));
    add(needles, "--- end of stack trace", Confirmation.NONE);
    add(needles, "--- end of inner exception", Confirmation.NONE);
    add(needles, "node:internal/", Confirmation.NONE);
    add(
        needles,
        "goroutine ",
        (o, start, end) -> o.isDigit(end) && o.has(" [", o.afterDigits(end)));
    add(needles, "panic: runtime error", Confirmation.NONE);
    add(needles, "' panicked at ", Confirmation.NONE);
    add(needles, "stack backtrace:", Confirmation.NONE);
    add(needles, "php fatal error", Confirmation.NONE);
    add(needles, "stack trace:", (o, start, end) -> o.has("#0", o.afterBlanks(end)));
    add(needles, "\"methodname\":", (o, start, end) -> o.find("\"linenumber\":", end, 400) >= 0);
    return needles;
  }

  private static void add(List<Needle> needles, String text, Confirmation confirmation) {
    needles.add(new Needle(text, false, LEAKED_STACK_TRACE, confirmation));
  }

  /** {@code (Orders.java:42)}. */
  private static boolean isJvmLine(Octets octets, int start, int end) {
    return isLine(octets, start, end) && octets.at(octets.afterDigits(end)) == ')';
  }

  /** {@code orders.go:42}. */
  private static boolean isLine(Octets octets, int start, int end) {
    return octets.isName(start - 1) && octets.isDigit(end);
  }

  /** {@code orders.js:42:7}. */
  private static boolean isLineAndColumn(Octets octets, int start, int end) {
    int after = octets.afterDigits(end);
    return isLine(octets, start, end) && octets.at(after) == ':' && octets.isDigit(after + 1);
  }

  /** {@code at com.acme.Orders.find(} at the beginning of a line. */
  private static boolean isFrame(Octets octets, int start, int end) {
    int before = octets.at(start - 1);
    boolean begins =
        before == 0
            || before == '\n'
            || before == '\t'
            || before == '"'
            || isIndented(octets, start);
    if (!begins) {
      return false;
    }
    int after = octets.afterQualified(end);
    return octets.points(end, after) >= 2 && octets.at(after) == '(';
  }

  private static boolean isIndented(Octets octets, int start) {
    int i = start - 1;
    while (i > start - 16 && octets.at(i) == ' ') {
      i--;
    }
    return i < start - 1 && ("\n>\"".indexOf(octets.at(i)) >= 0 || octets.at(i) == 0);
  }

  private static boolean isQualified(Octets octets, int start, int end) {
    return octets.points(end, octets.afterQualified(end)) >= 1;
  }

  /** {@code File "/srv/orders.py", line 42}. */
  private static boolean isPythonFile(Octets octets, int end) {
    int line = octets.find("\", line ", end, 300);
    return line >= 0 && octets.isDigit(line + 8);
  }

  private StackTraces() {}
}
