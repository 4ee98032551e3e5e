package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Decision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractReadingTest {
  private static final String MINIMAL =
      """
      paths:
        /orders:
          get: {operationId: list, responses: {"200": {description: ok}}}
      """;

  private static List<ContractNote> defects(String fields) {
    return assertThrows(ContractException.class, () -> Contracts.of(fields)).defects();
  }

  private static String pointer(String fields) {
    List<ContractNote> defects = defects(fields);
    assertEquals(1, defects.size(), defects::toString);
    return defects.get(0).pointer();
  }

  private static ContractOperation only(Contract contract) {
    assertEquals(1, contract.operations().size());
    return contract.operations().get(0);
  }

  @Nested
  class Admits {

    @Test
    void a_small_contract_in_YAML_or_JSON() {
      Contract yaml = Contracts.of(MINIMAL);
      Contract json =
          Contracts.read(
              """
              {"openapi": "3.0.4", "info": {"title": "orders", "version": "7"}, "paths":
                {"/orders": {"get": {"responses": {"200": {"description": "ok"}}}}}}
              """);

      assertEquals("orders", yaml.title());
      assertEquals("7", yaml.version());
      assertEquals("list", only(yaml).operation().id());
      assertEquals("GET /orders", only(json).operation().id());
      assertTrue(
          json.notes().stream().anyMatch(note -> note.pointer().equals("#/paths/~1orders/get")));
    }

    @Test
    void extensions_anywhere() {
      Contracts.of(MINIMAL + "x-team: a\nx-other: {y: 1}");
    }

    @Test
    void parameters_bodies_and_responses_by_reference() {
      Contract contract =
          Contracts.of(
              """
              paths:
                /orders/{id}:
                  parameters: [{$ref: '#/components/parameters/Id'}]
                  put:
                    requestBody: {$ref: '#/components/requestBodies/Order'}
                    responses: {"4XX": {$ref: '#/components/responses/Error'}, "200": {description: ok}}
              components:
                parameters:
                  Id: {$ref: '#/components/parameters/RealId'}
                  RealId: {name: id, in: path, required: true, schema: {type: integer}}
                requestBodies:
                  Order: {required: true, content: {application/json: {schema: {type: object}}}}
                responses:
                  Error: {description: no, content: {application/problem+json: {}}}
              """);

      ContractOperation operation = only(contract);
      assertTrue(operation.declaresResponse(200));
      assertTrue(operation.declaresResponse(418));
      assertFalse(operation.declaresResponse(500));
      assertEquals(Set.of("application/problem+json"), operation.producedMediaTypes());
    }

    @Test
    void a_path_item_by_reference() {
      Contract contract =
          Contracts.of(
              """
              paths: {/a: {$ref: '#/components/pathItems/A'}}
              components:
                pathItems: {A: {get: {operationId: a, responses: {default: {description: ok}}}}}
              """);

      assertEquals("a", only(contract).operation().id());
      assertTrue(only(contract).declaresResponse(599));
    }

    @Test
    void recursive_schemas() {
      Contracts.of(
          """
          paths:
            /a:
              post:
                requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}
                responses: {"200": {description: ok}}
          components:
            schemas: {Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}}}}
          """);
    }

    @ParameterizedTest
    @CsvSource({
      "https://api.example.test/v1, /v1",
      "https://api.example.test/v1/, /v1",
      "https://api.example.test, ''",
      "/v1/shop, /v1/shop",
      "./v1, /v1",
      "/, ''",
      "//api.example.test/x, /x"
    })
    void a_base_path_from_the_server(String url, String basePath) {
      assertEquals(basePath, Contracts.of(MINIMAL + "servers: [{url: '" + url + "'}]").basePath());
    }

    @Test
    void every_base_path_that_servers_and_their_variables_give() {
      Contract contract =
          Contracts.of(
              MINIMAL
                  + """
                  servers:
                    - url: https://{host}/{v}
                      variables: {host: {default: a}, v: {default: v2, enum: [v1, v2]}}
                    - url: /beta
                  """);

      assertEquals(List.of("/v2", "/v1", "/beta"), contract.basePaths());
      assertEquals("/v2/orders", only(contract).operation().template());
      for (String path : List.of("/v1/orders", "/v2/orders", "/beta/orders")) {
        Contracts.found(contract, "GET", path);
      }
    }

    @Test
    void hosts_of_any_number_because_only_paths_count() {
      List<String> ports =
          IntStream.range(1_000, 2_000).mapToObj(port -> "'" + port + "'").toList();
      Contract contract =
          Contracts.of(
              MINIMAL
                  + "servers: [{url: 'https://a:{port}/{v}', variables: {port: {default: '1000',"
                  + " enum: ["
                  + String.join(", ", ports)
                  + "]}, v: {default: v1, enum: [v1, v2]}}}]");

      assertEquals(List.of("/v1", "/v2"), contract.basePaths());
    }

    @Test
    void a_base_path_of_our_own_in_place_of_the_servers() {
      Contract contract =
          Contracts.read(
              "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [{url: /v1}]\n" + MINIMAL,
              ContractOptions.DEFAULT.withBasePath("/mounted"));

      assertEquals("/mounted/orders", only(contract).operation().template());
    }

    @Test
    void security_of_the_operation_in_place_of_that_of_the_contract() {
      Contract contract =
          Contracts.of(
              """
              security: [{token: [read]}]
              paths:
                /a: {get: {operationId: a, responses: {"200": {description: ok}}}}
                /b: {get: {operationId: b, security: [{token: [x, y], key: []}, {cert: []}],
                     responses: {"200": {description: ok}}}}
                /c: {get: {operationId: c, security: [], responses: {"200": {description: ok}}}}
                /d: {get: {operationId: d, security: [{token: []}, {}],
                     responses: {"200": {description: ok}}}}
              components:
                securitySchemes:
                  token: {type: http, scheme: Bearer}
                  key: {type: apiKey, in: query, name: key}
                  cert: {type: mutualTLS}
              """);
      List<ContractOperation> operations = contract.operations();

      assertEquals(
          List.of(Map.of("token", Set.of("read"))),
          operations.get(0).security().alternatives().stream().map(it -> it.schemes()).toList());
      assertEquals(
          List.of(Map.of("token", Set.of("x", "y"), "key", Set.of()), Map.of("cert", Set.of())),
          operations.get(1).security().alternatives().stream().map(it -> it.schemes()).toList());
      assertFalse(operations.get(1).isAnonymous());
      assertTrue(operations.get(2).isAnonymous());
      assertTrue(operations.get(3).isAnonymous());
      assertEquals(
          Map.of(
              "token",
              new SecurityScheme("token", SecurityScheme.Type.HTTP_BEARER, null, null),
              "key",
              new SecurityScheme(
                  "key", SecurityScheme.Type.API_KEY, SecurityScheme.Place.QUERY, "key"),
              "cert",
              new SecurityScheme("cert", SecurityScheme.Type.MUTUAL_TLS, null, null)),
          contract.securitySchemes());
    }

    @Test
    void names_in_maps_that_look_like_extensions() {
      Contract contract =
          Contracts.of(
              """
              paths:
                /a:
                  post:
                    security: [{x-token: []}]
                    servers: [{url: "/{x-tenant}", variables: {x-tenant: {default: main}}}]
                    requestBody: {content: {x-form/plain: {}}}
                    responses: {"204": {description: ok}}
              components: {securitySchemes: {x-token: {type: http, scheme: bearer}}}
              """);

      assertEquals(Set.of("x-token"), contract.securitySchemes().keySet());
      TestHead head =
          TestHead.of("POST", "/main/a")
              .with("Content-Type", "x-form/plain")
              .with("Content-Length", "1");
      assertEquals(Decision.ADMITTED, Contracts.check(contract, head));
    }

    @Test
    void silence_about_security_which_does_not_mean_that_nothing_is_needed() {
      SecurityRequirements security = only(Contracts.of(MINIMAL)).security();

      assertFalse(security.declared());
      assertFalse(security.isAnonymous());
    }

    @Test
    void an_external_example_with_a_note_because_no_request_is_judged_by_it() {
      Contract contract =
          Contracts.of(MINIMAL + "components: {examples: {a: {$ref: 'other.yaml#/a'}}}");

      assertTrue(
          contract.notes().stream()
              .anyMatch(note -> note.pointer().equals("#/components/examples/a/$ref")));
    }
  }

  @Nested
  class Denies {

    @ParameterizedTest
    @CsvSource({
      "swagger: '2.0', Convert it to OpenAPI 3.0 or 3.1",
      "openapi: 3.3.0, must be a text with a full version",
      "openapi: 4.0.0, must be a text with a full version",
      "openapi: 3.0, must be a text with a full version",
      "info: {}, the field 'openapi' is absent",
      "'[]', must be an object",
      "'a: 1\na: 2', twice"
    })
    void what_is_no_OpenAPI_3_document_and_says_what_to_do(String document, String text) {
      ContractException refusal =
          assertThrows(ContractException.class, () -> Contracts.read(document));

      assertTrue(String.valueOf(refusal.getMessage()).contains(text), refusal::toString);
    }

    @Test
    void all_defects_at_once_each_with_its_place() {
      List<ContractNote> defects =
          defects(
              """
              sumary: x
              paths:
                /a:
                  get: {responses: {"999": {description: no}}, tags: a}
                  post: {responses: {"200": {}}}
              """);

      assertEquals(
          Set.of(
              "#/sumary",
              "#/paths/~1a/get/responses/999",
              "#/paths/~1a/get/responses",
              "#/paths/~1a/get/tags",
              "#/paths/~1a/post/responses/200"),
          Set.copyOf(defects.stream().map(ContractNote::pointer).toList()));
    }

    @Test
    void a_field_that_nobody_knows_and_that_is_no_extension() {
      assertEquals(
          "#/paths/~1a/get/sumary",
          pointer("paths: {/a: {get: {sumary: x, responses: {\"200\": {description: ok}}}}}"));
    }

    @Test
    void a_field_of_another_version() {
      ContractException refusal =
          assertThrows(
              ContractException.class,
              () ->
                  Contracts.read(
                      "openapi: 3.0.3\ninfo: {title: t, version: '1', summary: s}\npaths: {}"));

      assertEquals("#/info/summary", refusal.defects().get(0).pointer());
    }

    @Test
    void two_operations_of_one_id() {
      assertEquals(
          "#/paths/~1b/get/operationId",
          pointer(
              """
              paths:
                /a: {get: {operationId: x, responses: {"200": {description: ok}}}}
                /b: {get: {operationId: x, responses: {"200": {description: ok}}}}
              """));
    }

    @Test
    void two_templates_that_are_one_path() {
      assertEquals(
          "#/paths/~1a~1%7By%7D",
          pointer(
              """
              paths:
                /a/{x}: {get: {parameters: [{name: x, in: path, required: true, schema: {}}],
                  responses: {"200": {description: ok}}}}
                /a/{y}: {put: {parameters: [{name: y, in: path, required: true, schema: {}}],
                  responses: {"200": {description: ok}}}}
              """));
    }

    @Test
    void a_variable_without_a_parameter_and_a_parameter_without_a_variable() {
      assertEquals(
          "#/paths/~1a~1%7Bx%7D/get",
          pointer("paths: {'/a/{x}': {get: {responses: {\"200\": {description: ok}}}}}"));
      assertEquals(
          "#/paths/~1a/get",
          pointer(
              """
              paths:
                /a: {get: {parameters: [{name: x, in: path, required: true, schema: {}}],
                  responses: {"200": {description: ok}}}}
              """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?x=1", "/a#b", "/{a}{b}", "/{a", "/a}", "/{}", "/{a}/{a}"})
    void a_path_template_that_cannot_be_matched(String path) {
      List<ContractNote> defects =
          defects("paths: {'" + path + "': {get: {responses: {\"200\": {description: ok}}}}}");

      assertTrue(defects.get(0).pointer().startsWith("#/paths/"), defects::toString);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{name: a, in: path, required: true, schema: {}}",
          "{name: a, in: body, schema: {}}",
          "{name: a, in: query}",
          "{name: a, in: query, schema: {}, content: {text/plain: {}}}",
          "{name: a, in: query, content: {text/plain: {}, text/html: {}}}",
          "{name: a, in: query, style: simple, schema: {}}",
          "{name: a, in: header, style: form, schema: {}}",
          "{name: a, in: header, allowReserved: true, schema: {}}",
          "{name: a, in: query, schema: {type: strng}}",
          "{name: a, in: query, schema: {maxLength: -1}}",
          "{name: a, in: query, schema: 7}",
          "{$ref: '#/components/parameters/absent'}",
          "{$ref: 'other.yaml#/a'}",
          "{name: a, in: query, content: {nonsense: {}}}"
        })
    void a_parameter_that_contradicts_itself(String parameter) {
      List<ContractNote> defects =
          defects(
              "paths: {/a: {get: {parameters: ["
                  + parameter
                  + "], responses: {\"200\":"
                  + " {description: ok}}}}}");

      assertTrue(
          defects.stream().allMatch(it -> it.pointer().startsWith("#/paths/~1a/get")),
          defects::toString);
    }

    @Test
    void the_same_parameter_twice() {
      assertEquals(
          "#/paths/~1a/get/parameters/1",
          pointer(
              """
              paths: {/a: {get: {parameters: [{name: X-A, in: header, schema: {}},
                {name: x-a, in: header, schema: {}}], responses: {"200": {description: ok}}}}}
              """));
    }

    @Test
    void references_that_lead_back_to_themselves() {
      List<ContractNote> defects =
          defects(
              """
              paths: {}
              components:
                parameters:
                  A: {$ref: '#/components/parameters/B'}
                  B: {$ref: '#/components/parameters/A'}
              """);

      assertEquals("#/components/parameters/A/$ref", defects.get(0).pointer());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{type: token}",
          "{type: http}",
          "{type: http, scheme: basic, bearerFormat: JWT}",
          "{type: apiKey, name: k}",
          "{type: apiKey, name: k, in: body}",
          "{type: oauth2}",
          "{type: oauth2, flows: {implicit: {scopes: {}}}}",
          "{type: openIdConnect}"
        })
    void a_security_scheme_that_is_none(String scheme) {
      List<ContractNote> defects =
          defects(MINIMAL + "components: {securitySchemes: {s: " + scheme + "}}");

      assertTrue(
          defects.get(0).pointer().startsWith("#/components/securitySchemes/s"), defects::toString);
    }

    @Test
    void a_security_requirement_that_names_no_scheme() {
      assertEquals("#/security/0/nobody", pointer(MINIMAL + "security: [{nobody: []}]"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/v1?x=1", "/v1#x", "https://a/{v}", "/a/../b", "/a//b", "https://a/%61"})
    void a_server_whose_base_path_no_request_can_have(String url) {
      assertEquals("#/servers/0/url", pointer(MINIMAL + "servers: [{url: '" + url + "'}]"));
    }

    @Test
    void a_dialect_of_schemas_that_is_not_known() {
      assertEquals(
          "#/jsonSchemaDialect", pointer(MINIMAL + "jsonSchemaDialect: https://example.test/own"));
    }
  }
}
