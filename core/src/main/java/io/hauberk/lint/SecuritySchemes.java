package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API2;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How callers prove who they are. */
final class SecuritySchemes implements Check {
  private static final LintRule BASIC =
      LintRule.error("no-http-basic", API2, "HTTP Basic is not used.");
  private static final LintRule INSECURE =
      LintRule.error(
          "no-insecure-auth-schemes", API2, "Outdated HTTP authentication schemes are not used.");
  private static final LintRule KEY_IN_URL =
      LintRule.error("no-api-keys-in-url", API2, "API keys are not sent in the query.");
  private static final LintRule KEY_IN_COOKIE =
      LintRule.warning(
          "no-api-keys-in-cookies", API2, "Keys that a browser sends on its own are not used.");
  private static final LintRule JWT =
      LintRule.info("jwt-best-practices", API2, "A scheme of JWTs says that RFC 8725 is kept.");
  private static final LintRule SHORT_LIVED =
      LintRule.info("short-lived-access-tokens", API2, "An OAuth flow of users has a refreshUrl.");
  private static final LintRule FLOWS =
      LintRule.warning(
          "no-deprecated-oauth-flows", API2, "The implicit and password flows are not used.");
  private static final LintRule CLEARTEXT =
      LintRule.error(
          "no-cleartext-token-endpoints", API2, "The endpoints of an issuer are called by https.");

  private static final Set<String> OUTDATED = Set.of("negotiate", "ntlm", "oauth");
  private static final List<String> ENDPOINTS =
      List.of("authorizationUrl", "tokenUrl", "refreshUrl");

  @Override
  public List<LintRule> rules() {
    return List.of(BASIC, INSECURE, KEY_IN_URL, KEY_IN_COOKIE, JWT, SHORT_LIVED, FLOWS, CLEARTEXT);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (Place scheme : contract.securitySchemes().values()) {
      switch (scheme.text("type")) {
        case "http" -> http(scheme, complaints);
        case "apiKey" -> apiKey(scheme, complaints);
        case "oauth2" -> oauth2(scheme, complaints);
        case "openIdConnect" -> cleartext(scheme, "openIdConnectUrl", complaints);
        default -> {
          // mutualTLS has nothing to choose
        }
      }
      boolean jwt =
          scheme.text("bearerFormat").equalsIgnoreCase("jwt")
              || scheme.text("type").equals("oauth2");
      if (jwt && !scheme.text("description").matches("(?s).*RFC[ -]?8725.*")) {
        complaints.add(
            JWT,
            scheme,
            "nothing says that tokens are judged as RFC 8725 asks. Say so in the description, so"
                + " that clients and reviewers know");
      }
    }
  }

  private static void http(Place scheme, Complaints complaints) {
    String name = scheme.text("scheme").toLowerCase(Locale.ROOT);
    if (name.equals("basic")) {
      complaints.add(
          BASIC,
          scheme,
          "scheme",
          "HTTP Basic sends the password with each request. Use OAuth 2.0 or OpenID Connect bearer"
              + " tokens, or mutualTLS");
    } else if (OUTDATED.contains(name)) {
      complaints.add(
          INSECURE,
          scheme,
          "scheme",
          "this authentication scheme is outdated. Use bearer tokens or mutualTLS");
    }
  }

  private static void apiKey(Place scheme, Complaints complaints) {
    if (scheme.text("in").equals("query")) {
      complaints.add(
          KEY_IN_URL,
          scheme,
          "in",
          "a key in the query ends up in logs, histories and Referer fields. Move it to a header");
    } else if (scheme.text("in").equals("cookie")) {
      complaints.add(
          KEY_IN_COOKIE,
          scheme,
          "in",
          "a browser sends cookies with every request, forged ones too (CSRF). Move the key to a"
              + " header, or document the CSRF token");
    }
  }

  private static void oauth2(Place scheme, Complaints complaints) {
    for (Place flow : scheme.members("flows")) {
      String name = flow.key();
      if (name.equals("implicit") || name.equals("password")) {
        complaints.add(
            FLOWS,
            flow,
            "this flow must not be used any more (RFC 9700, 2.1.2 and 2.4). Use authorizationCode"
                + " with PKCE");
      }
      if (!flow.has("refreshUrl")
          && (name.equals("authorizationCode") || name.equals("password"))) {
        complaints.add(
            SHORT_LIVED,
            flow,
            "without refresh tokens, access tokens tend to live long. Declare refreshUrl if there"
                + " are any");
      }
      ENDPOINTS.forEach(field -> cleartext(flow, field, complaints));
    }
  }

  private static void cleartext(Place owner, String field, Complaints complaints) {
    if (owner.text(field).toLowerCase(Locale.ROOT).startsWith("http:")) {
      complaints.add(
          CLEARTEXT, owner, field, "codes and tokens travel in clear text. Write it with https");
    }
  }
}
