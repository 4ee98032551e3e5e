package io.hauberk;

import static java.util.Objects.requireNonNull;

import io.hauberk.contract.ContractDocuments;
import io.hauberk.contract.ContractSource;
import io.hauberk.json.Json;
import io.hauberk.json.JsonException;
import io.hauberk.lint.ContractLint;
import io.hauberk.lint.LintFinding;
import io.hauberk.lint.LintOptions;
import io.hauberk.lint.LintReport;
import io.hauberk.lint.Severity;
import io.hauberk.thread.DaemonThreads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks over a service's own contracts once when it starts, beside its way, and tells the log what
 * to mend. It stops nothing: what goes wrong with it is a line of the log, too.
 *
 * <pre>{@code
 * StartLint.of(StartLint.Detail.SUMMARY).contract(source, LintOptions.DEFAULT).begin();
 * }</pre>
 *
 * <p>The logger is {@code io.hauberk.lint}; a line is of level WARN if it tells of an error, else
 * INFO. Immutable.
 */
public final class StartLint {
  /** The name of the logger. */
  public static final String LOGGER_NAME = "io.hauberk.lint";

  /** 1 MiB: a {@link Detail#SUMMARY} is made of contracts up to this size. */
  public static final int MAX_SUMMARY_BYTES = 1 << 20;

  private static final int WORST_SHOWN = 3;
  private static final int MOST_LINES = 1_000;
  private static final String SEE_ALL =
      "See all with java -jar hauberk-core-*-cli.jar lint %s, or with detail full (hauberk.lint)";

  private final Logger logger = LoggerFactory.getLogger(LOGGER_NAME);
  private final Detail detail;
  private final List<Contract> contracts;

  /** How much is told. */
  public enum Detail {
    /** Nothing, and nothing is looked over. */
    OFF,
    /**
     * One line for each contract: how many findings of each severity, up to three of the worst, and
     * how to see all. A contract whose documents are larger than {@link #MAX_SUMMARY_BYTES} is not
     * looked over, and the line says so: from there on it takes seconds of a processor that a
     * service needs itself when it has just started.
     */
    SUMMARY,
    /** A line for each finding of a contract of any size, up to 1000, the gravest first. */
    FULL
  }

  private record Contract(ContractSource source, LintOptions options) {}

  /** Without a contract yet. */
  public static StartLint of(Detail detail) {
    return new StartLint(requireNonNull(detail, "detail"), List.of());
  }

  private StartLint(Detail detail, List<Contract> contracts) {
    this.detail = detail;
    this.contracts = List.copyOf(contracts);
  }

  /**
   * With another contract.
   *
   * @param options how it is read, as the service reads it, and which rules are wanted
   */
  public StartLint contract(ContractSource source, LintOptions options) {
    List<Contract> more = new ArrayList<>(contracts);
    more.add(new Contract(requireNonNull(source, "source"), requireNonNull(options, "options")));
    return new StartLint(detail, more);
  }

  /**
   * Looks the contracts over on a daemon thread of its own, which ends by itself.
   *
   * @return the thread, for those who want to wait
   */
  public Thread begin() {
    Thread thread = DaemonThreads.named("hauberk-lint").newThread(this::run);
    if (detail != Detail.OFF && !contracts.isEmpty()) {
      thread.start();
    }
    return thread;
  }

  /** Looks the contracts over on this thread, and throws nothing. */
  public void run() {
    if (detail != Detail.OFF) {
      contracts.forEach(this::look);
    }
  }

  private void look(Contract contract) {
    String name = Json.printable(contract.source().name());
    try {
      long bytes = detail == Detail.FULL ? 0 : bytes(contract);
      if (bytes > MAX_SUMMARY_BYTES) {
        tellSize(name, bytes);
      } else {
        tell(name, ContractLint.of(contract.options()).lint(contract.source()));
      }
    } catch (RuntimeException | Error e) {
      logger.warn(
          "The contract {} could not be looked over ({}). The service is not affected",
          name,
          e.getClass().getSimpleName());
    }
  }

  /** The octets of all documents; if the first cannot be read, zero: lint says what is wrong. */
  private static long bytes(Contract contract) {
    try {
      return ContractDocuments.read(contract.source(), contract.options().contract()).all().stream()
          .mapToLong(document -> document.octets().length)
          .sum();
    } catch (JsonException e) {
      return 0;
    }
  }

  private void tellSize(String name, long bytes) {
    logger.info(
        "The contract {} has {} octets, too many for a summary at the start. {}",
        name,
        bytes,
        SEE_ALL.formatted(name));
  }

  private void tell(String name, LintReport report) {
    List<LintFinding> shown = detail == Detail.FULL ? gravest(report) : worst(report);
    StringBuilder line = new StringBuilder("The contract ").append(name).append(" has ");
    line.append(report.summary());
    if (detail == Detail.FULL) {
      shown.forEach(finding -> logger.atLevel(level(finding)).log(finding.toString()));
    } else if (!shown.isEmpty()) {
      line.append(". The worst: ");
      line.append(shown.stream().map(LintFinding::toString).collect(Collectors.joining(" | ")));
    }
    if (shown.size() < report.findings().size()) {
      line.append(". ").append(SEE_ALL.formatted(name));
    }
    logger.atLevel(report.count(Severity.ERROR) > 0 ? Level.WARN : Level.INFO).log(line.toString());
  }

  private static List<LintFinding> gravest(LintReport report) {
    return report.findings().stream()
        .sorted(Comparator.comparing(LintFinding::severity).reversed())
        .limit(MOST_LINES)
        .toList();
  }

  /** The first of the gravest; infos are not grave. */
  private static List<LintFinding> worst(LintReport report) {
    Severity gravest = report.count(Severity.ERROR) > 0 ? Severity.ERROR : Severity.WARNING;
    return report.atLeast(gravest).stream().limit(WORST_SHOWN).toList();
  }

  private static Level level(LintFinding finding) {
    return finding.severity() == Severity.ERROR ? Level.WARN : Level.INFO;
  }
}
