package io.hauberk.cli;

import io.hauberk.lint.ContractLint;
import io.hauberk.lint.LintReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code lint}: looks over contracts and writes what it found. */
final class LintCommand {
  private static final String HELP =
      """
      Usage: java -jar hauberk-core-cli.jar lint [OPTION]... FILE...

      Looks over OpenAPI 3 contracts (YAML or JSON; - is the standard input) and says what to mend.

      Options:
        --format FORMAT       text (default), json or sarif (2.1.0)
        --fail-on SEVERITY    exit with 1 from this severity on: error (default), warning, info, never
        --show SEVERITY       write findings from this severity on; default: warning as text, else info
        --ignore RULE         leave a rule out; may be repeated
        --severity RULE=SEVERITY
                              another severity for a rule; may be repeated
        --base-path PATH      where the service is mounted, in place of the contract's servers
        --rules               list the rules and end
        --help                this text

      A contract silences rules itself: x-hauberk-lint-ignore: [rule] at an object or above.

      Exit codes: 0 nothing found that fails, 1 found, 2 called wrongly, a file cannot be read or the
      report cannot be written, 3 lint itself failed.
      """;

  private final Terminal terminal;

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      terminal.out().print(HELP);
      return Exit.OK;
    }
    if (arguments.contains("--rules")) {
      ContractLint.rules()
          .forEach(
              rule ->
                  terminal
                      .out()
                      .printf(
                          "%-32s %-8s %-10s %s%n",
                          rule.id(), rule.severity(), rule.category().orElse("-"), rule.title()));
      return Exit.OK;
    }
    try {
      return lint(LintArguments.parse(arguments));
    } catch (UsageException e) {
      terminal.complain("lint: " + e.getMessage());
      return Exit.USAGE;
    }
  }

  private int lint(LintArguments arguments) throws UsageException {
    ContractLint lint = ContractLint.of(arguments.options());
    int maxBytes = arguments.options().contract().documentLimits().maxBytes();
    Map<String, LintReport> reports = new LinkedHashMap<>();
    for (String file : arguments.files()) {
      try {
        reports.put(file, file.equals("-") ? lintInput(lint, maxBytes) : lintFile(lint, file));
      } catch (RuntimeException | Error e) {
        terminal.complain("lint: " + file + ": " + Failures.describe(e));
        return Exit.FAILED;
      }
    }
    switch (arguments.format()) {
      case TEXT -> new TextReport(arguments.show()).write(reports, terminal.out());
      case JSON -> terminal.out().println(new JsonReport(arguments.show()).write(reports));
      case SARIF -> terminal.out().println(new SarifReport(arguments.show()).write(reports));
    }
    boolean fails =
        arguments.failOn() != null
            && reports.values().stream()
                .anyMatch(report -> !report.atLeast(arguments.failOn()).isEmpty());
    return fails ? Exit.FOUND : Exit.OK;
  }

  /** The standard input may never end: an octet beyond the limit is enough to refuse it. */
  private LintReport lintInput(ContractLint lint, int maxBytes) throws UsageException {
    try {
      return lint.lint("stdin", terminal.in().readNBytes(maxBytes + 1));
    } catch (IOException e) {
      throw new UsageException("the standard input cannot be read");
    }
  }

  private static LintReport lintFile(ContractLint lint, String file) throws UsageException {
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UsageException(file + " is a directory; name the contract in it");
      }
      if (!Files.isRegularFile(path)) {
        throw new UsageException(
            file + (Files.exists(path) ? " is not a file" : " does not exist"));
      }
      return lint.lint(path);
    } catch (InvalidPathException | IOException e) {
      throw new UsageException(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
