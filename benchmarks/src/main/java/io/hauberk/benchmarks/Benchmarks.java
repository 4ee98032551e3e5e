package io.hauberk.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The program behind {@code benchmarks/run}: verdicts, then measurements, then tables. */
public final class Benchmarks {

  /** See {@code benchmarks/run --help} for the arguments. */
  public static void main(String[] args) throws Exception {
    List<String> all = List.of(args);
    boolean full = all.contains("--full");
    String pattern = all.stream().filter(arg -> !arg.startsWith("--")).findFirst().orElse("");
    System.out.printf(
        "Java %s (%s), %d processors, %s%n",
        Runtime.version(),
        System.getProperty("java.vm.name"),
        Runtime.getRuntime().availableProcessors(),
        full ? "--full" : "quick");
    run(full, Pattern.compile(pattern).asPredicate());
  }

  private static void run(boolean full, Predicate<String> wanted) throws Exception {
    Rounds rounds = full ? new Rounds(5, 3) : new Rounds(1, 2);
    List<String> names = new ArrayList<>(List.of(Input.ORDER));
    names.addAll(Input.TEN);
    names.removeIf(name -> !wanted.test("documents/" + name));
    if (!names.isEmpty()) {
      new DocumentTable(rounds).run(names);
    }
    if (wanted.test("expression")) {
      ExpressionTable.run(rounds);
    }
    if (wanted.test("request")) {
      RequestTables.request(rounds);
    }
    if (wanted.test("operations")) {
      RequestTables.operations(rounds);
    }
    if (wanted.test("tokens")) {
      TokenTable.run(rounds);
    }
    for (ProofKind kind : ProofKind.values()) {
      if (wanted.test(kind.pattern())) {
        ProofTables.run(kind, rounds);
      }
    }
    if (wanted.test("limits")) {
      LimitsTable.run(rounds);
    }
    if (wanted.test("callers")) {
      RequestTables.callers(rounds);
    }
    if (wanted.test("events")) {
      RequestTables.events(rounds);
    }
    if (wanted.test("contracts")) {
      ContractTable.run(full ? 7 : 3);
    }
  }

  private Benchmarks() {}
}
