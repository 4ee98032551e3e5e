package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API4;

import io.hauberk.lint.OperationSite.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a caller can learn that it asks too often. */
final class RateLimits implements Check {
  private static final LintRule RESPONSE =
      LintRule.warning("rate-limit-response", API4, "Operations declare a response for 429.");
  private static final LintRule RETRY =
      LintRule.warning("retry-after", API4, "A 429 says when to come again.");
  private static final LintRule HEADERS =
      LintRule.info("rate-limit-headers", API4, "Responses say how much of the limit is left.");

  private static final Set<String> FIELDS =
      Set.of("ratelimit", "ratelimit-limit", "x-ratelimit-limit", "x-rate-limit-limit");

  @Override
  public List<LintRule> rules() {
    return List.of(RESPONSE, RETRY, HEADERS);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (OperationSite operation : contract.served()) {
      if (!operation.declares("429")) {
        complaints.add(
            RESPONSE,
            operation.place(),
            "responses",
            "nothing says what a caller gets that asks too often. Declare 429, 4XX or default");
      }
      for (Response response : operation.responses()) {
        Set<String> headers = headers(response.place());
        if (response.status().equals("429") && !headers.contains("retry-after")) {
          complaints.add(
              RETRY,
              response.place(),
              "a caller cannot know how long to wait. Declare the header Retry-After (RFC 9110,"
                  + " 10.2.3)");
        }
        boolean success = response.status().startsWith("2");
        if (success && headers.stream().noneMatch(FIELDS::contains)) {
          complaints.add(
              HEADERS,
              response.place(),
              "a careful caller cannot slow down in time. Declare RateLimit and RateLimit-Policy");
        }
      }
    }
  }

  static Set<String> headers(Place response) {
    Set<String> names = new HashSet<>();
    Place headers = response.object("headers");
    if (headers != null) {
      headers.object().members().keySet().forEach(it -> names.add(it.toLowerCase(Locale.ROOT)));
    }
    return names;
  }
}
