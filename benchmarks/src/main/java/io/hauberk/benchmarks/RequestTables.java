package io.hauberk.benchmarks;

import io.hauberk.benchmarks.Rounds.Case;
import io.hauberk.benchmarks.Rounds.Measured;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Whole requests: beside the OpenAPI request validator, and as a contract and the number of callers
 * grow; and what the event of a refused one costs it.
 */
final class RequestTables {
  private static final List<Integer> OPERATIONS = List.of(10, 100, 1_000, 10_000);
  private static final List<Integer> CALLERS = List.of(1, 1_000, 100_000, 1_000_000);

  static void request(Rounds rounds) throws IOException, RunnerException {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("Jackson token pass over the body", request("tokens"));
    cases.put("Hauberk", request("hauberk"));
    cases.put("swagger-request-validator", request("requestValidator"));
    System.out.println("\nA whole request: route, four parameters, the order as its body:");
    print("request", rounds.measure(cases));
  }

  private static Case request(String method) {
    return new Case(RequestBenchmark.class, method, Map.of());
  }

  static void operations(Rounds rounds) throws IOException, RunnerException {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (int count : OPERATIONS) {
      cases.put(
          count + " operations",
          new Case(
              GrowthBenchmark.class, "hauberk", Map.of("operations", Integer.toString(count))));
    }
    System.out.println("\nThe same request against contracts that grow:");
    print("contract", rounds.measure(cases));
  }

  static void callers(Rounds rounds) throws IOException, RunnerException {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (int count : CALLERS) {
      cases.put(
          count + (count == 1 ? " caller" : " callers"),
          new Case(CallersBenchmark.class, "hauberk", Map.of("callers", Integer.toString(count))));
    }
    System.out.println("\nA known token and its caller's limit, after so many callers:");
    print("callers", rounds.measure(cases));
  }

  static void events(Rounds rounds) throws IOException, RunnerException {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (EventsBenchmark.Way way : EventsBenchmark.Way.values()) {
      cases.put(way.title(), new Case(EventsBenchmark.class, "emit", Map.of("way", way.name())));
    }
    System.out.println("\nThe event of a refusal, on the thread of its request:");
    print("event", rounds.measure(cases));
  }

  /** One row each, as multiples of the first. */
  private static void print(String head, Map<String, Measured> measured) {
    Measured first = measured.values().iterator().next();
    Table table = new Table(List.of(head, "time", "ratio", "allocated"));
    measured.forEach(
        (name, one) ->
            table.row(
                List.of(
                    name,
                    Table.micros(one.medianNanos()),
                    Table.ratio(one.ratioTo(first)),
                    Table.bytes(one.medianBytes()))));
    table.print();
  }

  private RequestTables() {}
}
