package io.hauberk.lint;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
    return "security: [{other: []}]\n"
        + "paths: {'/things/{thingId}': {put: {security: [{other: []}]}}}\n"
        + "components: {securitySchemes: {other: "
        + scheme
        + "}}";
  }

  /** Of nobody: a header, claims and a signature of the right form. */
  private static final String JWT =
      "eyJ" + "hbGciOiJFUzI1NiJ9." + "eyJ" + "zdWIiOiJub2JvZHkifQ." + "A".repeat(86);

  /** No key: a block of the right form. */
  private static final String PRIVATE_KEY =
      "-----BEGIN PRIVATE " + "KEY----- " + "A".repeat(64) + " -----END PRIVATE " + "KEY-----";

  private static final String THING = "#/components/schemas/Thing";
  private static final String CALLBACK = PUT + "/callbacks/done";

  /** A property more in what is sent and received. */
  private static String thing(String property) {
    return "components: {schemas: {Thing: {properties: {" + property + "}}}}";
  }

  /** More paths. */
  private static String paths(String entries) {
    return "paths: {" + entries + "}";
  }

  /** A path with one operation, and its parameter if it has one. */
  private static String item(@Nullable String parameter, String method) {
    String parameters =
        parameter == null
            ? ""
            : "parameters: [{name: "
                + parameter
                + ", in: path, required: true, schema: {type: string, format: uuid}}], ";
    return "{" + method + ": {" + parameters + "responses: {'200': {description: d}}}}";
  }

  /** A call that the service makes. */
  private static String callback(String url, String operation) {
    return put("callbacks: {done: {'" + url + "': {post: {" + operation + "}}}}");
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
              "components: {securitySchemes: {main: {flows: {authorizationCode: {refreshUrl:"
                  + " null}}}}}",
              SCHEME + "/flows/authorizationCode",
              "{}"),
          RuleCase.of(
              "no-deprecated-oauth-flows",
              "components: {securitySchemes: {main: {flows: {implicit: {authorizationUrl:"
                  + " 'https://a.b', scopes: {}}}}}}",
              SCHEME + "/flows/implicit",
              "components: {securitySchemes: {main: {flows: {clientCredentials: {tokenUrl:"
                  + " 'https://a.b', scopes: {}}}}}}"),
          RuleCase.of(
              "no-cleartext-token-endpoints",
              "components: {securitySchemes: {main: {flows: {authorizationCode: {tokenUrl:"
                  + " 'HTTP://a.b'}}}}}",
              SCHEME + "/flows/authorizationCode/tokenUrl",
              "components: {securitySchemes: {main: {flows: {authorizationCode: {tokenUrl:"
                  + " 'https://a.b'}}}}}"),
          RuleCase.of(
              "no-credentials-in-url",
              query("accessToken", "{type: string, maxLength: 20, pattern: '^[a-z]*$'}"),
              GET + "/parameters/0/name",
              query("pageToken", "{type: string, maxLength: 20, pattern: '^[a-z]*$'}")),
          RuleCase.of("write-operation-secured", put("security: []"), PUT, get("security: []")),
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
              "paths: {/admin/jobs: {get: {security: [{main: [admin]}], responses: {'200':"
                  + " {description: d}}}}}"),
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
              "undescribed-content",
              get("responses: {'201': {description: d}}"),
              GET + "/responses",
              get("responses: {'204': {description: d}, '302': {description: d}}")),
          RuleCase.of(
              "unjudged-callbacks",
              put("callbacks: {done: {'https://a.b': {}}}"),
              PUT + "/callbacks",
              "{}"),
          RuleCase.of("unjudged-webhooks", "webhooks: {done: {}}", "#/webhooks", "webhooks: {}"),
          RuleCase.of(
              "ref-siblings",
              "openapi: 3.0.4\n"
                  + "components: {headers: {Origin: {schema: {const: null, enum: [a]}}}}\n"
                  + query("q", "{$ref: '#/components/schemas/Thing', minProperties: 1}"),
              GET + "/parameters/0/schema/$ref",
              query("q", "{$ref: '#/components/schemas/Thing', minProperties: 1}")),
          RuleCase.of(
              "unsatisfiable",
              query("q", "{type: string, enum: []}"),
              GET + "/parameters/0/schema/enum",
              query("q", "{type: string, enum: [a]}")),
          RuleCase.of(
              "no-secrets-in-responses",
              thing("password: {type: string, format: password, maxLength: 9}"),
              THING + "/properties/password",
              thing("password: {type: string, format: password, maxLength: 9, writeOnly: true}")),
          RuleCase.of(
              "no-privileges-in-requests",
              thing("isAdmin: {type: boolean}"),
              THING + "/properties/isAdmin",
              thing("isAdmin: {type: boolean, readOnly: true}")),
          RuleCase.of(
              "typed-schema", thing("x: {}"), THING + "/properties/x", thing("x: {type: boolean}")),
          RuleCase.of(
              "body-schema",
              put("requestBody: {content: {application/json: {schema: null}}}"),
              PUT + "/requestBody/content/application~1json",
              put("requestBody: {content: {application/octet-stream: {}}}")),
          RuleCase.of(
              "array-limit",
              thing("x: {type: [array, 'null'], items: {type: boolean}}"),
              THING + "/properties/x",
              thing("x: {type: array, items: false, prefixItems: [{type: boolean}]}")),
          RuleCase.of(
              "array-limit",
              thing("x: {type: array, minItems: 1, items: {type: boolean}}"),
              THING + "/properties/x",
              thing("x: {allOf: [{type: array, items: {type: boolean}}, {maxItems: 2}]}")),
          RuleCase.of(
              "closed-objects",
              "components: {schemas: {Thing: {additionalProperties: null}}}",
              THING,
              "components: {schemas: {Thing: {additionalProperties: null, unevaluatedProperties:"
                  + " false}}}"),
          RuleCase.of(
              "closed-objects",
              thing("x: {type: object, allOf: [{properties: {a: {type: boolean}}}]}"),
              THING + "/properties/x",
              thing(
                  "x: {type: object, unevaluatedProperties: false, allOf: [{type: object,"
                      + " properties: {a: {type: boolean}}}]}")),
          RuleCase.of(
              "constrained-additional-properties",
              thing("x: {type: object, additionalProperties: {type: boolean}}"),
              THING + "/properties/x",
              thing("x: {type: object, maxProperties: 5, additionalProperties: {type: boolean}}")),
          RuleCase.of(
              "string-limit",
              thing("x: {type: string, pattern: '^[a-z]+$'}"),
              THING + "/properties/x",
              thing("x: {type: string, pattern: '^[a-z]{1,5}$'}")),
          RuleCase.of(
              "string-limit",
              thing("x: {type: string, format: email}"),
              THING + "/properties/x",
              thing("x: {type: string, format: email, oneOf: [{maxLength: 9}, {const: a@b.c}]}")),
          RuleCase.of(
              "string-restricted",
              thing("x: {type: string, maxLength: 5}"),
              THING + "/properties/x",
              thing("x: {type: string, enum: [a]}")),
          RuleCase.of(
              "anchored-pattern",
              thing("x: {type: string, maxLength: 5, pattern: '[a-z]+'}"),
              THING + "/properties/x/pattern",
              thing("x: {type: string, maxLength: 5, pattern: '^(?:[a-z]+)$'}")),
          RuleCase.of(
              "redos-pattern",
              thing("x: {type: string, maxLength: 50, pattern: '^(a+)+$'}"),
              THING + "/properties/x/pattern",
              thing("x: {type: string, maxLength: 50, pattern: '^(a+b)+$'}")),
          RuleCase.of(
              "integer-limit",
              thing("x: {type: integer, format: int32, minimum: 0}"),
              THING + "/properties/x",
              thing("x: {type: integer, format: int32, minimum: 0, exclusiveMaximum: 9}")),
          RuleCase.of(
              "integer-format",
              thing("x: {type: integer, minimum: 0, maximum: 9}"),
              THING + "/properties/x",
              thing("x: {type: integer, enum: [1, 2]}")),
          RuleCase.of(
              "number-limit",
              thing("x: {type: number, maximum: 9}"),
              THING + "/properties/x",
              thing("x: {type: number, minimum: 0, maximum: 9}")),
          RuleCase.of(
              "rate-limit-response",
              get("responses: {'429': null}"),
              GET + "/responses",
              get("responses: {'429': null, 4XX: {$ref: '#/components/responses/Problem'}}")),
          RuleCase.of(
              "retry-after",
              "components: {responses: {Throttled: {headers: {Retry-After: null}}}}",
              "#/components/responses/Throttled",
              "components: {responses: {Throttled: {headers: {Retry-After: null, retry-after:"
                  + " {schema: {type: integer}}}}}}"),
          RuleCase.of(
              "rate-limit-headers",
              "components: {responses: {Thing: {headers: {RateLimit: null}}}}",
              "#/components/responses/Thing",
              "components: {responses: {Thing: {headers: {RateLimit: null, X-RateLimit-Limit:"
                  + " {schema: {type: boolean}}}}}}"),
          RuleCase.of(
              "sensitive-flow-limit",
              "paths: {/orders: {post: {operationId: add, responses: {default: {$ref:"
                  + " '#/components/responses/Problem'}}}}}",
              "#/paths/~1orders/post",
              "paths: {/orders: {post: {operationId: add, responses: {'429': {$ref:"
                  + " '#/components/responses/Throttled'}}}}}"),
          RuleCase.of(
              "sensitive-flow-limit",
              put("operationId: resetPassword, responses: {'429': null}"),
              PUT,
              put("operationId: resetPassword, responses: {'429': null}, x-rate-limit: 5/min")),
          RuleCase.of(
              "bulk-operation-limit",
              put(
                  "requestBody: {content: {application/json: {schema: {$ref: null, type: array,"
                      + " maxItems: 5000, items: {type: boolean}}}}}"),
              PUT + "/requestBody/content/application~1json/schema",
              put(
                  "requestBody: {content: {application/json: {schema: {$ref: null, type: array,"
                      + " maxItems: 50, items: {type: boolean}}}}}")),
          RuleCase.of(
              "url-input",
              thing("imageUrl: {type: string, maxLength: 99, format: uri}"),
              THING + "/properties/imageUrl",
              thing(
                  "imageUrl: {type: string, maxLength: 99, pattern:"
                      + " '^https://img[.]a[.]b/[a-z]*$'}")),
          RuleCase.of(
              "open-redirect",
              get(
                  "parameters: [{name: next, in: query, schema: {type: string, maxLength: 99}}],"
                      + " responses: {'302': {description: d, headers: {Location: {schema: {type:"
                      + " boolean}}}}}"),
              GET + "/parameters/0",
              get(
                  "parameters: [{name: next, in: query, schema: {type: string, enum: [shop]}}],"
                      + " responses: {'302': {description: d, headers: {Location: {schema: {type:"
                      + " boolean}}}}}")),
          RuleCase.of(
              "define-cors-origin",
              "components: {responses: {Thing: {headers: {Access-Control-Allow-Origin: null}}}}",
              "#/paths",
              "{}"),
          RuleCase.of(
              "no-cors-wildcard",
              "components: {headers: {Origin: {schema: {const: '*'}}}}",
              "#/components/headers/Origin",
              "components: {headers: {Origin: {schema: {const: 'https://a.b'}}}}"),
          RuleCase.of(
              "error-response-validation",
              get("responses: {'400': null}"),
              GET + "/responses",
              get("responses: {'400': null, '422': {$ref: '#/components/responses/Problem'}}")),
          RuleCase.of(
              "error-response-401",
              get("responses: {'401': null}"),
              GET + "/responses",
              get("responses: {'401': null, default: {$ref: '#/components/responses/Problem'}}")),
          RuleCase.of(
              "error-response-500",
              get("responses: {'500': null}"),
              GET + "/responses",
              get("responses: {'500': null, 5XX: {$ref: '#/components/responses/Problem'}}")),
          RuleCase.of(
              "error-response-schema",
              get("responses: {'404': {description: d}}"),
              GET + "/responses/404",
              get("responses: {'204': {description: d}}")),
          RuleCase.of(
              "no-internals-in-errors",
              "components: {schemas: {Problem: {properties: {stackTrace: {type: string}}}}}",
              "#/components/schemas/Problem/properties/stackTrace",
              "components: {schemas: {Problem: {properties: {traceId: {type: string}}}}}"),
          RuleCase.of(
              "no-server-http",
              "servers: [{url: '{scheme}://a.b', variables: {scheme: {default: https, enum: [https,"
                  + " http]}}}]",
              "#/servers/0/url",
              "servers: [{url: 'http://localhost:8080'}]"),
          RuleCase.of(
              "inventory-access",
              "servers: [{url: 'https://a.b', description: test}]",
              "#/servers/0",
              "servers: [{url: /v1, description: test}]"),
          RuleCase.of(
              "inventory-environment",
              "servers: [{url: 'https://a.b', description: Attest, x-internal: true}]",
              "#/servers/0",
              "servers: [{url: 'https://a.b', description: For tests and staging, x-internal:"
                  + " true}]"),
          RuleCase.of(
              "ambiguous-path",
              paths("'/a/b/{x}': " + item("x", "get") + ", '/a/{y}/c': " + item("y", "get")),
              "#/paths/~1a~1%7By%7D~1c",
              paths("'/a/b/{x}': " + item("x", "get") + ", '/a/{y}/c/d': " + item("y", "get"))),
          RuleCase.of(
              "shadowed-path",
              paths("'/a/{x}': " + item("x", "delete") + ", /a/me: " + item(null, "get")),
              "#/paths/~1a~1me",
              paths("'/a/{x}.pdf': " + item("x", "delete") + ", /a/me: " + item(null, "get"))),
          RuleCase.of(
              "path-case",
              paths("/a: " + item(null, "get") + ", /A: " + item(null, "get")),
              "#/paths/~1A",
              paths("/a: " + item(null, "get") + ", /A/b: " + item(null, "get"))),
          RuleCase.of(
              "trailing-slash",
              paths("/a/: " + item(null, "get")),
              "#/paths/~1a~1",
              paths("/: " + item(null, "get"))),
          RuleCase.of(
              "no-body-in-safe-methods",
              get("requestBody: {content: {text/plain: {}}}"),
              GET + "/requestBody",
              "{}"),
          RuleCase.of(
              "deprecated-sunset",
              get("deprecated: true"),
              GET + "/deprecated",
              get("deprecated: true, x-sunset: '2030-01-01'")),
          RuleCase.of(
              "unused-component",
              "components: {schemas: {Lost: {type: boolean}}}",
              "#/components/schemas/Lost",
              "components: {schemas: {Found: {type: boolean}, Thing: {properties: {x: {$ref:"
                  + " '#/components/schemas/Found'}}}}}"),
          RuleCase.of(
              "unused-component",
              "components: {securitySchemes: {spare: {type: mutualTLS}}}",
              "#/components/securitySchemes/spare",
              "{}"),
          RuleCase.of(
              "callback-url",
              callback(
                  "{$request.body#/url}", "security: [], responses: {'204': {description: d}}"),
              CALLBACK + "/%7B$request.body%23~1url%7D",
              callback("https://a.b", "security: [], responses: {'204': {description: d}}")),
          RuleCase.of(
              "no-cleartext-callbacks",
              callback("http://a.b", "responses: {'204': {description: d}}"),
              CALLBACK + "/http:~1~1a.b",
              callback("https://a.b", "responses: {'204': {description: d}}")),
          RuleCase.of(
              "callback-security",
              callback("https://a.b", "responses: {'204': {description: d}}"),
              CALLBACK + "/https:~1~1a.b/post",
              callback(
                  "https://a.b", "security: [{main: []}], responses: {'204': {description: d}}")),
          RuleCase.of(
              "callback-answer-schema",
              callback(
                  "https://a.b",
                  "responses: {'200': {description: d, content: {application/json: {}}}}"),
              CALLBACK + "/https:~1~1a.b/post/responses/200/content/application~1json",
              callback(
                  "https://a.b",
                  "responses: {'200': {description: d, content: {application/json: {schema: {type:"
                      + " boolean}}}}}")),
          RuleCase.of(
              "callback-redirect",
              callback("https://a.b", "responses: {'302': {description: d}}"),
              CALLBACK + "/https:~1~1a.b/post/responses/302",
              callback("https://a.b", "responses: {'204': {description: d}}")),
          RuleCase.of(
              "array-limit", // what a receiver answers is input
              callback(
                  "https://a.b",
                  "responses: {'200': {description: d, content: {application/json: {schema: {type:"
                      + " array}}}}}"),
              CALLBACK + "/https:~1~1a.b/post/responses/200/content/application~1json/schema",
              callback("https://a.b", "responses: {'204': {description: d}}")),
          RuleCase.of(
              "no-secrets-in-contract",
              "components: {schemas: {Thing: {description: 'As AKIA" + "Q3EGRP4X7TZ2LMNB does'}}}",
              THING + "/description",
              "components: {schemas: {Thing: {description: 'As AKIA" + "IOSFODNN7EXAMPLE does'}}}"),
          RuleCase.of(
              "no-secrets-in-contract",
              put("requestBody: {content: {application/json: {example: {name: '" + JWT + "'}}}}"),
              PUT + "/requestBody/content/application~1json/example/name",
              put("requestBody: {content: {application/json: {example: {name: 'eyJ…'}}}}")),
          RuleCase.of(
              "no-secrets-in-contract",
              "components: {schemas: {Thing: {enum: [{name: '" + PRIVATE_KEY + "'}]}}}",
              THING + "/enum/0/name",
              "components: {schemas: {Thing: {enum: [{name: '-----BEGIN PRIVATE KEY----- …'}]}}}"),
          RuleCase.of(
              "example-fits-schema",
              "components: {schemas: {Thing: {example: {count: 101}}}}",
              THING + "/example",
              "components: {schemas: {Thing: {example: {count: 100}}}}"),
          RuleCase.of(
              "example-fits-schema",
              put(
                  "requestBody: {content: {application/json: {examples: {one: {value: {name:"
                      + " A}}}}}}"),
              PUT + "/requestBody/content/application~1json/examples/one/value",
              put(
                  "requestBody: {content: {application/json: {examples: {one: {value: {name:"
                      + " a}}}}}}")),
          RuleCase.of(
              "example-fits-schema", // a request need not have what is readOnly
              put("requestBody: {content: {application/json: {example: {}}}}")
                  + "\ncomponents: {schemas: {Thing: {required: [count]}}}",
              PUT + "/requestBody/content/application~1json/example",
              put("requestBody: {content: {application/json: {example: {}}}}")
                  + "\n"
                  + "components: {schemas: {Thing: {required: [count], properties: {count:"
                  + " {readOnly: true}}}}}"),
          RuleCase.of(
              "default-fits-schema",
              query("q", "{type: integer, format: int32, minimum: 1, maximum: 9, default: 10}"),
              GET + "/parameters/0/schema/default",
              query("q", "{type: integer, format: int32, minimum: 1, maximum: 9, default: 9}")),
          RuleCase.of(
              "unknown-lint-rule",
              get("x-hauberk-lint-ignore: [no-such-rule]"),
              GET + "/x-hauberk-lint-ignore",
              get("x-hauberk-lint-ignore: [no-numeric-ids]")));

  private RuleCases() {}
}
