package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API8;

import io.hauberk.lint.OperationSite.Response;
import java.util.List;
import java.util.Set;

/** What a caller gets when something is wrong. */
final class ErrorResponses implements Check {
  private static final LintRule VALIDATION =
      LintRule.warning(
          "error-response-validation", API8, "Operations with input declare 400, 422 or 4XX.");
  private static final LintRule UNAUTHORIZED =
      LintRule.warning("error-response-401", API8, "Operations with security declare 401.");
  private static final LintRule INTERNAL =
      LintRule.warning("error-response-500", API8, "Operations declare 500.");
  private static final LintRule SCHEMA =
      LintRule.info("error-response-schema", API8, "Errors have a schema.");
  private static final LintRule INTERNALS =
      LintRule.warning(
          "no-internals-in-errors", API8, "Errors tell nothing of the service's inside.");

  private static final Set<String> INSIDE =
      Set.of(
          "stacktrace",
          "stack",
          "trace",
          "backtrace",
          "exception",
          "sql",
          "query",
          "debug",
          "classname",
          "hostname");

  @Override
  public List<LintRule> rules() {
    return List.of(VALIDATION, UNAUTHORIZED, INTERNAL, SCHEMA, INTERNALS);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (OperationSite operation : contract.served()) {
      boolean takesInput = operation.body() != null || !operation.parameters().isEmpty();
      if (takesInput && !operation.declares("400") && !operation.declares("422")) {
        complain(VALIDATION, operation, "400, 422, 4XX", complaints);
      }
      if (operation.isSecured() && !operation.declares("401")) {
        complain(UNAUTHORIZED, operation, "401, 4XX", complaints);
      }
      if (!operation.declares("500")) {
        complain(INTERNAL, operation, "500, 5XX", complaints);
      }
      for (Response response : operation.responses()) {
        if (response.isError()) {
          checkError(contract, operation, response, complaints);
        }
      }
    }
  }

  private static void complain(
      LintRule rule, OperationSite operation, String statuses, Complaints complaints) {
    complaints.add(
        rule,
        operation.place(),
        "responses",
        "nothing says what this error looks like, so anything may leave with it. Declare "
            + statuses
            + " or default");
  }

  private static void checkError(
      ContractModel contract, OperationSite operation, Response response, Complaints complaints) {
    List<Place> content = response.place().members("content");
    boolean bodiless = operation.method().equals("HEAD");
    if (!bodiless && content.stream().noneMatch(media -> media.has("schema"))) {
      complaints.add(
          SCHEMA,
          response.place(),
          "nothing says what stands in this error. Add application/problem+json with a schema"
              + " (RFC 9457)");
    }
    for (Place media : content) {
      Place schema = media.object("schema");
      SchemaUse use = schema == null ? null : contract.findSchema(schema);
      if (use != null) {
        for (Place part : use.conjuncts()) {
          for (Place property : part.members("properties")) {
            if (INSIDE.contains(String.join("", Words.of(property.key())))) {
              complaints.add(
                  INTERNALS,
                  property,
                  "tells callers of the inside of the service. Keep it in the log, and send an id"
                      + " by which the line is found");
            }
          }
        }
      }
    }
  }
}
