package io.hauberk.samples.tour;

import static io.hauberk.samples.tour.Step.passes;
import static io.hauberk.samples.tour.Step.refused;
import static io.hauberk.samples.tour.Step.refusedByContainer;

import io.hauberk.request.Reason;
import java.time.Instant;
import java.util.List;

/** What the tour sends, honest and hostile. */
final class Requests {
  /** Stands wherever a caller can put text of its own; must not come back in any log. */
  static final String MARK = "tour-mark-7f3a";

  private static final String ORDER =
      """
      {"customerId":"c-1001",
       "lines":[{"sku":"TEA-0001","quantity":2},{"sku":"CUP-0001","quantity":4}],
       "delivery":{"street":"Am Ring 1","postcode":"1010","city":"Wien","country":"AT"},
       "note":"%s"}\
      """;

  private final Issuer issuer;
  private final String reader;
  private final String clerk;

  Requests(Issuer issuer) {
    this.issuer = issuer;
    this.reader = issuer.token("alice", "orders:read").signed();
    this.clerk = issuer.token("bob", "orders:read orders:write").signed();
  }

  private static String order(String note) {
    return ORDER.formatted(note);
  }

  List<Step> honest() {
    return List.of(
        passes("health probe, no token", 200, Call.get("/actuator/health/liveness")),
        passes("open operation, no token", 200, Call.get("/catalog")),
        passes("read", 200, Call.get("/orders?status=open&limit=10").by(reader)),
        passes(
            "create",
            201,
            Call.post("/orders", order("Ring twice."))
                .by(clerk)
                .header("Idempotency-Key", "0b9f4c1e-5a53-4f0e-9d5c-6f7a8b9c0d1e")),
        passes(
            "an order that is not there",
            404,
            Call.get("/orders/ord_0123456789abcdef").by(reader)));
  }

  List<Step> impostors() {
    Token good = issuer.token("alice", "orders:read");
    long anHourAgo = Instant.now().getEpochSecond() - 3600;
    Call read = Call.get("/orders");
    return List.of(
        refused("no token", Reason.CREDENTIALS_MISSING, read),
        refused("garbage for a token", Reason.TOKEN_MALFORMED, read.by(MARK)),
        refused(
            "expired token",
            Reason.EXPIRED,
            read.by(good.claim("iat", anHourAgo - 3600).claim("exp", anHourAgo).signed())),
        refused(
            "token for another service",
            Reason.AUDIENCE_MISMATCH,
            read.by(good.claim("aud", "https://stock.example.com").signed())),
        refused(
            "token of another issuer",
            Reason.ISSUER_MISMATCH,
            read.by(good.claim("iss", "https://login.example.net").signed())),
        refused(
            "token signed by somebody else",
            Reason.SIGNATURE_INVALID,
            read.by(new Issuer("2026-11").token("alice", "orders:read").signed())),
        refused("alg: none", Reason.ALGORITHM_NOT_ALLOWED, read.by(good.unsigned())),
        refused(
            "HS256 with the public key",
            Reason.ALGORITHM_NOT_ALLOWED,
            read.by(good.signedWithPublicKeyAsSecret())),
        refused("scope missing", Reason.SCOPE_MISSING, Call.post("/orders", order("")).by(reader)));
  }

  List<Step> strayPaths() {
    return List.of(
        refused("unknown path", Reason.OPERATION_UNKNOWN, Call.get("/admin").by(clerk)),
        refused("actuator endpoint", Reason.OPERATION_UNKNOWN, Call.get("/actuator/env").by(clerk)),
        refused("undeclared method", Reason.METHOD_NOT_DECLARED, Call.delete("/orders").by(clerk)),
        refused("dot segments", Reason.TARGET_AMBIGUOUS, Call.get("/catalog/../orders").by(clerk)),
        refused(
            "path parameter", Reason.TARGET_AMBIGUOUS, Call.get("/catalog;a=b/orders").by(clerk)),
        refusedByContainer(
            "encoded slash (by Tomcat itself)", 400, Call.get("/catalog%2Forders").by(clerk)));
  }

  List<Step> badInput() {
    String broken = order(MARK).replace("\"quantity\":2", "\"quantity\":0");
    String twice = order(MARK).replace("\"quantity\":2", "\"quantity\":2,\"quantity\":900");
    return List.of(
        refused(
            "undeclared query parameter",
            Reason.PARAMETER_UNDECLARED,
            Call.get("/orders?debug=" + MARK).by(reader)),
        refused(
            "parameter out of range",
            Reason.PARAMETER_INVALID,
            Call.get("/orders?limit=1000000").by(reader)),
        refused(
            "body breaks its schema", Reason.BODY_INVALID, Call.post("/orders", broken).by(clerk)),
        refused("one name twice", Reason.BODY_MALFORMED, Call.post("/orders", twice).by(clerk)),
        refused(
            "body of 20 KB",
            Reason.BODY_TOO_LARGE,
            Call.post("/orders", order("x".repeat(20_000))).by(clerk)),
        refused(
            "XML where JSON is declared",
            Reason.MEDIA_TYPE_UNSUPPORTED,
            Call.post("/orders", "<order/>").header("Content-Type", "application/xml").by(clerk)));
  }

  List<Step> tooMany() {
    Call statistics =
        Call.get("/statistics?from=2026-01-01").by(issuer.token("carol", "orders:admin").signed());
    return List.of(
        passes("five calls in a minute", 200, statistics).times(5),
        refused("the sixth", Reason.CALLER_RATE_EXCEEDED, statistics));
  }
}
