package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContractOperationTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: orders, version: "7"}
      paths:
        /orders/{id}:
          get:
            operationId: read
            security: [{key: []}]
            parameters:
              - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
              - {name: expand, in: query, schema: {type: string, maxLength: 5}}
              - {name: X-Request-Id, in: header, schema: {type: string, pattern: '^[a-f0-9]+$'}}
              - {name: session, in: cookie, schema: {type: string, minLength: 3}}
            responses:
              "200": {description: ok, content: {application/json: {}, text/csv: {}}}
              "404": {description: no, content: {application/problem+json: {}}}
        /orders:
          post:
            operationId: create
            requestBody:
              required: true
              content:
                application/json: {schema: {$ref: '#/components/schemas/Order'}}
                application/x-www-form-urlencoded:
                  schema: {$ref: '#/components/schemas/Order'}
                  encoding: {tags: {explode: true}, address: {style: deepObject, explode: true}}
                text/plain: {schema: {type: string, maxLength: 5}}
                image/*: {}
            responses: {"201": {description: ok}}
          patch:
            operationId: change
            requestBody: {content: {application/merge-patch+json: {}}}
            responses: {"204": {description: ok}}
          delete:
            operationId: clear
            responses: {"204": {description: ok}}
      components:
        securitySchemes: {key: {type: apiKey, in: query, name: api_key}}
        schemas:
          Order:
            type: object
            required: [sku]
            additionalProperties: false
            properties:
              sku: {type: string, maxLength: 8}
              count: {type: integer}
              tags: {type: array, items: {type: string}}
              address: {type: object, additionalProperties: false, properties: {zip: {type: integer}}}
              extra: {type: object, properties: {a: {type: integer}}}
      """;

  private final Contract contract =
      Contracts.read(DOCUMENT, ContractOptions.DEFAULT.withMaxStreamBytes(100));

  private static TestHead read(String target) {
    return TestHead.of("GET", target);
  }

  private static TestHead create(String mediaType) {
    return TestHead.of("POST", "/orders").with("Content-Type", mediaType);
  }

  private static TestHead json() {
    return create("application/json").with("Content-Length", "20");
  }

  private Decision check(TestHead head) {
    return Contracts.check(contract, head);
  }

  private void denied(Reason reason, TestHead head) {
    assertEquals(
        reason, assertInstanceOf(Decision.Denied.class, check(head), head::toString).reason());
  }

  private void admitted(TestHead head) {
    assertEquals(Decision.ADMITTED, check(head), head::toString);
  }

  @Nested
  class A_value_that_takes_too_much_work {
    private final Contract endless = Contracts.read(chain(1_100));
    private final Contract honest = Contracts.read(chain(10));

    private static String chain(int length) {
      StringBuilder document =
          new StringBuilder(
              """
              openapi: 3.1.0
              info: {title: chain, version: "1"}
              paths:
                /chain:
                  post:
                    parameters:
                      - {name: q, in: query, schema: {$ref: '#/components/schemas/S0'}}
                    requestBody:
                      content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}
                    responses: {"204": {description: ok}}
              components:
                schemas:
              """);
      for (int i = 0; i < length; i++) {
        document.append("    S" + i + ": {$ref: '#/components/schemas/S" + (i + 1) + "'}\n");
      }
      return document.append("    S" + length + ": {maxLength: 5}\n").toString();
    }

    private static TestHead post(String target) {
      return TestHead.of("POST", target).with("Content-Type", "application/json");
    }

    @Test
    void is_denied_for_a_reason_of_its_own_in_a_parameter() {
      assertEquals(
          Reason.WORK_EXHAUSTED,
          assertInstanceOf(Decision.Denied.class, Contracts.check(endless, post("/chain?q=short")))
              .reason());
      assertEquals(Decision.ADMITTED, Contracts.check(honest, post("/chain?q=short")));
    }

    @Test
    void is_denied_for_a_reason_of_its_own_in_a_body() {
      assertEquals(
          new Decision.Denied(
              Reason.WORK_EXHAUSTED,
              List.of(new Finding("body", "work budget", "a value that takes less work to check"))),
          Contracts.checkBody(endless, post("/chain"), "\"short\""));
      assertEquals(Decision.ADMITTED, Contracts.checkBody(honest, post("/chain"), "\"short\""));
    }
  }

  @Nested
  class Parameters_of_a_request {

    @Test
    void that_fit_the_contract_are_admitted() {
      admitted(
          read("/orders/7?expand=lines")
              .with("x-request-id", "c0ffee")
              .with("Cookie", "a=b; session=abc"));
    }

    @ParameterizedTest
    @CsvSource({
      "/orders/x, PARAMETER_INVALID, path.id, type, integer",
      "/orders/0, PARAMETER_INVALID, path.id, minimum, ''",
      "/orders/7?expand=abcdef, PARAMETER_INVALID, query.expand, maxLength, ''",
      "/orders/7?expand=a&expand=b, PARAMETER_REPEATED, query.expand, repeated, this once",
      "/orders/7?debug=true, PARAMETER_UNDECLARED, query.*, undeclared, ''",
      "/orders/7?Expand=a, PARAMETER_UNDECLARED, query.*, undeclared, ''"
    })
    void that_do_not_are_denied_in_the_words_of_the_contract(
        String target, Reason reason, String where, String rule, String expected) {
      Decision.Denied denied = assertInstanceOf(Decision.Denied.class, check(read(target)));
      Finding finding = denied.findings().get(0);

      assertEquals(reason, denied.reason());
      assertEquals(where, finding.where());
      assertEquals(rule, finding.rule());
      if (!expected.isEmpty()) {
        assertEquals(expected, finding.expected());
      }
    }

    @Test
    void are_all_judged_not_only_the_first() {
      Decision.Denied denied =
          assertInstanceOf(
              Decision.Denied.class,
              check(
                  read("/orders/x?expand=abcdef")
                      .with("X-Request-Id", "XYZ")
                      .with("Cookie", "session=a")));

      assertEquals(
          List.of("path.id", "query.expand", "header.X-Request-Id", "cookie.session"),
          denied.findings().stream().map(Finding::where).toList());
    }

    @Test
    void are_never_repeated_in_a_finding() {
      assertFalse(
          check(read("/orders/s3cret?s3cret=s3cret&expand=s3cret")).toString().contains("s3cret"));
    }

    @Test
    void may_stand_beside_an_API_key_that_the_operation_asks_for() {
      admitted(read("/orders/7?api_key=k"));
      denied(Reason.PARAMETER_UNDECLARED, TestHead.of("DELETE", "/orders?api_key=k"));
    }

    @Test
    void in_a_header_stand_once_and_in_ASCII() {
      denied(
          Reason.PARAMETER_REPEATED,
          read("/orders/7").with("X-Request-Id", "a").with("X-Request-Id", "b"));
      denied(Reason.PARAMETER_MALFORMED, read("/orders/7").with("X-Request-Id", "caf\u00e9"));
    }

    @Test
    void in_a_cookie_stand_once() {
      denied(
          Reason.PARAMETER_REPEATED, read("/orders/7").with("Cookie", "session=abc; session=abd"));
      admitted(read("/orders/7").with("Cookie", "other=1; other=2; session=abc; junk"));
    }

    @Test
    void are_limited_in_number() {
      String query = "expand=a" + "&".repeat(1000);
      admitted(read("/orders/7?" + query));
      denied(Reason.PARAMETER_MALFORMED, read("/orders/7?" + "a=1&".repeat(257)));
    }
  }

  @Nested
  class What_a_caller_accepts {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json",
          "*/*",
          "application/*",
          "text/csv;q=0.1, image/png",
          "text/html, *; q=.2, */*; q=.2",
          "application/json;charset=utf-8",
          ""
        })
    void is_admitted_if_the_operation_produces_it(String accept) {
      admitted(read("/orders/7").with("Accept", accept));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "image/png",
          "application/json;q=0, text/csv;q=0.000",
          "application/jsonx",
          "*/*, application/json;q=0, text/csv;q=0",
          "application/problem+json",
          "nonsense"
        })
    void is_denied_if_it_does_not(String accept) {
      denied(Reason.NOT_ACCEPTABLE, read("/orders/7").with("Accept", accept));
    }

    @Test
    void does_not_matter_where_the_operation_produces_nothing() {
      admitted(TestHead.of("DELETE", "/orders").with("Accept", "image/png"));
    }
  }

  @Nested
  class The_head_of_a_body {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json",
          "APPLICATION/JSON; charset=UTF-8",
          "application/x-www-form-urlencoded",
          "text/plain",
          "image/png"
        })
    void is_admitted_if_its_media_type_is_declared(String type) {
      admitted(create(type).with("Content-Length", "20"));
      admitted(create(type).with("Transfer-Encoding", "chunked"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/jsonx",
          "application/json-patch+json",
          "application/xml",
          "*/*",
          "application/json; charset=utf-16",
          "text/plain; charset=utf-7",
          "image/*"
        })
    void is_denied_if_its_media_type_or_charset_is_not(String type) {
      denied(Reason.MEDIA_TYPE_UNSUPPORTED, create(type).with("Content-Length", "20"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "application/json, text/plain", "application/json; a=1; a=2"})
    void is_denied_if_its_media_type_is_none(String type) {
      denied(Reason.HEADER_MALFORMED, create(type).with("Content-Length", "20"));
    }

    @Test
    void is_denied_without_a_media_type_or_with_two() {
      denied(
          Reason.MEDIA_TYPE_UNSUPPORTED,
          TestHead.of("POST", "/orders").with("Content-Length", "20"));
      denied(
          Reason.MEDIA_TYPE_UNSUPPORTED,
          TestHead.of("POST", "/orders").with("Transfer-Encoding", "chunked"));
      denied(Reason.HEADER_MALFORMED, json().with("Content-Type", "application/json"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-1", "+5", "5, 5", "", "0x10", "1e3", "99999999999999999999", "\u0661"})
    void is_denied_if_its_length_is_none(String length) {
      denied(Reason.HEADER_MALFORMED, create("application/json").with("Content-Length", length));
    }

    @Test
    void is_denied_with_two_lengths_or_a_length_and_chunks() { // RFC 9112, 6.1 and 6.3
      denied(Reason.HEADER_MALFORMED, json().with("Content-Length", "20"));
      denied(Reason.HEADER_MALFORMED, json().with("Transfer-Encoding", "chunked"));
      denied(
          Reason.HEADER_MALFORMED,
          create("application/json").with("Transfer-Encoding", "gzip, chunked"));
      admitted(create("application/json").with("Transfer-Encoding", "Chunked"));
    }

    @Test
    void is_denied_with_a_content_coding() { // RFC 9110, 8.4
      admitted(json().with("Content-Encoding", "identity"));
      denied(Reason.CONTENT_ENCODING_UNSUPPORTED, json().with("Content-Encoding", "gzip"));
      denied(Reason.CONTENT_ENCODING_UNSUPPORTED, json().with("Content-Encoding", "identity, br"));
    }

    @Test
    void is_denied_above_the_budget_of_its_kind() {
      admitted(create("application/json").with("Content-Length", "1048576"));
      denied(Reason.BODY_TOO_LARGE, create("application/json").with("Content-Length", "1048577"));
      admitted(create("image/png").with("Content-Length", "100"));
      denied(Reason.BODY_TOO_LARGE, create("image/png").with("Content-Length", "101"));
    }

    @Test
    void is_denied_where_a_body_is_required_and_none_comes() {
      denied(Reason.BODY_MISSING, TestHead.of("POST", "/orders"));
      denied(Reason.BODY_MISSING, create("application/json").with("Content-Length", "0"));
      admitted(create("application/json")); // HTTP/2 need not state a length
    }

    @Test
    void is_denied_where_no_body_is_declared() {
      denied(Reason.BODY_UNDECLARED, TestHead.of("DELETE", "/orders").with("Content-Length", "1"));
      admitted(TestHead.of("DELETE", "/orders").with("Content-Length", "0"));
      admitted(TestHead.of("DELETE", "/orders").with("Content-Type", "application/xml"));
    }

    @Test
    void is_admitted_where_an_optional_body_is_left_out() {
      admitted(TestHead.of("PATCH", "/orders"));
      admitted(TestHead.of("PATCH", "/orders").with("Content-Type", "application/xml"));
    }
  }

  @Nested
  class The_plan_for_a_body {

    private BodyPlan plan(TestHead head) {
      return Contracts.found(contract, head.method(), head.target()).operation().bodyPlan(head);
    }

    @Test
    void buffers_what_can_be_judged_and_counts_the_rest() {
      assertEquals(new BodyPlan.Buffer(1 << 20, "application/json", true), plan(json()));
      assertEquals(new BodyPlan.Buffer(1 << 20, "text/plain", true), plan(create("text/plain")));
      assertEquals(new BodyPlan.Stream(100, "image/*", true), plan(create("image/png")));
    }

    @Test
    void takes_no_body_where_none_is_declared_or_its_type_is_not() {
      assertEquals(new BodyPlan.None(), plan(TestHead.of("DELETE", "/orders")));
      assertEquals(new BodyPlan.None(), plan(TestHead.of("PATCH", "/orders")));
    }
  }

  /** The caller does not choose by the media type whether a schema applies. */
  @Nested
  class A_body_under_a_range {

    private Contract taking(String range, String schema) {
      return Contracts.of(
          """
          paths:
            /any:
              post:
                operationId: send
                requestBody: {required: true, content: {'%s': {schema: %s}}}
                responses: {"200": {description: ok}}
          """
              .formatted(range, schema));
    }

    private Decision head(Contract any, String type) {
      return Contracts.check(any, any(type));
    }

    private TestHead any(String type) {
      return TestHead.of("POST", "/any").with("Content-Type", type).with("Content-Length", "9");
    }

    private List<String> unjudged(Contract any) {
      return any.notes().stream().map(ContractNote::rule).filter("unjudged-body"::equals).toList();
    }

    @ParameterizedTest
    @CsvSource({
      "*/*, application/octet-stream",
      "*/*, image/png",
      "*/*, multipart/mixed; boundary=b",
      "application/*, application/xml",
      "image/*, image/png",
      "multipart/*, multipart/mixed; boundary=b"
    })
    void is_taken_unjudged_only_where_the_schema_takes_a_string(String range, String type) {
      Contract objects = taking(range, "{type: object, required: [id]}");
      assertEquals(Decision.denied(Reason.MEDIA_TYPE_UNSUPPORTED), head(objects, type));
      assertEquals(new BodyPlan.None(), plan(objects, type));
      assertEquals(List.of(), unjudged(objects));
      for (String schema : List.of("{}", "{type: string}", "{type: [object, string]}")) {
        Contract texts = taking(range, schema);
        assertEquals(Decision.ADMITTED, head(texts, type));
        assertEquals(List.of("unjudged-body"), unjudged(texts));
      }
    }

    @ParameterizedTest
    @CsvSource({"*/*, 1", "text/*, 1", "application/jsonl, 0"})
    void with_a_schema_for_items_alone_is_noted(String range, int notes) { // OAS 3.2, 4.14.1
      String document =
          """
          openapi: 3.2.0
          info: {title: items, version: "1"}
          paths:
            /any:
              post:
                requestBody: {content: {'%s': {itemSchema: {type: object}}}}
                responses: {"204": {description: ok}}
          """
              .formatted(range);
      assertEquals(notes, unjudged(Contracts.read(document)).size());
    }

    private BodyPlan plan(Contract any, String type) {
      return Contracts.found(any, "POST", "/any").operation().bodyPlan(any(type));
    }

    @Test
    void is_judged_where_it_can_be() {
      Contract objects = taking("*/*", "{type: object, required: [id]}");
      for (String type : List.of("application/json", "application/x-www-form-urlencoded")) {
        assertEquals(Decision.ADMITTED, head(objects, type));
      }
      TestHead json = any("application/json");
      assertEquals(Decision.ADMITTED, Contracts.checkBody(objects, json, "{\"id\": 1}"));
      assertInstanceOf(Decision.Denied.class, Contracts.checkBody(objects, json, "{}"));
      assertInstanceOf(
          Decision.Denied.class, Contracts.checkBody(objects, any("text/plain"), "text"));
      String form = "multipart/form-data; boundary=b";
      assertEquals(Decision.ADMITTED, head(objects, form));
      assertInstanceOf(BodyPlan.Spool.class, plan(objects, form));
    }

    @Test
    void is_taken_where_there_is_no_schema() {
      assertEquals(Decision.ADMITTED, Contracts.check(contract, create("image/png")));
      assertEquals(List.of(), unjudged(contract));
    }
  }

  @Nested
  class A_body {

    private void admittedBody(TestHead head, String body) {
      assertEquals(Decision.ADMITTED, Contracts.checkBody(contract, head, body));
    }

    private Decision.Denied deniedBody(Reason reason, TestHead head, String body) {
      Decision.Denied denied =
          assertInstanceOf(Decision.Denied.class, Contracts.checkBody(contract, head, body));
      assertEquals(reason, denied.reason(), body);
      return denied;
    }

    @Test
    void of_JSON_is_admitted_if_it_fits_its_schema() {
      admittedBody(json(), "{\"sku\": \"a\", \"count\": 1, \"tags\": [\"x\"]}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"sku\": 1}",
          "{}",
          "null",
          "[]",
          "{\"sku\": \"a\", \"more\": 1}",
          "{\"sku\": \"123456789\"}"
        })
    void of_JSON_is_denied_if_it_does_not(String body) {
      deniedBody(Reason.BODY_INVALID, json(), body);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{",
          "{\"sku\": \"a\"} x",
          "{\"sku\": \"a\", \"sku\": \"b\"}",
          " ",
          "{\"sku\": NaN}",
          "{\"sku\": \"a\", \"\\u0073ku\": \"b\"}",
          "\uFEFF{}",
          "{\"sku\": \"\\ud800\"}"
        })
    void of_JSON_is_denied_if_it_is_not_well_formed(String body) {
      deniedBody(Reason.BODY_MALFORMED, json(), body);
    }

    @Test
    void of_JSON_is_denied_if_it_is_too_deep_too_full_or_too_large() {
      deniedBody(Reason.BODY_TOO_COMPLEX, json(), "[".repeat(65) + "]".repeat(65));
      deniedBody(Reason.BODY_TOO_COMPLEX, json(), "[" + "1,".repeat(100_000) + "1]");
      deniedBody(Reason.BODY_TOO_COMPLEX, json(), "[1e999999999]");
      deniedBody(Reason.BODY_TOO_LARGE, json(), " ".repeat(1 << 20) + "1");
    }

    static Stream<Arguments> unreadable() {
      return Stream.of(
          arguments(" ", "a JSON value"),
          arguments("{\"sku\": NaN}", "well-formed JSON; the fault is at octet 8"),
          arguments("{\"sku\": ", "well-formed JSON; the fault is at octet 8"),
          arguments(
              "{\"sku\": \"a\", \"sku\": \"b\"}",
              "each name once in an object; one is repeated at octet 13"),
          arguments(
              "{\"sku\": \"a\"} x", "nothing after the JSON value; there is something at octet 13"),
          arguments("[".repeat(65), "at most 64 levels of arrays and objects"),
          arguments("[1e999999999]", "numbers of at most 100 characters and exponents up to 400"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void of_JSON_that_cannot_be_read_is_told_what_was_expected_and_where_it_ends(
        String body, String expected) {
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      Decision decision =
          Contracts.found(contract, "POST", "/orders")
              .operation()
              .checkBody(json(), octets, octets.length);

      assertEquals(
          List.of(new Finding("body", "json", expected)),
          assertInstanceOf(Decision.Denied.class, decision).findings());
    }

    @Test
    void of_JSON_is_told_where_it_breaks_its_schema_without_its_own_text() {
      Decision.Denied denied =
          deniedBody(Reason.BODY_INVALID, json(), "{\"sku\": \"a\", \"tags\": [\"x\", 777]}");

      assertEquals("body/tags/1", denied.findings().get(0).where());
      assertFalse(denied.toString().contains("777"));
    }

    @Test
    void of_JSON_is_told_which_line_of_the_contract_it_breaks() {
      Decision.Denied denied =
          deniedBody(Reason.BODY_INVALID, json(), "{\"sku\": \"123456789\", \"tags\": [777]}");

      assertEquals(
          List.of(
              "#/components/schemas/Order/properties/sku/maxLength",
              "#/components/schemas/Order/properties/tags/items/type"),
          denied.findings().stream().map(Finding::declaredAt).toList());
    }

    @Test
    void of_another_charset_is_no_JSON() {
      byte[] utf16 = "{\"sku\": \"a\"}".getBytes(StandardCharsets.UTF_16);
      Decision decision =
          Contracts.found(contract, "POST", "/orders")
              .operation()
              .checkBody(json(), utf16, utf16.length);

      assertEquals(
          Reason.BODY_MALFORMED, assertInstanceOf(Decision.Denied.class, decision).reason());
    }

    @Test
    void that_is_absent_is_denied_only_where_one_is_required() {
      deniedBody(Reason.BODY_MISSING, json(), "");
      admittedBody(TestHead.of("PATCH", "/orders"), "");
    }

    @Test
    void where_none_is_declared_is_denied() {
      deniedBody(Reason.BODY_UNDECLARED, TestHead.of("DELETE", "/orders"), "x");
    }

    @Test
    void of_an_undeclared_type_is_denied_even_if_the_head_was_silent() {
      deniedBody(Reason.MEDIA_TYPE_UNSUPPORTED, TestHead.of("PATCH", "/orders"), "{}");
    }

    @Test
    void of_text_is_judged_by_its_schema() {
      admittedBody(create("text/plain"), "h\u00e9llo");
      deniedBody(Reason.BODY_INVALID, create("text/plain"), "hello!");
      byte[] latin = {(byte) 0xE9};
      assertEquals(
          Decision.denied(
              Reason.BODY_MALFORMED, List.of(new Finding("body", "encoding", "text in UTF-8"))),
          Contracts.found(contract, "POST", "/orders")
              .operation()
              .checkBody(create("text/plain"), latin, 1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "sku=a",
          "sku=a&count=7",
          "sku=a+b&tags=x&tags=y",
          "sku=a&address[zip]=123",
          "sku=a&address%5Bzip%5D=123",
          "sku=a&extra=%7B%22a%22%3A1%7D",
          "sku=7"
        })
    void of_a_form_is_admitted_if_it_fits_its_schema(String body) {
      admittedBody(create("application/x-www-form-urlencoded"), body);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "count=1",
          "sku=a&count=x",
          "sku=a&sku=b",
          "sku=a&more=1",
          "sku=a&address[city]=x",
          "sku=a&address[zip]=x",
          "sku=a&extra=%7B%22a%22%3A%22x%22%7D",
          "sku=123456789",
          "sku=a&__proto__[x]=1"
        })
    void of_a_form_is_denied_if_it_does_not(String body) {
      deniedBody(Reason.BODY_INVALID, create("application/x-www-form-urlencoded"), body);
    }

    @Test
    void of_a_form_names_the_field_that_breaks_it() {
      byte[] form = "sku=a&sku=b".getBytes(StandardCharsets.US_ASCII);
      Decision decision =
          Contracts.found(contract, "POST", "/orders")
              .operation()
              .checkBody(create("application/x-www-form-urlencoded"), form, form.length);

      assertEquals(
          List.of(new Finding("body/sku", "repeated", "this once")),
          assertInstanceOf(Decision.Denied.class, decision).findings());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "count=1&extra=%7B%7D,%22sku%22:%22a%22", // would bring the required property
          "sku=a&extra=%7B%7D%7D",
          "sku=a&extra="
        })
    void of_a_form_is_denied_if_a_property_of_JSON_is_not_whole(String body) {
      deniedBody(Reason.BODY_MALFORMED, create("application/x-www-form-urlencoded"), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz=1", "sku\u00e9=1"})
    void of_a_form_is_denied_if_it_is_not_percent_encoded_UTF_8(String body) {
      deniedBody(Reason.BODY_MALFORMED, create("application/x-www-form-urlencoded"), body);
    }
  }

  @Nested
  class A_form_of_a_schema_that_refers_to_itself {
    private final Contract recursive =
        Contracts.of(
            """
            paths:
              /nodes:
                post:
                  requestBody:
                    content:
                      application/x-www-form-urlencoded:
                        schema: {$ref: '#/components/schemas/Node'}
                        encoding: {left: {style: deepObject}, right: {style: deepObject}}
                  responses: {"204": {description: ok}}
            components:
              schemas:
                Node:
                  type: object
                  additionalProperties: false
                  properties:
                    left: {$ref: '#/components/schemas/Node'}
                    right: {$ref: '#/components/schemas/Node'}
                    size: {type: integer}
            """);

    private boolean isAdmitted(String body) {
      TestHead head =
          TestHead.of("POST", "/nodes").with("Content-Type", "application/x-www-form-urlencoded");
      return Contracts.checkBody(recursive, head, body).isAdmitted();
    }

    @Test
    void is_typed_at_any_depth_that_brackets_can_reach() {
      assertEquals(true, isAdmitted("left[right][left][right][left][size]=7&size=1"));
      assertEquals(false, isAdmitted("left[right][left][right][left][size]=x&size=1"));
      assertEquals(false, isAdmitted("left" + "[left]".repeat(9) + "[size]=1"));
    }
  }

  @Test
  void formats_are_asserted_under_the_dialect_of_json_schema_too() {
    Contract contract =
        Contracts.of(
            """
            jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
            paths:
              /things:
                get:
                  parameters:
                    - {name: id, in: query, schema: {type: string, format: uuid}}
                  responses: {"204": {description: ok}}
            """);
    String good = "/things?id=0b9f4c1e-5a53-4f0e-9d5c-6f7a8b9c0d1e";
    assertTrue(Contracts.check(contract, TestHead.of("GET", good)).isAdmitted());
    assertFalse(Contracts.check(contract, TestHead.of("GET", "/things?id=x")).isAdmitted());
  }
}
