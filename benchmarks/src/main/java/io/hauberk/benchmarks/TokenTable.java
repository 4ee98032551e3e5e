package io.hauberk.benchmarks;

import static java.util.Objects.requireNonNull;

import io.hauberk.benchmarks.Rounds.Case;
import io.hauberk.benchmarks.Rounds.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a bearer token to its caller. */
final class TokenTable {
  private static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

  /**
   * Has every subject judge good and bad tokens, then measures.
   *
   * @throws IllegalStateException if one judges wrongly: its time would say nothing
   */
  static void run(Rounds rounds) throws Exception {
    for (String algorithm : ALGORITHMS) {
      requireVerdicts(algorithm);
    }
    for (String algorithm : ALGORITHMS) {
      measure(algorithm, rounds);
    }
  }

  private static void requireVerdicts(String algorithm) throws Exception {
    IssuedTokens issuer = IssuedTokens.by(algorithm);
    for (TokenSubject subject : TokenSubject.values()) {
      Map<String, String> wrong = subject.wrong(issuer);
      if (!wrong.isEmpty()) {
        throw new IllegalStateException(subject.title() + ", " + algorithm + ": " + wrong);
      }
    }
  }

  private static void measure(String algorithm, Rounds rounds) throws Exception {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (TokenSubject subject : TokenSubject.values()) {
      cases.put(
          subject.name(),
          new Case(
              TokenBenchmark.class,
              "subject",
              Map.of("algorithm", algorithm, "subject", subject.name())));
    }
    Map<String, Measured> measured = rounds.measure(cases);
    Measured floor = of(TokenSubject.DIGEST, measured);
    Measured known = of(TokenSubject.KNOWN, measured);
    Measured first = of(TokenSubject.FIRST, measured);
    Table table =
        new Table(
            List.of(
                algorithm,
                "time",
                "beside one SHA-256",
                "beside a known token",
                "beside our first use",
                "allocated"));
    for (TokenSubject subject : TokenSubject.values()) {
      Measured one = of(subject, measured);
      table.row(
          List.of(
              subject.title(),
              Table.micros(one.medianNanos()),
              Table.ratio(one.ratioTo(floor)),
              Table.ratio(one.ratioTo(known)),
              Table.ratio(one.ratioTo(first)),
              Table.bytes(one.medianBytes())));
    }
    System.out.println(
        "\nAn access token of "
            + IssuedTokens.by(algorithm).valid().length()
            + " octets, "
            + algorithm
            + ":");
    table.print();
  }

  private static Measured of(TokenSubject subject, Map<String, Measured> measured) {
    return requireNonNull(measured.get(subject.name()), subject.name());
  }

  private TokenTable() {}
}
