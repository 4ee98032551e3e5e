package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API6;

import io.hauberk.json.JsonNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Flows that harm when a machine runs them: logins, orders, bookings, messages. */
final class BusinessFlows implements Check {
  private static final LintRule LIMIT =
      LintRule.warning(
          "sensitive-flow-limit", API6, "A sensitive flow declares its own limit and answer 429.");
  private static final LintRule BULK =
      LintRule.warning("bulk-operation-limit", API6, "One call does a bounded number of things.");

  /** What an operation does, in its id or at the end of its path. */
  private static final Set<String> DEEDS =
      Set.of(
          "login",
          "signin",
          "signup",
          "register",
          "otp",
          "mfa",
          "verify",
          "checkout",
          "purchase",
          "buy",
          "pay",
          "payout",
          "transfer",
          "refund",
          "redeem",
          "vote",
          "invite",
          "book",
          "reserve");

  /** What an operation makes, at the end of its path. */
  private static final Set<String> THINGS =
      Set.of(
          "registrations",
          "orders",
          "purchases",
          "payments",
          "payouts",
          "transfers",
          "refunds",
          "bookings",
          "reservations",
          "vouchers",
          "coupons",
          "votes",
          "invites",
          "invitations",
          "messages",
          "sms",
          "comments",
          "reviews",
          "accounts");

  private static final List<String> HINTS =
      List.of("x-rate-limit", "x-ratelimit", "x-throttling", "x-hauberk-rate");
  private static final int MANY = 100;

  @Override
  public List<LintRule> rules() {
    return List.of(LIMIT, BULK);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (OperationSite operation : contract.served()) {
      if (operation.isWrite()) {
        if (isSensitive(operation) && !isLimited(operation)) {
          complaints.add(
              LIMIT,
              operation.place(),
              "looks like a business flow that a machine could abuse (scalping, credential"
                  + " stuffing, spam). Give it a limit of its own, and say so: declare 429, or"
                  + " x-hauberk-rate");
        }
        checkBulk(contract, operation, complaints);
      }
    }
  }

  private static boolean isSensitive(OperationSite operation) {
    boolean creates = operation.method().equals("POST") || operation.method().equals("PUT");
    String[] segments = operation.path().split("/");
    String last = segments.length == 0 ? "" : segments[segments.length - 1];
    Set<String> path = new HashSet<>(last.startsWith("{") ? List.of() : Words.of(last));
    Set<String> words = new HashSet<>(Words.of(operation.place().text("operationId")));
    words.addAll(path);
    boolean joined =
        (words.contains("log") || words.contains("sign"))
            && (words.contains("in") || words.contains("up"));
    boolean password =
        words.contains("password") && (words.contains("reset") || words.contains("forgot"));
    return creates
        && (joined
            || password
            || words.stream().anyMatch(DEEDS::contains)
            || path.stream().anyMatch(THINGS::contains));
  }

  private static boolean isLimited(OperationSite operation) {
    return operation.findResponse("429").isPresent()
        || HINTS.stream().anyMatch(operation.place()::has);
  }

  /** An array at the top of a body does one thing for each item. */
  private static void checkBulk(
      ContractModel contract, OperationSite operation, Complaints complaints) {
    if (operation.body() == null) {
      return;
    }
    for (Place media : operation.body().members("content")) {
      Place schema = media.object("schema");
      SchemaUse use = schema == null ? null : contract.findSchema(schema);
      if (use != null && use.hasType("array") && !use.holds(BusinessFlows::isSmall)) {
        complaints.add(
            BULK,
            use,
            "one permitted call does any number of things, so limits by call do not hold. Add"
                + " maxItems of at most "
                + MANY
                + ", or count items in the limit and silence this rule here");
      }
    }
  }

  private static boolean isSmall(Place part) {
    return part.get("maxItems") instanceof JsonNumber most && most.clampedInt() <= MANY;
  }
}
