package io.hauberk.lint;

import java.util.List;

/** For each rule a contract that trips it, and its honest twin. */
final class RuleCases {
  private static final String SCHEME = "#/components/securitySchemes/main";
  private static final String GET = "#/paths/~1things~1%7BthingId%7D/get";
  private static final String PUT = "#/paths/~1things~1%7BthingId%7D/put";

  /** A patch of the operation that reads. */
  private static String get(String patch) {
    return "paths: {'/things/{thingId}': {get: {" + patch + "}}}";
  }

  /** A patch of the operation that writes. */
  private static String put(String patch) {
    return "paths: {'/things/{thingId}': {put: {" + patch + "}}}";
  }

  /** The operation that reads, with a query parameter. */
  private static String query(String name, String schema) {
    return get("parameters: [{name: " + name + ", in: query, schema: " + schema + "}]");
  }

  /** Another scheme in place of the contract's. */
  private static String scheme(String scheme) {
    return "security: [{other: []}]\npaths: {'/things/{thingId}': {put: {security: [{other: []}]}}}\n"
        + "components: {securitySchemes: {other: " + scheme + "}}";
  }

  private static final String OTHER = "#/components/securitySchemes/other";

  static final List<RuleCase> ALL =
      List.of(
          RuleCase.of(
              "no-numeric-ids",
              query("ownerId", "{type: integer, format: int32, minimum: 1, maximum: 9}"),
              GET + "/parameters/0",
              query("ownerId", "{type: string, format: uuid}")),
          RuleCase.of(
              "no-http-basic",
              scheme("{type: http, scheme: Basic}"),
              OTHER + "/scheme",
              scheme("{type: http, scheme: bearer}")),
          RuleCase.of(
              "no-insecure-auth-schemes",
              scheme("{type: http, scheme: Negotiate}"),
              OTHER + "/scheme",
              scheme("{type: http, scheme: DPoP}")),
          RuleCase.of(
              "no-api-keys-in-url",
              scheme("{type: apiKey, in: query, name: key}"),
              OTHER + "/in",
              scheme("{type: apiKey, in: header, name: X-Key}")),
          RuleCase.of(
              "no-api-keys-in-cookies",
              scheme("{type: apiKey, in: cookie, name: key}"),
              OTHER + "/in",
              scheme("{type: apiKey, in: header, name: X-Key}")),
          RuleCase.of(
              "jwt-best-practices",
              scheme("{type: http, scheme: bearer, bearerFormat: JWT}"),
              OTHER,
              scheme("{type: http, scheme: bearer, bearerFormat: JWT, description: See RFC8725.}")),
          RuleCase.of(
              "short-lived-access-tokens",
              "components: {securitySchemes: {main: {flows: {authorizationCode: {refreshUrl: null}}}}}",
              SCHEME + "/flows/authorizationCode",
              "{}"),
          RuleCase.of(
              "no-deprecated-oauth-flows",
              "components: {securitySchemes: {main: {flows: {implicit: {authorizationUrl: 'https://a.b', scopes: {}}}}}}",
              SCHEME + "/flows/implicit",
              "components: {securitySchemes: {main: {flows: {clientCredentials: {tokenUrl: 'https://a.b', scopes: {}}}}}}"),
          RuleCase.of(
              "no-cleartext-token-endpoints",
              "components: {securitySchemes: {main: {flows: {authorizationCode: {tokenUrl: 'HTTP://a.b'}}}}}",
              SCHEME + "/flows/authorizationCode/tokenUrl",
              "components: {securitySchemes: {main: {flows: {authorizationCode: {tokenUrl: 'https://a.b'}}}}}"),
          RuleCase.of(
              "no-credentials-in-url",
              query("accessToken", "{type: string, maxLength: 20, pattern: '^[a-z]*$'}"),
              GET + "/parameters/0/name",
              query("pageToken", "{type: string, maxLength: 20, pattern: '^[a-z]*$'}")),
          RuleCase.of(
              "write-operation-secured", put("security: []"), PUT, get("security: []")),
          RuleCase.of(
              "write-operation-secured",
              "security: null\n" + put("security: null"),
              PUT,
              "security: null"),
          RuleCase.of("read-operation-secured", get("security: []"), GET, put("security: []")),
          RuleCase.of(
              "no-optional-security",
              get("security: [{main: [read]}, {}]"),
              GET,
              get("security: [{main: [read]}, {main: [write]}]")),
          RuleCase.of(
              "admin-security-unique",
              "paths: {/admin/jobs: {get: {responses: {'200': {description: d}}}}}",
              "#/paths/~1admin~1jobs/get",
              "paths: {/admin/jobs: {get: {security: [{main: [admin]}], responses: {'200': {description: d}}}}}"),
          RuleCase.of(
              "operation-scopes",
              get("security: [{main: []}]"),
              GET,
              scheme("{type: http, scheme: bearer}")),
          RuleCase.of(
              "contract-defect",
              get("responses: {'299999': {description: d}}"),
              GET + "/responses/299999",
              get("responses: {'299': {description: d}}")),
          RuleCase.of(
              "undeclared-scope",
              get("security: [{main: [fly]}]"),
              GET + "/security/0/main",
              get("security: [{main: [write]}]")),
          RuleCase.of("no-operations", "paths: null\nwebhooks: {}", "#/paths", "{}"),
          RuleCase.of(
              "missing-operation-id", get("operationId: null"), GET, get("operationId: other")),
          RuleCase.of(
              "unknown-keyword",
              "components: {schemas: {Thing: {maxLenght: 1}}}",
              "#/components/schemas/Thing/maxLenght",
              "components: {schemas: {Thing: {x-maxLenght: 1}}}"),
          RuleCase.of(
              "unknown-format",
              query("q", "{type: string, format: isbn, maxLength: 9}"),
              GET + "/parameters/0/schema/format",
              query("q", "{type: string, format: date, maxLength: 10}")),
          RuleCase.of(
              "idle-keyword",
              query("q", "{type: string, enum: [a], maximum: 9}"),
              GET + "/parameters/0/schema/maximum",
              query("q", "{type: integer, format: int32, minimum: 0, maximum: 9}")),
          RuleCase.of(
              "external-reference",
              "components: {examples: {e: {$ref: 'https://a.b/e.json'}}}",
              "#/components/examples/e/$ref",
              "components: {examples: {e: {value: 1}}}"),
          RuleCase.of(
              "unjudged-body",
              put("requestBody: {content: {application/xml: {schema: {type: object}}}}"),
              PUT + "/requestBody/content/application~1xml",
              put("requestBody: {content: {application/x+json: {schema: {type: object}}}}")),
          RuleCase.of(
              "unjudged-callbacks",
              put("callbacks: {done: {'https://a.b': {}}}"),
              PUT + "/callbacks",
              "{}"),
          RuleCase.of("unjudged-webhooks", "webhooks: {done: {}}", "#/webhooks", "webhooks: {}"),
          RuleCase.of(
              "ref-siblings",
              "openapi: 3.0.4\n" + query("q", "{$ref: '#/components/schemas/Thing', minProperties: 1}"),
              GET + "/parameters/0/schema/$ref",
              query("q", "{$ref: '#/components/schemas/Thing', minProperties: 1}")),
          RuleCase.of(
              "unsatisfiable",
              query("q", "{type: string, enum: []}"),
              GET + "/parameters/0/schema/enum",
              query("q", "{type: string, enum: [a]}")),
          RuleCase.of(
              "unknown-lint-rule",
              get("x-hauberk-lint-ignore: [no-such-rule]"),
              GET + "/x-hauberk-lint-ignore",
              get("x-hauberk-lint-ignore: [no-numeric-ids]")));

  private RuleCases() {}
}
