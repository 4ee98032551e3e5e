package io.hauberk.cli;

import io.hauberk.contract.ContractOptions;
import io.hauberk.lint.LintOptions;
import io.hauberk.lint.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code lint}.
 *
 * @param files the contracts; {@code -} is the standard input
 * @param format how the report is written
 * @param show the least severity that is written
 * @param failOn the least severity that makes the command fail; null if none does
 * @param options what lint is told
 */
record LintArguments(
    List<String> files,
    Format format,
    Severity show,
    @Nullable Severity failOn,
    LintOptions options) {

  /** How a report is written. */
  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  /** Reads the arguments. */
  static LintArguments parse(List<String> arguments) throws UsageException {
    return new Reader(arguments.iterator()).read();
  }

  private static final class Reader {
    private static final Map<String, Severity> SEVERITIES =
        Arrays.stream(Severity.values()).collect(Collectors.toMap(Severity::toString, it -> it));

    private final Iterator<String> arguments;
    private final List<String> files = new ArrayList<>();
    private Format format = Format.TEXT;
    private @Nullable Severity show;
    private @Nullable Severity failOn = Severity.ERROR;
    private LintOptions options = LintOptions.DEFAULT;

    private Reader(Iterator<String> arguments) {
      this.arguments = arguments;
    }

    private LintArguments read() throws UsageException {
      boolean namesOnly = false;
      while (arguments.hasNext()) {
        String argument = arguments.next();
        if (namesOnly || argument.equals("-") || !argument.startsWith("-")) {
          files.add(argument);
        } else if (argument.equals("--")) {
          namesOnly = true;
        } else {
          int equals = argument.indexOf('=');
          boolean joined = argument.startsWith("--") && equals > 0;
          String name = joined ? argument.substring(0, equals) : argument;
          option(name, joined ? argument.substring(equals + 1) : value(name));
        }
      }
      if (files.isEmpty()) {
        throw new UsageException("name a contract, or - for the standard input");
      }
      Severity least = format == Format.TEXT ? Severity.WARNING : Severity.INFO;
      return new LintArguments(
          List.copyOf(files), format, show == null ? least : show, failOn, options);
    }

    private String value(String option) throws UsageException {
      if (!arguments.hasNext()) {
        throw new UsageException(option + " needs a value, or is no option; see lint --help");
      }
      return arguments.next();
    }

    private void option(String name, String value) throws UsageException {
      switch (name) {
        case "--format", "-f" -> format = format(value);
        case "--fail-on" -> failOn = value.equals("never") ? null : severity(name, value);
        case "--show" -> show = severity(name, value);
        case "--ignore" -> options = checked(() -> options.ignoring(value));
        case "--severity" -> severityOf(value);
        case "--base-path" -> {
          ContractOptions contract = checked(() -> options.contract().withBasePath(value));
          options = options.withContract(contract);
        }
        default -> throw new UsageException("there is no option " + name + "; see lint --help");
      }
    }

    private static Format format(String value) throws UsageException {
      return Arrays.stream(Format.values())
          .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(value))
          .findFirst()
          .orElseThrow(() -> new UsageException("--format is text, json or sarif"));
    }

    private static Severity severity(String option, String value) throws UsageException {
      Severity severity = SEVERITIES.get(value);
      if (severity == null) {
        throw new UsageException(
            option
                + (option.equals("--fail-on")
                    ? " is error, warning, info or never"
                    : " is error, warning or info"));
      }
      return severity;
    }

    private void severityOf(String value) throws UsageException {
      int equals = value.indexOf('=');
      if (equals < 0) {
        throw new UsageException("--severity is RULE=error, RULE=warning or RULE=info");
      }
      Severity severity = severity("--severity RULE=", value.substring(equals + 1));
      options = checked(() -> options.withSeverity(value.substring(0, equals), severity));
    }

    /** A wrong value is told under the name that was typed. */
    private static <T> T checked(java.util.function.Supplier<T> step) throws UsageException {
      try {
        return step.get();
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
  }
}
