package io.hauberk.benchmarks;

import static java.util.Objects.requireNonNull;

import io.hauberk.benchmarks.Rounds.Case;
import io.hauberk.benchmarks.Rounds.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a limit costs each call. */
final class LimitsTable {

  static void run(Rounds rounds) throws Exception {
    for (String method : List.of("alone", "contended")) {
      Map<String, Case> cases = new LinkedHashMap<>();
      for (LimitSubject subject : LimitSubject.values()) {
        cases.put(
            subject.title(),
            new Case(LimitsBenchmark.class, method, Map.of("subject", subject.name())));
      }
      Map<String, Measured> measured = rounds.measure(cases);
      Measured floor = requireNonNull(measured.get(LimitSubject.RESILIENCE4J.title()));
      Table table = new Table(List.of("one permit", "time", "beside Resilience4j", "allocated"));
      measured.forEach(
          (title, one) ->
              table.row(
                  List.of(
                      title,
                      Table.micros(one.medianNanos()),
                      Table.ratio(one.ratioTo(floor)),
                      Table.bytes(one.medianBytes()))));
      System.out.println(
          method.equals("alone")
              ? "\nA permit of one caller, asked for by one thread:"
              : "\nA permit of one caller, asked for by a thread of each processor:");
      table.print();
    }
  }

  private LimitsTable() {}
}
