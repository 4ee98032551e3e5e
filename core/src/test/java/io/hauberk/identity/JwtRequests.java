package io.hauberk.identity;

import java.util.ArrayList;
import java.util.List;

/** The table of {@link JwtCases} as requests for a real server. */
public final class JwtRequests {
  /** Some rows flip every bit in turn; {@link JwtCasesTest} runs them whole. */
  private static final int MOST_OF_A_ROW = 12;

  /**
   * One request.
   *
   * @param id the number of the row
   * @param query what to put behind the path: a query, or nothing
   * @param headers the header lines
   * @param accepted the verdict that {@link JwtCasesTest} holds against the table
   */
  public record Sent(String id, String query, List<String> headers, boolean accepted) {}

  /** Every request of the table that needs no other keys than {@link #profile} trusts. */
  public static List<Sent> all() {
    List<Sent> all = new ArrayList<>();
    JwtCases.all()
        .forEach(
            (id, attempts) ->
                attempts.stream()
                    .filter(JwtCases.Attempt::isUsual)
                    .limit(MOST_OF_A_ROW)
                    .map(attempt -> sent(id, attempt))
                    .forEach(all::add));
    return all;
  }

  private static Sent sent(String id, JwtCases.Attempt attempt) {
    TestHead head = (TestHead) attempt.head();
    List<String> lines = new ArrayList<>();
    head.fields()
        .forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
    int query = head.target().indexOf('?');
    return new Sent(
        id,
        query < 0 ? "" : head.target().substring(query),
        lines,
        attempt.answer() instanceof Authentication.Authenticated);
  }

  /** The profile that the requests are meant for, at the start of 2026. */
  public static IssuerProfile profile() {
    return IssuerProfile.builder("main")
        .issuer(TestToken.ISSUER)
        .audience(TestToken.AUDIENCE)
        .algorithms(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.EDDSA)
        .keys(KeySource.jwks(TestKeys.octets(TestKeys.TRUSTED)))
        .build();
  }

  private JwtRequests() {}
}
