package io.hauberk.contract;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Decision;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAPI 3.2 has and 3.1 has not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApi32Test {

  private static Contract of(String fields) {
    return Contracts.read("openapi: 3.2.0\ninfo: {title: t, version: '1'}\n" + fields);
  }

  private static List<String> defects(String fields) {
    return assertThrows(ContractException.class, () -> of(fields)).defects().stream()
        .map(ContractNote::pointer)
        .toList();
  }

  private static Contract parameters(String parameters) {
    return of("paths: {/a: {get: {operationId: a, parameters: [" + parameters + "]}}}");
  }

  private static Reason reason(Decision decision) {
    return decision instanceof Decision.Denied denied ? denied.reason() : Reason.CHECK_FAILED;
  }

  @Nested
  class Methods {
    private final Contract contract =
        of(
            """
            paths:
              /orders:
                query:
                  operationId: search
                  requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
                additionalOperations:
                  COPY: {operationId: copy}
                  purge: {}
            """);

    @ParameterizedTest
    @CsvSource({"QUERY, search", "COPY, copy", "purge, purge /orders"})
    void are_found_as_they_are_written(String method, String id) {
      assertEquals(id, Contracts.found(contract, method, "/orders").operation().operation().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "copy", "PURGE", "GET"})
    void are_case_sensitive_and_no_other_is_allowed(String method) { // RFC 9110, 9.1
      assertEquals(
          new Route.MethodNotAllowed(new TreeSet<>(Set.of("QUERY", "COPY", "purge", "OPTIONS"))),
          Contracts.route(contract, method, "/orders"));
    }

    @Test
    void judge_the_body_of_a_query() {
      TestHead head =
          TestHead.of("QUERY", "/orders")
              .with("Content-Type", "application/json")
              .with("Content-Length", "2");

      assertEquals(Decision.ADMITTED, Contracts.checkBody(contract, head, "{}"));
      assertEquals(Reason.BODY_INVALID, reason(Contracts.checkBody(contract, head, "[]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "QUERY", "a b", "''", "a:b"})
    void must_not_have_a_field_of_their_own_and_be_tokens(String method) {
      assertEquals(1, defects("paths: {/a: {additionalOperations: {" + method + ": {}}}}").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query: {}", "additionalOperations: {COPY: {}}"})
    void do_not_exist_in_earlier_versions(String field) {
      assertThrows(ContractException.class, () -> Contracts.of("paths: {/a: {" + field + "}}"));
    }
  }

  @Nested
  class QueryStrings {
    private static final String JSON =
        """
        {name: q, in: querystring, required: true, content: {application/json: {schema:
          {type: object, properties: {limit: {type: integer, maximum: 9}}}}}}
        """;
    private static final String FORM =
        """
        {name: q, in: querystring, content: {application/x-www-form-urlencoded: {
          schema: {type: object, required: [limit], additionalProperties: false, properties: {
            limit: {type: integer}, name: {type: string}, tags: {type: array, items: {type: string}},
            at: {type: object, properties: {x: {type: integer}}}}},
          encoding: {tags: {style: form, explode: false}}}}}
        """;

    /** No field of a body may stand in for what the query declares. */
    @Test
    void names_what_they_hold() {
      ContractOperation operation = parameters(FORM).operations().get(0);
      for (String name : List.of("limit", "name", "tags", "at")) {
        assertTrue(operation.isQueryParameter(name), name);
      }
      assertFalse(operation.isQueryParameter("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%7B%22limit%22:9%7D", "%7B%7D", "%7b%22a%22%3a%22x%20%2B%22%7d"})
    void of_JSON_are_admitted_when_they_fit(String query) {
      assertEquals(
          Decision.ADMITTED, Contracts.check(parameters(JSON), TestHead.of("GET", "/a?" + query)));
    }

    @ParameterizedTest
    @CsvSource({
      "?%7B%22limit%22:10%7D, PARAMETER_INVALID",
      "?%7B%22limit%22, PARAMETER_MALFORMED",
      "?%7B%7D%7B%7D, PARAMETER_MALFORMED",
      "?%7B%22a%22:%22x+y%22%7D, PARAMETER_MALFORMED", // a space, or a plus?
      "?limit=1, PARAMETER_MALFORMED",
      "?, PARAMETER_MISSING",
      "'', PARAMETER_MISSING"
    })
    void of_JSON_are_refused_when_they_do_not(String query, Reason reason) {
      assertEquals(
          reason, reason(Contracts.check(parameters(JSON), TestHead.of("GET", "/a" + query))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "?limit=1", "?limit=1&name=a+b&tags=a,b", "?at=%7B%22x%22:1%7D&limit=2"})
    void of_a_form_are_admitted_when_they_fit(String query) {
      assertEquals(
          Decision.ADMITTED, Contracts.check(parameters(FORM), TestHead.of("GET", "/a" + query)));
    }

    @ParameterizedTest
    @CsvSource({
      "?name=a, PARAMETER_INVALID",
      "?limit=x, PARAMETER_INVALID",
      "?limit=1&limit=2, PARAMETER_REPEATED",
      "?limit=1&other=2, PARAMETER_INVALID",
      "?limit=1&at=%7B%22x%22:%22y%22%7D, PARAMETER_INVALID"
    })
    void of_a_form_are_refused_when_they_do_not(String query, Reason reason) {
      assertEquals(
          reason, reason(Contracts.check(parameters(FORM), TestHead.of("GET", "/a" + query))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{name: q, in: querystring, schema: {}}",
          "{name: q, in: querystring, style: form, content: {text/plain: {}}}",
          "{name: q, in: querystring, content: {text/plain: {}, text/html: {}}}",
          "{name: q, in: querystring, content: {text/plain: {}}}, {name: r, in: query, schema: {}}",
          "{name: q, in: querystring, content: {text/plain: {}}}, {name: r, in: querystring,"
              + " content: {text/plain: {}}}",
          "{name: q, in: querystring, content: {text/plain: {}}},"
              + " {$ref: '#/components/parameters/R'}"
        })
    void stand_alone_and_are_described_by_content(String parameters) {
      assertThrows(
          ContractException.class,
          () ->
              of(
                  "paths: {/a: {get: {parameters: ["
                      + parameters
                      + "]}}}\ncomponents: {parameters: {R: {name: r, in: query, schema: {}}}}"));
    }

    @Test
    void do_not_exist_in_earlier_versions() {
      assertThrows(
          ContractException.class,
          () -> Contracts.of("paths: {/a: {get: {parameters: [" + JSON + "]}}}"));
    }
  }

  @Nested
  class Cookies {
    private static final String LIST =
        "{name: c, in: cookie, style: STYLE, explode: false, schema: {type: array, items: {type:"
            + " string, enum: [a, 'b%2Cc', 'b,c']}}}";

    private Reason check(String style, String cookie) {
      Contract contract = parameters(LIST.replace("STYLE", style));
      return reason(Contracts.check(contract, TestHead.of("GET", "/a").with("Cookie", cookie)));
    }

    @Test
    void of_style_cookie_are_taken_as_they_stand() { // OAS 3.2, 4.12.3: nothing is decoded
      Contract contract = parameters(LIST.replace("STYLE", "cookie"));
      TestHead head = TestHead.of("GET", "/a").with("Cookie", "c=a,b%2Cc; d=1");

      assertEquals(Decision.ADMITTED, Contracts.check(contract, head));
      assertEquals(Reason.PARAMETER_INVALID, check("cookie", "c=a,%61"));
      assertEquals(Reason.PARAMETER_INVALID, check("cookie", "c=a,b,c"));
    }

    @Test
    void of_style_form_are_decoded() {
      Contract contract = parameters(LIST.replace("STYLE", "form"));
      TestHead head = TestHead.of("GET", "/a").with("Cookie", "c=%61,b%2Cc; d=1");

      assertEquals(Decision.ADMITTED, Contracts.check(contract, head));
    }

    @Test
    void of_style_cookie_are_exploded_where_nothing_is_said() {
      Contract contract =
          parameters("{name: c, in: cookie, style: cookie, schema: {type: array, maxItems: 2}}");
      TestHead two = TestHead.of("GET", "/a").with("Cookie", "c=1; c=2");
      TestHead three = TestHead.of("GET", "/a").with("Cookie", "c=1; c=2; c=3");

      assertEquals(Decision.ADMITTED, Contracts.check(contract, two));
      assertEquals(Reason.PARAMETER_INVALID, reason(Contracts.check(contract, three)));
    }
  }

  @Nested
  class SecuritySchemes {
    private static final String BY_URI =
        """
        security: [{'auth.yaml#/Token': [read]}]
        paths: {/a: {get: {operationId: a}}}
        """;

    private ContractSource source(String version) {
      String document = "openapi: " + version + "\ninfo: {title: t, version: '1'}\n" + BY_URI;
      return ContractSource.of(
          "openapi.yaml",
          document.getBytes(StandardCharsets.UTF_8),
          path ->
              path.equals("auth.yaml")
                  ? Optional.of(
                      "Token: {type: http, scheme: bearer}".getBytes(StandardCharsets.UTF_8))
                  : Optional.empty());
    }

    @Test
    void may_be_named_by_URI() {
      Contract contract = Contract.read(source("3.2.0"), ContractOptions.DEFAULT);

      assertEquals(
          SecurityScheme.Type.HTTP_BEARER,
          requireNonNull(contract.securitySchemes().get("auth.yaml#/Token")).type());
      assertEquals(
          Map.of("auth.yaml#/Token", Set.of("read")),
          contract.operations().get(0).security().alternatives().get(0).schemes());
    }

    @Test
    void may_not_in_earlier_versions_or_if_nothing_is_there() {
      assertThrows(
          ContractException.class, () -> Contract.read(source("3.1.0"), ContractOptions.DEFAULT));
      assertEquals(
          List.of("#/security/0/auth.yaml%23~1Absent"),
          defects("security: [{'auth.yaml#/Absent': []}]\npaths: {}"));
    }
  }

  @Nested
  class References {

    @Test
    void to_media_types_of_the_components_are_followed() {
      Contract contract =
          of(
              """
              paths:
                /a:
                  post:
                    parameters: [{name: p, in: query, content:
                      {application/json: {$ref: '#/components/mediaTypes/Small'}}}]
                    requestBody: {content:
                      {application/json: {$ref: '#/components/mediaTypes/Small'}}}
              components: {mediaTypes: {Small: {schema: {type: integer, maximum: 9}}}}
              """);
      TestHead head = TestHead.of("POST", "/a").with("Content-Type", "application/json");

      assertEquals(Decision.ADMITTED, Contracts.checkBody(contract, head, "9"));
      assertEquals(Reason.BODY_INVALID, reason(Contracts.checkBody(contract, head, "10")));
      assertEquals(
          Reason.PARAMETER_INVALID,
          reason(Contracts.check(contract, TestHead.of("POST", "/a?p=10"))));
    }

    @Test
    void to_media_types_do_not_exist_in_earlier_versions() {
      assertThrows(
          ContractException.class,
          () ->
              Contracts.of(
                  """
                  paths: {}
                  components: {requestBodies: {a: {content:
                    {application/json: {$ref: '#/components/requestBodies/a'}}}}}
                  """));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$self: 'https://a.example/b#c'~paths: {} | #/$self",
        "paths: {/a: {get: {responses: {default: {headers: {'a b': {schema: {}}}}}}}}"
            + " | #/paths/~1a/get/responses/default/headers/a%20b",
        "paths: {}~components: {schemas: {a: {properties: {b: {xml: {nodeType: nothing}}}}}}"
            + " | #/components/schemas/a/properties/b/xml/nodeType",
        "paths: {}~components: {securitySchemes: {a: {type: oauth2, flows:"
            + " {deviceAuthorization: {tokenUrl: x, scopes: {}}}}}}"
            + " | #/components/securitySchemes/a/flows/deviceAuthorization"
      })
  void a_structure_that_is_none_is_refused(String fields, String pointer) {
    assertEquals(List.of(pointer), defects(fields.replace('~', '\n')));
  }
}
