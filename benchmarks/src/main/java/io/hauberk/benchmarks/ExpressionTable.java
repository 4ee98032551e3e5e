package io.hauberk.benchmarks;

import io.hauberk.benchmarks.Rounds.Case;
import io.hauberk.benchmarks.Rounds.Measured;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Alternatives that refer back to themselves, met by a small valid document. */
final class ExpressionTable {
  private static final List<Subject> SUBJECTS =
      List.of(Subject.TOKENS, Subject.HAUBERK, Subject.NETWORKNT, Subject.HARREL);

  static void run(Rounds rounds) throws IOException, RunnerException {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (Subject subject : SUBJECTS) {
      cases.put(
          subject.title(),
          new Case(
              DocumentBenchmark.class,
              "judge",
              Map.of("input", Input.EXPRESSION, "subject", subject.name())));
    }
    Table table = new Table(List.of("cql2, six levels deep", "time", "allocated"));
    for (Map.Entry<String, Measured> one : rounds.measure(cases).entrySet()) {
      table.row(
          List.of(
              one.getKey(),
              Table.micros(one.getValue().medianNanos()),
              Table.bytes(one.getValue().medianBytes())));
    }
    System.out.println(
        "\nA valid arithmetic expression of "
            + Input.expression(Input.EXPRESSION_LEVELS).length
            + " octets:");
    table.print();
  }

  private ExpressionTable() {}
}
