package io.hauberk.benchmarks;

import static java.util.Objects.requireNonNull;

import io.hauberk.benchmarks.Rounds.Case;
import io.hauberk.benchmarks.Rounds.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** The order and the ten schemas: what each subject takes and allocates. */
final class DocumentTable {
  private final Rounds rounds;
  private final Table times = new Table(heads("documents", "bytes", "token pass"));
  private final Table memory = new Table(heads("documents", "bytes", "token pass"));
  private final Map<Subject, List<Double>> ratiosOfTheTen = new EnumMap<>(Subject.class);

  DocumentTable(Rounds rounds) {
    this.rounds = rounds;
  }

  private static List<String> heads(String... first) {
    List<String> heads = new ArrayList<>(List.of(first));
    for (Subject subject : Subject.values()) {
      if (subject != Subject.TOKENS) {
        heads.add(subject.title());
      }
    }
    return heads;
  }

  /**
   * Judges all documents once by every subject, then measures.
   *
   * @throws IllegalStateException if one of our verdicts is wrong
   */
  void run(List<String> names) throws IOException, RunnerException {
    Map<Input, List<Subject>> able = new LinkedHashMap<>();
    for (String name : names) {
      Input input = Input.load(name);
      able.put(input, able(input));
    }
    for (Map.Entry<Input, List<Subject>> entry : able.entrySet()) {
      measure(entry.getKey(), entry.getValue());
    }
    means();
    System.out.println("\nTime, as a multiple of the token pass in the same round:");
    times.print();
    System.out.println("Allocated, for all documents of a row once:");
    memory.print();
  }

  /** The subjects that can be measured with an input; what any judges otherwise is told. */
  private static List<Subject> able(Input input) {
    List<Subject> able = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      try {
        int wrong = subject.judges() ? Verdicts.wrong(subject, input).size() : 0;
        if (wrong > 0) {
          tell(subject, input, wrong + " of " + input.documents().size() + " verdicts are wrong");
        }
        if (wrong < input.documents().size()) { // one that falls over each time is not measured
          able.add(subject);
        }
      } catch (Exception e) { // a peer's own, of whatever type
        tell(subject, input, "the schema does not compile (" + e.getClass().getSimpleName() + ")");
      }
    }
    return able;
  }

  private static void tell(Subject subject, Input input, String what) {
    String told = subject.title() + ", " + input.name() + ": " + what;
    if (subject == Subject.HAUBERK) {
      throw new IllegalStateException(told);
    }
    System.out.println("- " + told);
  }

  private void measure(Input input, List<Subject> subjects) throws IOException, RunnerException {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      cases.put(
          subject.name(),
          new Case(
              DocumentBenchmark.class,
              "judge",
              Map.of("input", input.name(), "subject", subject.name())));
    }
    Map<String, Measured> measured = rounds.measure(cases);
    Measured floor = requireNonNull(measured.get(Subject.TOKENS.name()), "the floor");
    List<String> time = first(input, Table.micros(floor.medianNanos()));
    List<String> bytes = first(input, Table.bytes(floor.medianBytes()));
    for (Subject subject : Subject.values()) {
      if (subject == Subject.TOKENS) {
        continue;
      }
      Measured one = measured.get(subject.name());
      time.add(one == null ? "fails" : Table.ratio(one.ratioTo(floor)));
      bytes.add(one == null ? "fails" : Table.bytes(one.medianBytes()));
      if (one != null && Input.TEN.contains(input.name())) {
        ratiosOfTheTen.computeIfAbsent(subject, key -> new ArrayList<>()).add(one.ratioTo(floor));
      }
    }
    times.row(time);
    memory.row(bytes);
  }

  private static List<String> first(Input input, String floor) {
    List<String> cells = new ArrayList<>();
    cells.add(input.name() + " (" + input.documents().size() + ")");
    cells.add(Integer.toString(input.bytes()));
    cells.add(floor);
    return cells;
  }

  private void means() {
    List<String> row = new ArrayList<>(List.of("geometric mean of the ten", "", ""));
    for (Subject subject : Subject.values()) {
      if (subject != Subject.TOKENS) {
        List<Double> ratios = ratiosOfTheTen.getOrDefault(subject, List.of());
        double logarithms = ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN);
        row.add(
            ratios.isEmpty()
                ? ""
                : Table.ratio(Math.exp(logarithms))
                    + (ratios.size() < Input.TEN.size() ? " (of " + ratios.size() + ")" : ""));
      }
    }
    times.row(row);
  }
}
