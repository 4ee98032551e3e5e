package io.hauberk.benchmarks;

import static java.util.Objects.requireNonNull;

import io.hauberk.benchmarks.Rounds.Case;
import io.hauberk.benchmarks.Rounds.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** From a client certificate, an API key or a token with its proof to the caller. */
final class ProofTables {

  /**
   * Has every subject judge good and bad proofs, then measures.
   *
   * @throws IllegalStateException if one judges wrongly: its time would say nothing
   */
  static void run(ProofKind kind, Rounds rounds) throws Exception {
    List<ProofSubject> subjects =
        Stream.of(ProofSubject.values()).filter(subject -> subject.kind() == kind).toList();
    Map<String, Case> cases = new LinkedHashMap<>();
    for (ProofSubject subject : subjects) {
      Map<String, String> wrong = subject.wrong(kind.issue());
      if (!wrong.isEmpty()) {
        throw new IllegalStateException(subject.title() + ": " + wrong);
      }
      cases.put(
          subject.title(),
          new Case(ProofBenchmark.class, "subject", Map.of("subject", subject.name())));
    }
    Map<String, Measured> measured = rounds.measure(cases);
    Measured floor = requireNonNull(measured.get(subjects.get(0).title()));
    Measured ours = requireNonNull(measured.get(subjects.get(1).title()));
    Table table =
        new Table(List.of(kind.title(), "time", "beside the first", "beside Hauberk", "allocated"));
    measured.forEach(
        (title, one) ->
            table.row(
                List.of(
                    title,
                    Table.micros(one.medianNanos()),
                    Table.ratio(one.ratioTo(floor)),
                    Table.ratio(one.ratioTo(ours)),
                    Table.bytes(one.medianBytes()))));
    System.out.println("\nFrom " + kind.title() + " to the caller:");
    table.print();
  }

  private ProofTables() {}
}
