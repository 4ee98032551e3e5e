package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.JsonLimits;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequential media types of OpenAPI 3.2 (4.14.1) in requests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonSequenceTest {
  private static final String RS = "\u001E";

  private static final String DOCUMENT =
      """
      openapi: 3.2.0
      info: {title: readings, version: "1"}
      paths:
        /readings:
          post:
            requestBody:
              required: true
              content:
                application/jsonl:
                  itemSchema: {$ref: '#/components/schemas/Reading'}
                  schema: {maxItems: 3}
                application/x-ndjson:
                  schema:
                    type: array
                    maxItems: 2
                    items: {$ref: '#/components/schemas/Reading'}
                application/json-seq: {itemSchema: {$ref: '#/components/schemas/Reading'}}
                application/geo+json-seq: {itemSchema: {type: integer}}
                text/event-stream: {itemSchema: {type: object}, schema: {type: array, maxLength: 9}}
            responses: {"200": {description: ok}}
        /texts:
          post:
            requestBody: {content: {text/*: {schema: {type: string, maxLength: 9}}}}
            responses: {"200": {description: ok}}
      components:
        schemas:
          Reading:
            type: object
            additionalProperties: false
            required: [t]
            properties: {t: {type: integer, maximum: 9}, tags: {type: array}}
      """;

  private final Contract contract = Contracts.read(DOCUMENT);

  private static TestHead head(String target, String type) {
    return TestHead.of("POST", target).with("Content-Type", type);
  }

  private Decision check(String type, String body) {
    TestHead head = head("/readings", type);
    assertEquals(Decision.ADMITTED, Contracts.check(contract, head.with("Content-Length", "1")));
    assertInstanceOf(
        BodyPlan.Buffer.class,
        Contracts.found(contract, "POST", "/readings").operation().bodyPlan(head));
    return Contracts.checkBody(contract, head, body);
  }

  private void admitted(String type, String body) {
    assertEquals(Decision.ADMITTED, check(type, body));
  }

  private static void refused(Reason reason, String where, String rule, Decision decision) {
    Decision.Denied denied = assertInstanceOf(Decision.Denied.class, decision);
    Finding finding = denied.findings().get(0);
    assertEquals(
        List.of(reason, where, rule), List.of(denied.reason(), finding.where(), finding.rule()));
  }

  @Nested
  class Lines {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"t\":1}",
          "{\"t\":1}\n",
          "{\"t\":1}\n{\"t\":2}\n",
          "{\"t\":1}\r\n{\"t\":2}",
          " {\"t\" : 1} \n\t{\"t\":2}\n{\"t\":3}\n"
        })
    void are_taken_each_by_itself(String body) {
      admitted("application/jsonl", body);
    }

    @Test
    void are_judged_by_the_schema_of_items() {
      refused(
          Reason.BODY_INVALID,
          "body/1/t",
          "maximum",
          check("application/jsonl", "{\"t\":1}\n{\"t\":10}\n"));
      refused(
          Reason.BODY_INVALID,
          "body/0/t",
          "required",
          check("application/jsonl", "{}\n{\"t\":1}\n"));
    }

    @Test
    void are_judged_as_an_array_too() {
      String three = "{\"t\":1}\n".repeat(3);
      admitted("application/jsonl", three);
      refused(
          Reason.BODY_INVALID, "body", "maxItems", check("application/jsonl", three + "{\"t\":1}"));
      admitted("application/x-ndjson", "{\"t\":1}\n{\"t\":2}\n");
      refused(Reason.BODY_INVALID, "body", "maxItems", check("application/x-ndjson", three));
      refused(
          Reason.BODY_INVALID,
          "body/0/t",
          "type",
          check("application/x-ndjson", "{\"t\":\"1\"}\n"));
    }

    @Test
    void cannot_reach_into_one_another() {
      for (String hostile :
          List.of(
              "1],[2", "{\"t\":1},{\"t\":2}", "{\"t\":1}{\"t\":2}", "{\"t\":1", "// x", "'a'")) {
        refused(
            Reason.BODY_MALFORMED,
            "body/1",
            "json",
            check("application/jsonl", "{\"t\":1}\n" + hostile + "\n"));
      }
      refused(
          Reason.BODY_MALFORMED,
          "body/0",
          "json",
          check("application/jsonl", "{\"t\":1,\"t\":2}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "{\"t\":1}\n\n{\"t\":2}", "{\"t\":1}\n\n", "\r\n"})
    void are_never_empty(String body) {
      Decision.Denied denied =
          assertInstanceOf(Decision.Denied.class, check("application/jsonl", body));
      assertEquals(Reason.BODY_MALFORMED, denied.reason());
      assertEquals("sequence", denied.findings().get(0).rule());
    }

    @Test
    void are_not_ended_by_a_carriage_return_alone() {
      refused(
          Reason.BODY_MALFORMED,
          "body/0",
          "sequence",
          check("application/jsonl", "{\"t\":1}\r{\"t\":2}\n"));
      refused(
          Reason.BODY_MALFORMED, "body/0", "sequence", check("application/jsonl", "{\"t\":\r1}\n"));
    }
  }

  @Nested
  class Of_RFC_7464 {

    @Test
    void is_taken_item_by_item() {
      admitted("application/json-seq", RS + "{\"t\":1}\n");
      admitted("application/json-seq", RS + "{\"t\":1}\n" + RS + "{\n\"t\":2\n}\n");
      admitted("application/geo+json-seq", RS + "1\n" + RS + "2\n");
    }

    @Test
    void is_judged_by_the_schema_of_items() {
      refused(
          Reason.BODY_INVALID,
          "body/1/t",
          "maximum",
          check("application/json-seq", RS + "{\"t\":1}\n" + RS + "{\"t\":10}\n"));
      refused(
          Reason.BODY_INVALID, "body/0", "type", check("application/geo+json-seq", RS + "\"1\"\n"));
    }

    @Test
    void has_a_separator_before_and_a_line_feed_after_each_item() {
      for (String body :
          List.of(
              "{\"t\":1}\n",
              RS + "{\"t\":1}",
              RS + RS + "{\"t\":1}\n",
              RS,
              RS + "{\"t\":1}" + RS + "{\"t\":1}\n",
              "\n" + RS + "{\"t\":1}\n")) {
        refused(Reason.BODY_MALFORMED, "body/0", "sequence", check("application/json-seq", body));
      }
      refused(Reason.BODY_MALFORMED, "body/0", "json", check("application/json-seq", RS + "\n"));
    }
  }

  @Test
  void the_number_of_items_is_bounded() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxItems(4);
    Contract bounded = Contracts.read(DOCUMENT, options(limits));
    TestHead head = head("/readings", "application/geo+json-seq");
    String item = RS + "1\n";
    assertEquals(Decision.ADMITTED, Contracts.checkBody(bounded, head, item.repeat(4)));
    refused(
        Reason.BODY_TOO_COMPLEX,
        "body",
        "maxItems",
        Contracts.checkBody(bounded, head, item.repeat(5)));
  }

  @Test
  void values_are_bounded_together() {
    JsonLimits limits = JsonLimits.DEFAULT.withMaxValues(5);
    Contract bounded = Contracts.read(DOCUMENT, options(limits));
    TestHead head = head("/readings", "application/json-seq");
    String item = RS + "{\"t\":1}\n";
    assertEquals(Decision.ADMITTED, Contracts.checkBody(bounded, head, item.repeat(2)));
    Decision.Denied denied =
        assertInstanceOf(Decision.Denied.class, Contracts.checkBody(bounded, head, item.repeat(3)));
    assertEquals(Reason.BODY_TOO_COMPLEX, denied.reason());
  }

  @Test
  void another_charset_is_not_taken() {
    assertEquals(
        Decision.denied(Reason.MEDIA_TYPE_UNSUPPORTED),
        Contracts.check(
            contract,
            head("/readings", "application/jsonl; charset=utf-16").with("Content-Length", "1")));
  }

  @Test
  void a_stream_of_events_is_counted_not_judged() {
    TestHead head = head("/readings", "text/event-stream");
    BodyPlan plan = Contracts.found(contract, "POST", "/readings").operation().bodyPlan(head);
    assertEquals(9, assertInstanceOf(BodyPlan.Stream.class, plan).maxBytes());
    assertTrue(contract.notes().stream().anyMatch(note -> note.rule().equals("unjudged-body")));
  }

  @Test
  void a_range_of_texts_judges_a_stream_of_events_as_any_text() {
    TestHead head = head("/texts", "text/event-stream");
    assertEquals(Decision.ADMITTED, Contracts.checkBody(contract, head, "data: 1\n\n"));
    refused(
        Reason.BODY_INVALID,
        "body",
        "maxLength",
        Contracts.checkBody(contract, head, "data: 12\n\n"));
  }

  private static ContractOptions options(JsonLimits limits) {
    return ContractOptions.DEFAULT.withBodyLimits(limits);
  }
}
