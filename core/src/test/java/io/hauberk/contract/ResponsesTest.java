package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses against the contract. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResponsesTest {
  private static final TestHead GET = TestHead.of("GET", "/orders/1");

  private final ContractOperation operation =
      Contracts.found(
              Contracts.of(
                  """
                  paths:
                    /orders/{id}:
                      get:
                        parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
                        responses:
                          '200':
                            description: the order
                            headers:
                              ETag: {required: true, schema: {type: string, maxLength: 8}}
                              X-Total: {schema: {type: integer, minimum: 0}}
                              X-Tags: {schema: {type: array, maxItems: 2, items: {enum: [a, b]}}}
                              X-Range: {schema: {type: object, required: [from], properties: {from: {type: integer}}}}
                              x-low: {schema: {type: integer}}
                              X-Json: {content: {application/json: {schema: {type: object, required: [a]}}}}
                              Set-Cookie: {schema: {type: string, pattern: '^[a-z]+='}}
                              Content-Type: {required: true, schema: {enum: [never/judged]}}
                              Content-Length: {required: true, schema: {type: integer}}
                            content:
                              application/json: {schema: {$ref: '#/components/schemas/Order'}}
                              text/csv: {schema: {type: string, maxLength: 10}}
                              text/event-stream: {schema: {type: string}}
                              image/*: {}
                              application/jsonl: {schema: {type: string}}
                          '204': {description: none}
                          '4XX':
                            description: no
                            content: {application/json: {schema: {type: object, required: [code]}}}
                          '409':
                            description: conflict
                            headers: {X-Conflict: {required: true, schema: {type: string}}}
                            content: {application/json: {schema: {type: object, required: [with]}}}
                  components:
                    schemas:
                      Order:
                        type: object
                        required: [id, card]
                        additionalProperties: false
                        properties:
                          id: {type: integer, readOnly: true}
                          note: {type: string, maxLength: 5}
                          card: {type: string, writeOnly: true}
                  """),
              "GET",
              "/orders/1")
          .operation();

  private static TestResponse good() {
    return TestResponse.of(200, "application/json").with("ETag", "\"1\"");
  }

  private @Nullable Reason headReason(TestHead request, TestResponse response) {
    return reason(operation.checkResponse(request, response));
  }

  private @Nullable Reason headReason(TestResponse response) {
    return headReason(GET, response);
  }

  private static @Nullable Reason reason(Decision decision) {
    return decision instanceof Decision.Denied denied ? denied.reason() : null;
  }

  private static List<Finding> findings(Decision decision) {
    return decision instanceof Decision.Denied denied ? denied.findings() : List.of();
  }

  private Decision body(TestResponse response, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return operation.checkResponseBody(GET, response, bytes, bytes.length);
  }

  /** Otherwise the caller would choose by its Accept field that nothing is found in an error. */
  @Test
  void a_charset_in_which_nothing_can_be_read_is_not_declared() {
    String utf16 = "application/json;charset=UTF-16BE";
    assertEquals(
        Reason.RESPONSE_MEDIA_TYPE_UNDECLARED,
        headReason(TestResponse.of(200, utf16).with("ETag", "\"1\"")));
    assertFalse(operation.declaresResponse(409, utf16));
    assertFalse(operation.declaresResponse(500, "application/problem+json;charset=UTF-16"));
    assertTrue(operation.declaresResponse(409, "application/json;charset=utf-8"));
    assertTrue(operation.declaresResponse(500, "application/problem+json"));
  }

  /** What a container names when a service writes JSON by a {@code Writer}. */
  @Test
  void the_charset_that_containers_name_for_json_is_judged_as_the_utf8_that_json_is() {
    String latin1 = "application/json;charset=ISO-8859-1";
    TestResponse response = TestResponse.of(200, latin1).with("ETag", "\"1\"");
    byte[] notUtf8 = "{\"id\":1,\"note\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(operation.declaresResponse(409, latin1));
    assertTrue(operation.declaresResponse(500, "application/problem+json;charset=ISO-8859-1"));
    assertNull(headReason(response));
    assertTrue(operation.judgesResponseBody(GET, response));
    assertNull(reason(body(response, "{\"id\":1}")));
    assertEquals(
        Reason.RESPONSE_INVALID,
        reason(operation.checkResponseBody(GET, response, notUtf8, notUtf8.length)));
  }

  @Nested
  class Status {

    @ParameterizedTest
    @CsvSource({"201", "301", "304", "206", "500", "503"})
    void that_is_not_declared_is_named(int status) {
      assertEquals(
          Reason.RESPONSE_UNDECLARED, headReason(TestResponse.of(status, "application/json")));
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "499"})
    void of_a_declared_class_is_declared(int status) {
      assertEquals(null, headReason(TestResponse.of(status, "application/json")));
    }

    @Test
    void that_is_declared_exactly_counts_before_its_class() {
      assertEquals(
          Reason.RESPONSE_HEADER_INVALID, headReason(TestResponse.of(409, "application/json")));
      assertEquals(
          null, headReason(TestResponse.of(409, "application/json").with("X-Conflict", "order")));
    }

    @Test
    void of_an_error_may_be_any_with_problem_details() { // RFC 9457
      assertEquals(null, headReason(TestResponse.of(503, "application/problem+json")));
      assertEquals(null, headReason(TestResponse.of(409, "application/problem+json")));
      assertEquals(
          Reason.RESPONSE_MEDIA_TYPE_UNDECLARED,
          headReason(TestResponse.of(200, "application/problem+json").with("ETag", "\"1\"")));
    }

    @Test
    void not_modified_is_a_form_of_the_success_that_a_condition_asked_for() { // RFC 9110, 15.4.5
      assertEquals(null, headReason(GET.with("If-None-Match", "\"1\""), TestResponse.empty(304)));
      assertEquals(Reason.RESPONSE_UNDECLARED, headReason(TestResponse.empty(304)));
    }

    @Test
    void partial_content_is_a_form_of_the_success_that_a_range_asked_for() { // RFC 9110, 15.3.7
      TestResponse part = TestResponse.of(206, "application/json").with("ETag", "\"1\"");
      TestHead ranged = GET.with("Range", "bytes=0-1");
      assertEquals(null, headReason(ranged, part));
      assertFalse(operation.judgesResponseBody(ranged, part));
      assertEquals(Reason.RESPONSE_UNDECLARED, headReason(part));
    }
  }

  @Nested
  class MediaTypes {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json",
          "application/json; charset=utf-8",
          "APPLICATION/JSON;charset=UTF-8",
          "image/png",
          "text/csv;header=present"
        })
    void that_fit_a_declared_type_or_range_are_declared(String type) { // RFC 9110, 12.5.1
      assertEquals(null, headReason(TestResponse.of(200, type).with("ETag", "\"1\"")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"text/html", "application/jsonx", "application/json-patch+json", "json", ""})
    void that_fit_none_are_named(String type) {
      Decision decision =
          operation.checkResponse(GET, TestResponse.of(200, type).with("ETag", "\"1\""));
      assertEquals(Reason.RESPONSE_MEDIA_TYPE_UNDECLARED, reason(decision));
    }

    @Test
    void of_content_where_the_contract_declares_none_are_named() {
      Decision decision = operation.checkResponse(GET, TestResponse.of(405, "text/html"));
      assertEquals(
          List.of(
              new Finding(
                  "response.header.Content-Type",
                  "content",
                  "application/json with the status 405")),
          findings(decision));
    }

    @Test
    void of_content_where_the_contract_describes_none_are_noted_and_named() {
      Contract contract =
          Contracts.of(
              """
              paths:
                /a:
                  get:
                    responses:
                      '200': {description: all is well}
                      '201': {description: made, content: {text/plain: {}}}
                      '2XX': {description: others}
                      '204': {description: none}
                      '302': {description: elsewhere}
                      '404': {description: nowhere}
                  head: {responses: {'200': {description: all is well}}}
                  put: {responses: {'204': {description: none}, default: {description: other}}}
              """);
      List<ContractNote> notes =
          contract.notes().stream().filter(it -> it.rule().equals("undescribed-content")).toList();
      assertEquals(
          List.of("#/paths/~1a/get/responses"), notes.stream().map(ContractNote::pointer).toList());
      assertTrue(notes.get(0).text().contains("for 200, 2XX,"), notes.get(0).text());
      ContractOperation get = Contracts.found(contract, "GET", "/a").operation();
      TestHead request = TestHead.of("GET", "/a");
      assertEquals(
          Reason.RESPONSE_CONTENT_UNDECLARED,
          reason(get.checkResponse(request, TestResponse.of(200, "text/plain"))));
      assertEquals(null, reason(get.checkResponse(request, TestResponse.empty(200))));
      assertEquals(null, reason(get.checkResponse(request, TestResponse.of(201, "text/plain"))));
      assertEquals(
          Reason.RESPONSE_MEDIA_TYPE_UNDECLARED,
          reason(get.checkResponse(request, TestResponse.of(201, "text/html"))));
    }

    @Test
    void count_only_where_there_is_content() {
      TestResponse empty =
          new TestResponse(200, List.of(), false).with("Content-Type", "text/html");
      assertEquals(null, headReason(empty.with("ETag", "\"1\"")));
      assertEquals(
          null,
          headReason(
              TestHead.of("HEAD", "/orders/1"),
              TestResponse.of(200, "text/html").with("ETag", "\"1\"")));
      assertEquals(null, headReason(TestResponse.of(204, "text/html")));
    }
  }

  @Nested
  class HeaderFields {

    @Test
    void that_are_required_must_be_there_unless_the_container_writes_them() {
      Decision decision = operation.checkResponse(GET, TestResponse.of(200, "application/json"));
      assertEquals(Reason.RESPONSE_HEADER_INVALID, reason(decision));
      assertEquals(
          List.of(new Finding("response.header.ETag", "required", "this header")),
          findings(decision));
      assertEquals(null, headReason(good()));
    }

    @ParameterizedTest
    @CsvSource({
      "ETag, \"123456789\"",
      "X-Total, -1",
      "X-Total, many",
      "X-Tags, 'a,c'",
      "X-Tags, 'a,b,a'",
      "x-low, many",
      "X-Json, '{\"b\":1}'",
      "X-Json, '{'",
      "X-Range, 'from'",
      "X-Range, 'to,1'",
      "Set-Cookie, 1=1"
    })
    void that_break_their_schema_are_named_without_their_value(String name, String value) {
      TestResponse response =
          TestResponse.of(200, "application/json")
              .with("ETag", name.equals("ETag") ? value : "\"1\"");
      Decision decision =
          operation.checkResponse(GET, name.equals("ETag") ? response : response.with(name, value));
      assertEquals(Reason.RESPONSE_HEADER_INVALID, reason(decision));
      assertTrue(findings(decision).get(0).where().startsWith("response.header." + name));
      assertFalse(findings(decision).toString().contains(value), findings(decision).toString());
    }

    @ParameterizedTest
    @CsvSource({
      "X-Total, 7",
      "X-Tags, 'a,b'",
      "X-Tags, a",
      "X-Range, 'from,1'",
      "X-Low, 7",
      "X-Json, '{\"a\":1}'",
      "Set-Cookie, a=1",
      "X-Undeclared, any"
    })
    void that_fit_are_good(String name, String value) {
      assertEquals(null, headReason(good().with(name, value)));
    }

    @Test
    void of_cookies_are_judged_line_by_line() { // RFC 6265, 3
      assertEquals(null, headReason(good().with("Set-Cookie", "a=1, b").with("Set-Cookie", "b=1")));
      assertEquals(
          Reason.RESPONSE_HEADER_INVALID,
          headReason(good().with("Set-Cookie", "a=1").with("Set-Cookie", "1=1")));
    }
  }

  @Nested
  class Bodies {

    @Test
    void that_fit_are_good() {
      assertEquals(null, reason(body(good(), "{\"id\":1,\"note\":\"short\"}")));
      assertEquals(null, reason(body(TestResponse.of(404, "application/json"), "{\"code\":1}")));
      assertEquals(null, reason(body(TestResponse.of(200, "text/csv"), "a;b")));
    }

    @Test
    void with_an_undeclared_property_are_named_without_it() {
      Decision decision = body(good(), "{\"id\":1,\"passwordHash\":\"x\"}");
      assertEquals(Reason.RESPONSE_INVALID, reason(decision));
      assertFalse(findings(decision).toString().contains("passwordHash"));
    }

    @Test
    void must_not_hold_what_is_write_only() { // OpenAPI 3.1, 4.8.24; JSON Schema Validation, 9.4
      Decision decision = body(good(), "{\"id\":1,\"card\":\"4111\"}");
      assertEquals(
          List.of(
              new Finding(
                  "response.body/card",
                  "writeOnly",
                  "nothing: it is for requests alone",
                  "#/components/schemas/Order/properties/card/writeOnly")),
          findings(decision));
    }

    @Test
    void must_hold_what_is_read_only_and_required() {
      assertEquals(Reason.RESPONSE_INVALID, reason(body(good(), "{\"note\":\"a\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1", "{\"id\":1}{}", "{\"id\":1,\"id\":2}", "id", " "})
    void that_are_no_JSON_are_named(String body) {
      assertEquals(
          List.of(new Finding("response.body", "json", "well-formed JSON")),
          findings(body(good(), body)));
    }

    @Test
    void that_would_cost_too_much_to_judge_are_not_judged() {
      assertEquals(Reason.RESPONSE_UNJUDGED, reason(body(good(), "[".repeat(10_000))));
    }

    @Test
    void of_text_are_judged_as_a_string() {
      assertEquals(
          Reason.RESPONSE_INVALID, reason(body(TestResponse.of(200, "text/csv"), "a;b;c;d;e;f")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "image/png",
          "text/event-stream",
          "application/jsonl",
          "text/html",
          "application/json;charset=utf-16"
        })
    void that_nothing_can_judge_are_not_held(String type) {
      assertFalse(operation.judgesResponseBody(GET, TestResponse.of(200, type)));
    }

    @Test
    void that_are_not_sent_are_not_held() {
      TestResponse response = TestResponse.of(200, "application/json");
      assertTrue(operation.judgesResponseBody(GET, response));
      assertTrue(operation.judgesResponseBody(GET, response.with("Content-Encoding", "identity")));
      assertFalse(operation.judgesResponseBody(GET, response.with("Content-Encoding", "gzip")));
      assertFalse(operation.judgesResponseBody(TestHead.of("HEAD", "/orders/1"), response));
      assertFalse(operation.judgesResponseBody(GET, TestResponse.empty(200)));
    }
  }
}
