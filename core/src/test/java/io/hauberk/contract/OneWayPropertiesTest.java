package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.request.Corpora;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code readOnly} in requests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OneWayPropertiesTest {
  private static final ContractOptions ACCEPTING =
      ContractOptions.DEFAULT.withReadOnly(ReadOnlyProperties.ACCEPT);

  private static final String ACCOUNTS =
      """
      openapi: %s
      info: {title: t, version: '1'}
      paths:
        /accounts:
          post:
            parameters:
              - {name: filter, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Filter'}}
            requestBody:
              content:
                application/json: {schema: {$ref: '#/components/schemas/Account'}}
                application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Account'}}
                multipart/form-data: {schema: {$ref: '#/components/schemas/Account'}}
            responses: {'200': {description: d}}
        /stamp:
          put:
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Stamp'}}}
            responses: {'200': {description: d}}
      components:
        schemas:
          Account:
            type: object
            required: [id, name]
            properties:
              id: {type: integer, readOnly: true}
              name: {type: string}
              made: {$ref: '#/components/schemas/Stamp'}
              owner: {allOf: [{$ref: '#/components/schemas/Owner'}], readOnly: true}
              scan: {type: string, format: binary, readOnly: true}
              contacts:
                type: array
                items: {type: object, properties: {id: {type: integer, readOnly: true}, mail: {type: string}}}
            additionalProperties: {allOf: [{type: string}, {readOnly: true}]}
          Owner: {type: object, properties: {name: {type: string}}}
          Stamp: {type: string, readOnly: true}
          Filter: {type: object, properties: {name: {type: string}, id: {type: string, readOnly: true}}}
      """;

  private static Contract accounts(ContractOptions options) {
    return Contracts.read(ACCOUNTS.formatted("3.1.0"), options);
  }

  private static TestHead post(String target, String type) {
    return TestHead.of("POST", target).with("Content-Type", type);
  }

  /** {@code ADMITTED}, or where which rule was broken. */
  private static String words(Decision decision) {
    return decision instanceof Decision.Denied denied
        ? denied.findings().stream()
            .map(finding -> finding.where() + " " + finding.rule())
            .collect(Collectors.joining(", "))
        : "ADMITTED";
  }

  private static String json(Contract contract, String body) {
    return words(Contracts.checkBody(contract, post("/accounts", "application/json"), body));
  }

  @Nested
  class Denies {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'name': 'a', 'id': 1} | body/id readOnly",
          "{'name': 'a', 'id': null} | body/id readOnly, body/id type",
          "{'name': 'a', 'made': '2024'} | body/made readOnly",
          "{'name': 'a', 'owner': {'name': 'x'}} | body/owner readOnly",
          "{'name': 'a', 'contacts': [{'mail': 'x'}, {'id': 1}]} | body/contacts/1/id readOnly",
          "{'name': 'a', 'else': 'x'} | body/* readOnly",
          "{'id': 1} | body/id readOnly, body/name required"
        })
    void a_property_that_only_the_service_sets(String body, String words) {
      assertEquals(words, json(accounts(ContractOptions.DEFAULT), body.replace('\'', '"')));
      assertEquals(
          words, json(Contracts.read(ACCOUNTS.formatted("3.0.3")), body.replace('\'', '"')));
    }

    @Test
    void it_in_forms_of_both_kinds() {
      Contract contract = accounts(ContractOptions.DEFAULT);
      assertEquals(
          "body/id readOnly",
          words(
              Contracts.checkBody(
                  contract,
                  post("/accounts", "application/x-www-form-urlencoded"),
                  "name=a&id=1")));
      assertEquals("body/id readOnly", multipart(contract, "id", ""));
    }

    @Test
    void it_as_octets_that_are_not_read() {
      assertEquals(
          "body/scan readOnly",
          multipart(
              accounts(ContractOptions.DEFAULT),
              "scan\"; filename=\"a.png",
              "Content-Type: image/png\r\n"));
    }

    @Test
    void it_in_a_parameter_that_is_an_object() {
      Contract contract = accounts(ContractOptions.DEFAULT);
      assertEquals(
          "query.filter/id readOnly",
          words(Contracts.check(contract, post("/accounts?filter[id]=1", "application/json"))));
      assertEquals(
          "ADMITTED",
          words(Contracts.check(contract, post("/accounts?filter[name]=1", "application/json"))));
    }

    @Test
    void it_with_the_place_where_the_contract_says_so() {
      Decision denied =
          Contracts.checkBody(
              accounts(ContractOptions.DEFAULT),
              post("/accounts", "application/json"),
              "{\"name\": \"a\", \"made\": \"2024\"}");
      assertEquals(
          List.of(
              new Finding(
                  "body/made",
                  "readOnly",
                  "nothing: it is for responses alone",
                  "#/components/schemas/Stamp/readOnly")),
          ((Decision.Denied) denied).findings());
    }
  }

  private static String multipart(Contract contract, String name, String fields) {
    TestHead head = post("/accounts", "multipart/form-data; boundary=b");
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\""
            + name
            + "\"\r\n"
            + fields
            + "\r\n1\r\n--b--\r\n";
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    BodySink sink = Contracts.found(contract, "POST", "/accounts").operation().openBody(head, true);
    sink.accept(octets, 0, octets.length);
    return words(sink.end());
  }

  @Nested
  class Admits {

    @Test
    void a_request_without_it_although_it_is_required() {
      assertEquals("ADMITTED", json(accounts(ContractOptions.DEFAULT), "{\"name\": \"a\"}"));
      assertEquals("ADMITTED", json(accounts(ACCEPTING), "{\"name\": \"a\"}"));
    }

    @Test
    void what_a_client_read_and_sends_back_where_the_service_asks_for_it() {
      Contract contract = accounts(ACCEPTING);
      assertEquals("ADMITTED", json(contract, "{\"name\": \"a\", \"id\": 1, \"made\": \"2024\"}"));
      assertEquals("body/id type", json(contract, "{\"name\": \"a\", \"id\": \"1\"}"));
      assertEquals("ADMITTED", multipart(contract, "id", ""));
    }

    /** "Relevant only for Schema properties definitions" (OpenAPI 3.0.3, 4.7.24.2). */
    @Test
    void a_body_that_is_read_only_as_a_whole() {
      TestHead put = TestHead.of("PUT", "/stamp").with("Content-Type", "application/json");
      assertEquals(
          "ADMITTED",
          words(Contracts.checkBody(accounts(ContractOptions.DEFAULT), put, "\"2024\"")));
    }
  }

  /** The documents of express-openapi-validator, and what its own tests expect. */
  @Nested
  class Of_peers {

    private Contract contract(String file) throws IOException {
      Path document =
          Corpora.require("openapi/peers/cdimascio-express-openapi-validator/test/" + file);
      return Contract.read(file, Files.readAllBytes(document), ContractOptions.DEFAULT);
    }

    private String json(Contract contract, String target, String body) {
      return words(
          Contracts.checkBody(contract, post(target, "application/json"), body.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "/v1/products | {'name': 'some name', 'price': 10.99} | ADMITTED",
          "/v1/products | {'id': 'x', 'name': 'some name', 'price': 10.99} | body/id readOnly",
          "/v1/products/inlined | {'name': 'n', 'price': 1, 'created_at': '2019-01-01T00:00:00Z'}"
              + " | body/created_at readOnly",
          "/v1/products/nested | {'name': 'n', 'price': 1, 'reviews': [{'id': 10, 'rating': 5}]}"
              + " | body/reviews/0/id readOnly",
          "/v1/products/nested | {'name': 'n', 'price': 1, 'reviews': [{'rating': 5}]} | ADMITTED",
          "/v1/user | {'username': 'john'} | ADMITTED",
          "/v1/user_inlined | {'username': 'john'} | ADMITTED",
          "/v1/user | {'id': '1', 'username': 'john'} | body/id readOnly"
        })
    void read_only(String target, String body, String words) throws IOException {
      assertEquals(words, json(contract("resources/read.only.yaml"), target, body));
    }

    /**
     * Its {@code /one_of} is left out: both of its alternatives are the same, so none is the one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/any_of", "/v1/any_of_one_required"})
    void read_only_behind_alternatives(String target) throws IOException {
      Contract contract = contract("oneof.readonly.yaml");
      assertEquals("ADMITTED", json(contract, target, "{'type': 'A'}"));
      assertEquals(
          "body/id readOnly",
          json(contract, target, "{'type': 'A', 'id': '1'}")
              .replaceAll("(^|.*, )(body/id readOnly).*", "$2"));
    }
  }
}
