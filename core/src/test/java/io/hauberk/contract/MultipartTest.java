package io.hauberk.contract;

import static io.hauberk.contract.MultipartForms.BOUNDARY;
import static io.hauberk.contract.MultipartForms.TYPE;
import static io.hauberk.contract.MultipartForms.bytes;
import static io.hauberk.contract.MultipartForms.field;
import static io.hauberk.contract.MultipartForms.file;
import static io.hauberk.contract.MultipartForms.form;
import static io.hauberk.contract.MultipartForms.part;
import static io.hauberk.contract.MultipartForms.typed;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hauberk.json.JsonLimits;
import io.hauberk.request.Corpora;
import io.hauberk.request.Decision;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MultipartTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: forms, version: "1"}
      paths:
        /forms:
          post:
            requestBody:
              required: true
              content:
                multipart/form-data:
                  schema:
                    type: object
                    required: [id]
                    additionalProperties: false
                    properties:
                      id: {type: string, maxLength: 8}
                      count: {type: integer, minimum: 1}
                      vip: {type: boolean}
                      tags: {type: array, maxItems: 2, items: {type: string}}
                      address: {$ref: '#/components/schemas/Address'}
                      addresses: {type: array, items: {$ref: '#/components/schemas/Address'}}
                      photo: {$ref: '#/components/schemas/Photo'}
                      files: {type: array, maxItems: 2, items: {type: string, format: binary}}
                      scan: {contentMediaType: image/png}
                      note: {type: string, contentEncoding: base64, maxLength: 8}
                      report: {type: object, required: [a]}
                      label: {type: string, maxLength: 5}
                      any: {}
                  encoding:
                    photo:
                      contentType: 'image/png, image/jpeg'
                      headers:
                        X-Shot: {required: true, schema: {type: integer, minimum: 1}}
                        x-lens: {content: {application/json: {schema: {type: object, required: [mm]}}}}
                    report: {contentType: application/xml}
                    label: {contentType: 'application/json, text/plain'}
            responses: {"200": {description: ok}}
        /free:
          post:
            requestBody:
              content: {multipart/form-data: {}, multipart/mixed: {}}
            responses: {"200": {description: ok}}
      components:
        schemas:
          Address:
            type: object
            additionalProperties: false
            required: [city]
            properties: {city: {type: string}, zip: {type: integer}}
          Photo:
            allOf:
              - {type: string, format: binary, maxLength: 10}
              - {minLength: 2}
      """;

  private final Contract contract = Contracts.read(DOCUMENT, options(MultipartLimits.DEFAULT));

  private static ContractOptions options(MultipartLimits limits) {
    return ContractOptions.DEFAULT.withMultipart(limits);
  }

  private static TestHead head(String target, String type) {
    return TestHead.of("POST", target).with("Content-Type", type).with("Content-Length", "100");
  }

  private static BodySink sink(Contract contract, TestHead head) {
    ContractOperation operation = Contracts.found(contract, "POST", head.target()).operation();
    assertInstanceOf(BodyPlan.Spool.class, operation.bodyPlan(head));
    return operation.openBody(head, true);
  }

  private Decision check(String body) {
    return check(contract, head("/forms", TYPE), body);
  }

  private static Decision check(Contract contract, TestHead head, String body) {
    Decision whole = check(contract, head, body, Integer.MAX_VALUE);
    assertEquals(whole, check(contract, head, body, 1), "octet by octet");
    assertEquals(whole, check(contract, head, body, 7), "in sevens");
    return whole;
  }

  private static Decision check(Contract contract, TestHead head, String body, int step) {
    BodySink sink = sink(contract, head);
    byte[] octets = bytes(body);
    for (int at = 0; at < octets.length; ) {
      int length = Math.min(step, octets.length - at);
      if (!sink.accept(octets, at, length)) {
        break;
      }
      at += length;
    }
    return sink.end();
  }

  private void admitted(String... parts) {
    assertEquals(Decision.ADMITTED, check(form(parts)));
  }

  private void refused(Reason reason, String where, String rule, String... parts) {
    refused(reason, where, rule, check(form(parts)));
  }

  private static void refused(Reason reason, String where, String rule, Decision decision) {
    Decision.Denied denied = assertInstanceOf(Decision.Denied.class, decision);
    Finding finding = denied.findings().get(0);
    assertEquals(
        List.of(reason, where, rule), List.of(denied.reason(), finding.where(), finding.rule()));
  }

  private void malformed(String body) {
    refused(Reason.BODY_MALFORMED, "body", "multipart", check(body));
  }

  @Nested
  class Syntax {
    private final String honest = form(field("id", "a"), field("count", "2"));

    @Test
    void of_an_honest_form_is_admitted() {
      assertEquals(Decision.ADMITTED, check(honest));
      assertEquals(
          Decision.ADMITTED, check(honest.substring(0, honest.length() - 2)), "no last line break");
    }

    @Test
    void takes_an_empty_part_and_content_like_a_boundary() {
      admitted(field("id", ""));
      admitted(field("id", "--abcde"));
      admitted(field("any", "\r\n--abcde1234\r\n-\r\n\r\n"), field("id", "\r\r\n"));
    }

    @Test
    void takes_a_quoted_boundary_with_marks() {
      TestHead head = head("/forms", "multipart/form-data; boundary=\"a b:c\"");
      assertEquals(
          Decision.ADMITTED,
          check(contract, head, form(field("id", "a")).replace(BOUNDARY, "a b:c")));
    }

    @Test
    void of_a_body_without_its_end_is_refused() {
      malformed(honest.substring(0, honest.length() - 4));
      malformed(honest.substring(0, honest.length() - 3));
      malformed(honest.substring(0, honest.indexOf("2")));
      malformed("--" + BOUNDARY);
      malformed("--" + BOUNDARY + "\r\n");
      malformed("--" + BOUNDARY + "\r\nContent-Disp");
    }

    @Test
    void of_a_preamble_or_epilogue_is_refused() {
      malformed("\r\n" + honest);
      malformed("preamble\r\n" + honest);
      malformed(honest + "\r\n");
      malformed(honest + "--" + BOUNDARY + "--\r\n");
      malformed(honest.substring(0, honest.length() - 2) + "\n");
      malformed(honest.substring(0, honest.length() - 1));
    }

    @Test
    void of_blanks_or_text_after_a_boundary_is_refused() {
      malformed(honest.replaceFirst(BOUNDARY + "\r\n", BOUNDARY + " \r\n"));
      malformed(honest.replaceFirst(BOUNDARY + "\r\n", BOUNDARY + "x\r\n"));
      malformed(honest.replaceFirst(BOUNDARY + "\r\n", BOUNDARY + "-\r\n"));
    }

    @Test
    void of_line_breaks_other_than_cr_lf_is_refused() {
      malformed(honest.replace("\r\n", "\n"));
      malformed(honest.replace("\r\n--", "\n--"));
      malformed(honest.replace("\r\n--", "\r--"));
      malformed(honest.replaceFirst("\"\r\n\r\n", "\"\n\r\n"));
      malformed(honest.replaceFirst("\"\r\n\r\n", "\"\r\n\n"));
    }

    @Test
    void of_a_boundary_at_the_start_of_content_is_refused() {
      malformed(form("Content-Disposition: form-data; name=\"id\"\r\n\r\n--" + BOUNDARY + "\r\nx"));
    }
  }

  @Nested
  class The_head_of_a_request {

    private void denied(String type) {
      Decision decision = Contracts.check(contract, head("/forms", type));
      assertEquals(
          Reason.HEADER_MALFORMED,
          assertInstanceOf(Decision.Denied.class, decision, type).reason());
    }

    @Test
    void may_come_in_chunks() {
      TestHead chunked =
          TestHead.of("POST", "/forms")
              .with("Content-Type", TYPE)
              .with("Transfer-Encoding", "chunked");
      assertEquals(Decision.ADMITTED, Contracts.check(contract, chunked));
    }

    @Test
    void names_one_boundary_and_nothing_after_it() {
      String utf8 = "multipart/form-data; charset=utf-8; boundary=b";
      assertEquals(Decision.ADMITTED, Contracts.check(contract, head("/forms", utf8)));
      denied("multipart/form-data");
      denied("multipart/form-data; boundary=\"\"");
      denied("multipart/form-data; boundary=\"b \"");
      denied("multipart/form-data; boundary=\"a\\b\"");
      denied("multipart/form-data; boundary=a%b");
      denied("multipart/form-data; boundary=" + "b".repeat(71));
      denied("multipart/form-data; boundary=b; charset=utf-8");
      denied("multipart/form-data; boundary=b;");
      denied("multipart/form-data; boundary=\"b\" ; ");
      denied("multipart/form-data; boundary=b; x=y");
      denied("multipart/form-data; x=y; boundary=b");
      denied("multipart/form-data; boundary=b; boundary=c");
    }

    @Test
    void states_no_length_over_the_limit() {
      TestHead head =
          TestHead.of("POST", "/forms")
              .with("Content-Type", TYPE)
              .with("Content-Length", "16777217");
      assertEquals(
          Reason.BODY_TOO_LARGE,
          assertInstanceOf(Decision.Denied.class, Contracts.check(contract, head)).reason());
    }
  }

  @Nested
  class The_header_of_a_part {

    private void bad(String header) {
      malformed(form(field("id", "a"), header + "\r\n\r\nx"));
    }

    @Test
    void names_its_field_in_quotes_or_as_a_token() {
      admitted(part("form-data; name=id", "", "a"));
      admitted(part("Form-Data;name=\"id\"", "", "a"));
      admitted(part("form-data; name=\"id\"", "content-transfer-encoding: 8BIT\r\n", "a"));
      admitted(part("form-data; name=\"id\"", "X-Other: \u00e9\r\n", "a"));
    }

    @Test
    void has_each_field_once() {
      String one = "Content-Disposition: form-data; name=\"any\"";
      bad(one + "\r\ncontent-disposition: form-data; name=\"id\"");
      bad(one + "\r\nContent-Type: text/plain\r\nContent-type: image/png");
      bad(one + "\r\nX-A: 1\r\nx-a: 2");
    }

    @Test
    void has_a_disposition_that_two_readers_read_alike() {
      bad("X-Other: 1");
      bad("");
      bad("Content-Disposition: attachment; name=\"any\"");
      bad("Content-Disposition: form-data");
      bad("Content-Disposition: form-data; filename=\"a\"");
      bad("Content-Disposition: form-data; name=\"any\"; name=\"id\"");
      bad("Content-Disposition: form-data; name=\"any\"; filename=\"a\"; filename=\"b\"");
      bad("Content-Disposition: form-data; name=\"any\"; filename*=utf-8''a.sh");
      bad("Content-Disposition: form-data; name=\"any\"; filename=\"=?UTF-8?B?Li4vYQ==?=\"");
      bad("Content-Disposition: form-data; name*=utf-8''any");
      bad("Content-Disposition: form-data; name=\"a\\\"; filename=\"b\"");
      bad("Content-Disposition: form-data; name=\"any");
      bad("Content-Disposition: form-data; name=\"any\" filename=\"a\"");
      bad("Content-Disposition: form-data; name =\"any\"");
      bad("Content-Disposition: form-data; name=\"any\"; size=5");
      bad("Content-Disposition: form-data; name=\"any\";");
      bad("Content-Disposition: form-data; name=a b");
    }

    @Test
    void has_a_file_name_that_is_no_path() {
      admitted(field("id", "a"), file("any", "a..b.png", "image/png", "x"));
      admitted(field("id", "a"), file("any", "", "application/octet-stream", ""));
      for (String name :
          List.of("../a", "/etc/passwd", "a\\b", "..", ".", "a\u0000b", "a\u007fb")) {
        bad("Content-Disposition: form-data; name=\"any\"; filename=\"" + name + "\"");
      }
    }

    @Test
    void is_not_folded_and_has_no_controls() {
      bad("Content-Disposition: form-data;\r\n name=\"any\"");
      bad("Content-Disposition: form-data; name=\"a\u0001\"");
      bad("Content-Disposition : form-data; name=\"any\"");
      bad("Content-Disposition");
    }

    @Test
    void has_no_other_coding() {
      String one = "Content-Disposition: form-data; name=\"any\"\r\n";
      bad(one + "Content-Transfer-Encoding: base64");
      bad(one + "Content-Transfer-Encoding: quoted-printable");
      bad(one + "Content-Encoding: gzip");
      bad(one + "Content-Type: image");
      bad(one + "Content-Type: */*");
      bad(one + "Content-Type: image/png, text/plain");
    }
  }

  @Nested
  class Parts {

    @Test
    void that_fit_their_schemas_are_admitted() {
      admitted(
          field("id", "123"),
          typed("count", "text/plain; charset=US-ASCII", "2"),
          field("vip", "true"),
          field("tags", "a"),
          field("tags", "b"),
          typed("address", "application/json; charset=UTF-8", "{\"city\":\"Hill\",\"zip\":1}"));
    }

    @Test
    void of_text_are_typed_by_the_schema_alone() {
      admitted(field("id", "007"));
      admitted(field("id", "true"));
      refused(Reason.BODY_INVALID, "body/count", "type", field("id", "1"), field("count", "two"));
      refused(Reason.BODY_INVALID, "body/count", "minimum", field("id", "1"), field("count", "0"));
      refused(Reason.BODY_INVALID, "body/vip", "type", field("id", "1"), field("vip", "yes"));
      refused(Reason.BODY_INVALID, "body/id", "maxLength", field("id", "123456789"));
    }

    @Test
    void that_are_required_must_be_there() {
      refused(Reason.BODY_INVALID, "body/id", "required", field("count", "1"));
      refused(Reason.BODY_INVALID, "body/id", "required", check("--" + BOUNDARY + "--\r\n"));
      assertEquals(
          Reason.BODY_MISSING, assertInstanceOf(Decision.Denied.class, check("")).reason());
    }

    @Test
    void that_are_not_declared_are_refused_without_their_name() {
      Decision decision = check(form(field("id", "1"), field("admin", "1")));
      refused(Reason.BODY_INVALID, "body/*", "additionalProperties", decision);
      assertFalse(decision.toString().contains("admin"));
    }

    @Test
    void repeat_only_where_the_schema_says_array() {
      refused(Reason.BODY_INVALID, "body/id", "repeated", field("id", "1"), field("id", "2"));
      refused(
          Reason.BODY_INVALID,
          "body/any",
          "repeated",
          field("id", "1"),
          field("any", "1"),
          field("any", "2"));
      refused(
          Reason.BODY_INVALID,
          "body/tags",
          "maxItems",
          field("id", "1"),
          field("tags", "1"),
          field("tags", "2"),
          field("tags", "3"));
    }

    @Test
    void of_json_are_judged_by_their_property() {
      admitted(field("id", "1"), field("address", "{\"city\":\"Hill\"}"));
      refused(
          Reason.BODY_INVALID,
          "body/address/zip",
          "type",
          field("id", "1"),
          typed("address", "application/json", "{\"city\":\"Hill\",\"zip\":\"1\"}"));
      refused(
          Reason.BODY_MALFORMED,
          "body/address",
          "json",
          field("id", "1"),
          typed("address", "application/json", "{\"city\":\"Hill\"} x"));
      refused(
          Reason.BODY_TOO_COMPLEX,
          "body/address",
          "json",
          field("id", "1"),
          typed("address", "application/json", "[".repeat(100_000)));
    }

    @Test
    void of_json_cannot_bring_properties_beside_their_own() {
      refused(
          Reason.BODY_MALFORMED,
          "body/address",
          "json",
          typed("address", "application/json", "{\"city\":\"Hill\"},\"id\":\"1\""));
    }

    @Test
    void of_json_may_be_the_items_or_the_list() {
      String one = "{\"city\":\"a\"}";
      admitted(
          field("id", "1"),
          typed("addresses", "application/json", one),
          typed("addresses", "application/json", one));
      admitted(field("id", "1"), typed("addresses", "application/json", "[" + one + "]"));
      refused(
          Reason.BODY_INVALID,
          "body/addresses/0/city",
          "required",
          field("id", "1"),
          typed("addresses", "application/json", "[{}]"));
    }

    @Test
    void have_a_media_type_that_the_contract_names() {
      String shot = "X-Shot: 1\r\n";
      String photo = "form-data; name=\"photo\"; filename=\"a.png\"";
      admitted(field("id", "1"), part(photo, shot + "Content-Type: Image/PNG\r\n", "1234"));
      for (String type : List.of("image/svg+xml", "image/pngx", "text/html")) {
        refused(
            Reason.BODY_INVALID,
            "body/photo",
            "contentType",
            field("id", "1"),
            part(photo, shot + "Content-Type: " + type + "\r\n", "1234"));
      }
      refused(
          Reason.BODY_INVALID,
          "body/photo",
          "contentType",
          field("id", "1"),
          part(photo, shot, "1234"));
      admitted(field("id", "1"), file("scan", "a.png", "image/png", "x"));
      refused(
          Reason.BODY_INVALID,
          "body/scan",
          "contentType",
          field("id", "1"),
          file("scan", "a.png", "image/gif", "x"));
      refused(Reason.BODY_INVALID, "body/id", "contentType", typed("id", "text/html", "<b>"));
      refused(
          Reason.BODY_INVALID,
          "body/address",
          "contentType",
          field("id", "1"),
          typed("address", "application/octet-stream", "{\"city\":\"Hill\"}"));
    }

    @Test
    void of_octets_are_bounded_in_octets() {
      String photo = "form-data; name=\"photo\"; filename=\"a.png\"";
      String fields = "X-Shot: 1\r\nContent-Type: image/png\r\n";
      admitted(field("id", "1"), part(photo, fields, "0123456789"));
      refused(
          Reason.BODY_INVALID,
          "body/photo",
          "maxLength",
          field("id", "1"),
          part(photo, fields, "0123456789x"));
      refused(
          Reason.BODY_INVALID,
          "body/photo",
          "minLength",
          field("id", "1"),
          part(photo, fields, "0"));
    }

    @Test
    void of_files_are_counted() {
      String file = file("files", "a", "application/pdf", "%PDF");
      admitted(field("id", "1"), file, file);
      refused(Reason.BODY_INVALID, "body/files", "maxItems", field("id", "1"), file, file, file);
    }

    @Test
    void of_encoded_octets_are_text() {
      admitted(field("id", "1"), typed("note", "application/octet-stream", "YWJj"));
      refused(
          Reason.BODY_INVALID,
          "body/note",
          "maxLength",
          field("id", "1"),
          typed("note", "application/octet-stream", "YWJjYWJjYWJj"));
    }

    /** The service reads what was sent, so no JSON is taken off before it is judged. */
    @Test
    void of_text_are_JSON_only_where_the_contract_says_so() {
      admitted(field("id", "1"), typed("note", "application/json", "YWJj"));
      refused(
          Reason.BODY_INVALID,
          "body/note",
          "contentEncoding",
          field("id", "1"),
          typed("note", "application/json", "\"YWJj\""));
      admitted(field("id", "1"), typed("label", "application/json", "\"abc\""));
      admitted(field("id", "1"), typed("label", "text/plain", "abcde"));
      refused(
          Reason.BODY_INVALID,
          "body/label",
          "maxLength",
          field("id", "1"),
          typed("label", "application/json", "\"abcdef\""));
      refused(
          Reason.BODY_MALFORMED,
          "body/label",
          "json",
          field("id", "1"),
          typed("label", "application/json", "abcde"));
    }

    @Test
    void whose_media_type_no_schema_can_judge_are_bounded() {
      admitted(field("id", "1"), typed("report", "application/xml", "<a/>"));
      refused(
          Reason.BODY_INVALID,
          "body/report",
          "contentType",
          field("id", "1"),
          typed("report", "application/json", "{}"));
    }

    @Test
    void have_the_header_fields_that_the_contract_describes() {
      String photo = "form-data; name=\"photo\"; filename=\"a.png\"";
      String type = "Content-Type: image/png\r\n";
      refused(
          Reason.BODY_INVALID,
          "body/photo/header.X-Shot",
          "required",
          field("id", "1"),
          part(photo, type, "1234"));
      refused(
          Reason.BODY_INVALID,
          "body/photo/header.X-Shot",
          "minimum",
          field("id", "1"),
          part(photo, type + "x-shot: 0\r\n", "1234"));
      String lens = type + "X-Shot: 1\r\nX-Lens: ";
      admitted(field("id", "1"), part(photo, lens + "{\"mm\":50}\r\n", "1234"));
      refused(
          Reason.BODY_INVALID,
          "body/photo/header.x-lens/mm",
          "required",
          field("id", "1"),
          part(photo, lens + "{}\r\n", "1234"));
      refused(
          Reason.BODY_INVALID,
          "body/photo/header.x-lens",
          "json",
          field("id", "1"),
          part(photo, lens + "{\r\n", "1234"));
    }

    @Test
    void of_text_are_utf_8() {
      byte[] octets = form(field("id", "\u00ff")).getBytes(StandardCharsets.ISO_8859_1);
      BodySink sink = sink(contract, head("/forms", TYPE));
      sink.accept(octets, 0, octets.length);
      refused(Reason.BODY_MALFORMED, "body/id", "encoding", sink.end());
      refused(
          Reason.BODY_INVALID,
          "body/id",
          "contentType",
          typed("id", "text/plain;charset=utf-7", "a"));
      Decision latin = check(contract, head("/free", TYPE), form(field("_charset_", "iso-8859-1")));
      refused(Reason.BODY_INVALID, "body/*", "charset", latin);
      assertEquals(
          Decision.ADMITTED,
          check(contract, head("/free", TYPE), form(field("_charset_", "UTF-8"))));
    }
  }

  @Nested
  class Budgets {
    private Decision within(MultipartLimits limits, String body) {
      return check(Contracts.read(DOCUMENT, options(limits)), head("/free", TYPE), body);
    }

    @Test
    void bound_the_whole() {
      String body = form(file("a", "a", "image/png", "x".repeat(1000)));
      MultipartLimits limits = MultipartLimits.DEFAULT.withMaxBytes(body.length());
      assertEquals(Decision.ADMITTED, within(limits, body));
      refused(
          Reason.BODY_TOO_LARGE,
          "body",
          "size",
          within(limits.withMaxBytes(body.length() - 1), body));
    }

    @Test
    void bound_the_number_of_parts() {
      String[] parts = new String[3];
      Arrays.fill(parts, field("a", ""));
      MultipartLimits limits = MultipartLimits.DEFAULT.withMaxParts(3);
      assertEquals(Decision.ADMITTED, within(limits, form(parts)));
      refused(
          Reason.BODY_TOO_COMPLEX, "body", "parts", within(limits.withMaxParts(2), form(parts)));
    }

    @Test
    void bound_the_header_of_a_part() {
      MultipartLimits limits = MultipartLimits.DEFAULT.withMaxPartHeaderBytes(64);
      String disposition = "form-data; name=\"" + "n".repeat(23) + "\"";
      assertEquals(Decision.ADMITTED, within(limits, form(part(disposition, "", "x"))));
      refused(
          Reason.BODY_MALFORMED,
          "body",
          "multipart",
          within(limits, form(part(disposition.replaceFirst("n\"", "nn\""), "", "x"))));
      refused(
          Reason.BODY_MALFORMED,
          "body",
          "multipart",
          within(limits, "--" + BOUNDARY + "\r\n" + "x".repeat(100_000)));
    }

    @Test
    void bound_what_is_held_in_memory() {
      Contract small =
          Contracts.read(
              DOCUMENT,
              ContractOptions.DEFAULT.withBodyLimits(JsonLimits.DEFAULT.withMaxBytes(10)));
      String half = field("a", "12345");
      TestHead head = head("/free", TYPE);
      assertEquals(Decision.ADMITTED, check(small, head, form(half, half)));
      refused(
          Reason.BODY_TOO_LARGE,
          "body/*",
          "size",
          check(small, head, form(half, half, field("a", "1"))));
      assertEquals(
          Decision.ADMITTED,
          check(small, head, form(half, file("b", "b", "image/png", "x".repeat(99)))));
    }

    @Test
    void that_only_report_let_the_service_have_the_parts() {
      Contract small = Contracts.read(DOCUMENT, options(MultipartLimits.DEFAULT.withMaxParts(1)));
      BodySink sink =
          Contracts.found(small, "POST", "/free").operation().openBody(head("/free", TYPE), false);
      byte[] octets = bytes(form(field("a", "1"), field("b", "2")));
      assertTrue(sink.accept(octets, 0, octets.length));
      refused(Reason.BODY_TOO_COMPLEX, "body", "parts", sink.end());
      assertTrue(sink.isWhole());
      assertEquals(List.of("a", "b"), sink.parts().stream().map(BodyPart::name).toList());
    }
  }

  /** The caller chooses what is sent as octets, not what the schema is asked about. */
  @Nested
  class Octets_that_are_not_read {
    private final String octets = file("z", "f", "application/octet-stream", "zz");

    private Decision check(String schema, String... parts) {
      return MultipartTest.check(forms(schema, "{}"), head("/forms", TYPE), form(parts));
    }

    private Contract forms(String schema, String encoding) {
      return Contracts.of(
          """
          paths:
            /forms:
              post:
                requestBody:
                  content:
                    multipart/form-data:
                      schema: %s
                      encoding: %s
                responses: {"200": {description: ok}}
          components:
            schemas:
              NotAdmin: {not: {enum: [admin]}}
              Cat: {type: object, required: [meow]}
              Dog: {type: object, required: [bark]}
          """
              .formatted(schema, encoding));
    }

    private void invalid(String where, String rule, Decision decision) {
      refused(Reason.BODY_INVALID, where, rule, decision);
    }

    @Test
    void do_not_excuse_another_part() {
      String schema =
          "{type: object, properties: {a: {type: string}},"
              + " patternProperties: {'^x-': {type: string, maxLength: 5}}}";
      assertEquals(Decision.ADMITTED, check(schema, field("x-a", "12345"), octets));
      invalid("body/*", "maxLength", check(schema, field("x-a", "123456")));
      invalid("body/*", "maxLength", check(schema, field("x-a", "123456"), octets));
      invalid("body/*", "maxLength", check(schema, octets, field("x-a", "123456")));
    }

    @Test
    void do_not_excuse_another_part_from_its_least_length() {
      String schema = "{type: object, additionalProperties: {minLength: 2}}";
      assertEquals(Decision.ADMITTED, check(schema, octets));
      assertEquals(Decision.ADMITTED, check(schema, field("a", "aa")));
      invalid("body/*", "minLength", check(schema, field("a", "a"), octets));
      invalid(
          "body/*", "minLength", check(schema, file("z", "f", "application/octet-stream", "z")));
    }

    @Test
    void do_not_excuse_their_name() {
      String schema = "{type: object, propertyNames: {pattern: '^[a-z]+$'}}";
      assertEquals(Decision.ADMITTED, check(schema, octets));
      invalid("body/*", "propertyNames", check(schema, octets.replace("\"z\"", "\"EVIL\"")));
    }

    @Test
    void do_not_excuse_that_they_are_there() {
      String schema =
          "{type: object, properties: {kind: {type: string}, photo: {type: string, format:"
              + " binary}}, if: {properties: {kind: {const: closed}}}, then: {additionalProperties:"
              + " false, properties: {kind: true, photo: false}}}";
      assertEquals(Decision.ADMITTED, check(schema, field("kind", "open"), octets));
      invalid("body/*", "additionalProperties", check(schema, field("kind", "closed"), octets));
      String photo = file("photo", "f", "image/png", "zz");
      assertEquals(Decision.ADMITTED, check(schema, field("kind", "open"), photo));
      invalid("body/photo", "false", check(schema, field("kind", "closed"), photo));
    }

    @Test
    void of_a_part_named_like_all_others_do_not_excuse_them() {
      String schema =
          "{type: object, properties: {'*': {type: string, format: binary, minLength: 1}},"
              + " additionalProperties: {type: string, minLength: 2}}";
      String star = file("*", "f", "image/png", "zz");
      assertEquals(Decision.ADMITTED, check(schema, star));
      invalid("body/*", "minLength", check(schema, star, field("a", "a")));
    }

    /** A pattern declares names as well as a list of them does. */
    @Test
    void are_judged_by_the_pattern_of_their_name() {
      String schema =
          "{type: object, patternProperties: {'^x-': {type: string, maxLength: 5},"
              + " '^f-': {type: string, format: binary, minLength: 2, maxLength: 3},"
              + " '-g$': {maxLength: 2}, '^n-': {type: integer}}}";
      String file = file("f-1", "f", "image/png", "zz");
      assertEquals(
          Decision.ADMITTED, check(schema, file, field("x-a", "12345"), field("n-1", "7")));
      invalid("body/*", "minLength", check(schema, file.replace("zz", "z")));
      invalid("body/*", "maxLength", check(schema, file.replace("zz", "zzzz")));
      invalid(
          "body/*", "maxLength", check(schema, file.replace("f-1", "f-g").replace("zz", "zzz")));
      invalid("body/*", "contentType", check(schema, file.replace("f-1", "x-1")));
      invalid("body/*", "type", check(schema, field("n-1", "x")));
      invalid("body/*", "repeated", check(schema, file, file));
    }

    @Test
    void are_judged_by_the_pattern_of_their_name_beside_their_own_schema() {
      String schema =
          "{allOf: [{type: object, properties: {'f-1': {type: string, format: binary}}},"
              + " {patternProperties: {'^f-': {maxLength: 3}}}]}";
      String file = file("f-1", "f", "image/png", "zzz");
      assertEquals(Decision.ADMITTED, check(schema, file));
      invalid("body/f-1", "maxLength", check(schema, file.replace("zzz", "zzzz")));
    }

    /** What stands for them is as long as they may be. */
    @Test
    void do_not_break_the_size_that_they_keep() {
      for (int size : new int[] {0, 1, 2, 63, 64, 65, 200, 4096}) {
        String schema =
            "{type: object, patternProperties: {'^f-': {type: string, format: binary, minLength: "
                + size
                + ", maxLength: "
                + size
                + "}, '^x-': {type: string, minLength: 1}}}";
        String octets = file("f-1", "f", "image/png", "z".repeat(size));
        assertEquals(Decision.ADMITTED, check(schema, octets, field("x-a", "1")));
        invalid("body/*", "minLength", check(schema, octets, field("x-a", "")));
      }
    }

    @Test
    void are_compared_by_what_was_received() {
      String schema =
          "{type: object, properties: {files: {type: array, uniqueItems: true, items: {type:"
              + " string, format: binary}}, xml: {type: array, uniqueItems: true, items: {type:"
              + " object}}}}";
      Contract contract = forms(schema, "{xml: {contentType: application/xml}}");
      for (String name : List.of("files", "xml")) {
        String one = file(name, "a", "application/xml", "<a/>");
        String other = file(name, "b", "application/xml", "<b/>");
        TestHead head = head("/forms", TYPE);
        assertEquals(Decision.ADMITTED, MultipartTest.check(contract, head, form(one, other)));
        invalid(
            "body/" + name,
            "uniqueItems",
            MultipartTest.check(contract, head, form(one, other, one)));
      }
    }

    @Test
    void are_judged_by_a_schema_elsewhere_as_by_one_here() {
      String schema =
          "{allOf: [{type: object, additionalProperties: {type: string, format: binary,"
              + " maxLength: 3}}]}";
      assertEquals(Decision.ADMITTED, check(schema, octets));
      invalid("body/*", "maxLength", check(schema, octets.replace("\r\n\r\nzz", "\r\n\r\nzzzz")));
    }

    @Test
    void are_excused_from_what_only_text_can_be() {
      String schema =
          "{type: object, properties: {photo: {type: string, format: binary, minLength: 1,"
              + " pattern: '^a'}}}";
      assertEquals(Decision.ADMITTED, check(schema, file("photo", "f", "image/png", "zz")));
    }

    /** Else the items of a list would excuse a part whose name looks like their place. */
    @Test
    void have_a_place_that_no_other_part_has() {
      String schema =
          "{type: object, properties: {'a/0': {type: string, maxLength: 2}, 'b~': {type: string,"
              + " maxLength: 2}, a: {type: array, items: {type: string, format: binary}}}}";
      String item = file("a", "f", "image/png", "zzz");
      assertEquals(Decision.ADMITTED, check(schema, item, field("a/0", "11"), field("b~", "11")));
      invalid("body/a~10", "maxLength", check(schema, item, field("a/0", "111")));
      invalid("body/b~0", "maxLength", check(schema, field("b~", "111")));
    }

    @Test
    void are_none_where_the_schema_speaks_of_text() {
      String schema =
          "{type: object, properties: {code: {pattern: '^[a-z]*$'}},"
              + " additionalProperties: {format: date}}";
      assertEquals(
          Decision.ADMITTED, check(schema, field("code", "abc"), field("d", "2024-02-29")));
      invalid("body/code", "pattern", check(schema, field("code", "ABC")));
      invalid("body/code", "contentType", check(schema, file("code", "f", "image/png", "ABC")));
      invalid("body/*", "contentType", check(schema, octets));
    }

    /** The schema of the form, what it refuses of {@code role}, and what it admits. */
    static Stream<Arguments> what_is_said_of_text() {
      String script = "<script>" + "x".repeat(91);
      return Stream.of(
          arguments("{properties: {role: {not: {enum: [admin]}}}}", "admin", "user"),
          arguments("{properties: {role: {not: {const: admin}}}}", "admin", "user"),
          arguments(
              "{properties: {role: {anyOf: [{pattern: '^[0-9a-f]{16}$'}]}}}",
              script,
              "0".repeat(16)),
          arguments(
              "{properties: {role: {oneOf: [{pattern: '^[0-9a-f]{16}$'}]}}}",
              script,
              "0".repeat(16)),
          arguments(
              "{properties: {role: {if: {minLength: 1}, then: {pattern: '^[a-z]+$'}}}}", "A", "a"),
          arguments(
              "{properties: {role: {if: {maxLength: 1}, else: {pattern: '^[a-z]+$'}}}}",
              "A1",
              "ab"),
          arguments(
              "{properties: {role: {allOf: [{not: {pattern: '[^0-9a-f]'}}]}}}", script, "abc"),
          arguments("{properties: {role: {anyOf: [{maxLength: 20}]}}}", script, "short"),
          arguments("{properties: {role: {oneOf: [{maxLength: 20}, false]}}}", script, "short"),
          arguments("{properties: {role: {not: {minLength: 21}}}}", script, "short"),
          arguments("{properties: {role: {not: {not: {maxLength: 20}}}}}", script, "short"),
          arguments("{properties: {role: {anyOf: [{format: date}]}}}", "today", "2024-02-29"),
          arguments(
              "{properties: {role: {anyOf: [{contentEncoding: base64}]}}}", "no base64!", "YWJj"),
          arguments(
              "{properties: {role: {$ref: '#/components/schemas/NotAdmin'}}}", "admin", "user"),
          arguments(
              "{allOf: [{properties: {role: {}}}, {properties: {role: {not: {const: admin}}}}]}",
              "admin",
              "user"),
          arguments(
              "{properties: {role: {}}, not: {properties: {role: {const: admin}}}}",
              "admin",
              "user"),
          arguments("{not: {properties: {role: {const: admin}}}}", "admin", "user"),
          arguments("{not: {additionalProperties: {const: admin}}}", "admin", "user"),
          arguments("{not: {patternProperties: {'^r': {const: admin}}}}", "admin", "user"),
          arguments("{not: {const: {role: admin}}}", "admin", "user"),
          arguments("{additionalProperties: {not: {const: admin}}}", "admin", "user"),
          arguments("{unevaluatedProperties: {not: {const: admin}}}", "admin", "user"),
          arguments("{unevaluatedProperties: {maxLength: 20}}", script, "short"),
          arguments("{patternProperties: {'^r': {not: {const: admin}}}}", "admin", "user"),
          arguments(
              "{dependentSchemas: {role: {properties: {role: {not: {const: admin}}}}}}",
              "admin",
              "user"),
          arguments(
              "{if: {properties: {role: {const: admin}}, required: [role]}, then: {required: [pin]}}",
              "admin",
              "user"),
          arguments(
              "{properties: {role: {type: array, items: {not: {const: admin}}}}}", "admin", "user"),
          arguments(
              "{properties: {role: {type: array, items: {}, not: {contains: {const: admin}}}}}",
              "admin",
              "user"),
          arguments("{properties: {role: {type: array, not: {const: [admin]}}}}", "admin", "user"),
          arguments(
              "{properties: {role: {type: array, prefixItems: [{not: {const: admin}}], items: {}}}}",
              "admin",
              "user"));
    }

    /** Else whoever calls a text octets, or a file, chooses that it is not judged. */
    @ParameterizedTest
    @MethodSource
    void what_is_said_of_text(String schema, String attack, String honest) {
      String whole = schema.replaceFirst("\\{", "{type: object, ");
      assertEquals(Decision.ADMITTED, check(whole, field("role", honest)));
      for (String part :
          List.of(
              field("role", attack),
              typed("role", "application/octet-stream", attack),
              file("role", "f", "image/png", attack),
              part("form-data; name=\"role\"; filename=\"f\"", "", attack))) {
        Decision.Denied denied = assertInstanceOf(Decision.Denied.class, check(whole, part), part);
        assertEquals(Reason.BODY_INVALID, denied.reason());
      }
    }

    @Test
    void are_told_apart_from_text_where_items_must_differ() {
      String schema =
          "{type: object, properties: {a: {type: array, uniqueItems: true, items: {}}}}";
      assertEquals(Decision.ADMITTED, check(schema, field("a", "1"), field("a", "2")));
      invalid("body/a", "uniqueItems", check(schema, field("a", "1"), field("a", "1")));
      invalid(
          "body/a",
          "contentType",
          check(schema, field("a", "1"), typed("a", "application/octet-stream", "1")));
    }

    @Test
    void are_none_where_a_property_singles_out_a_schema() {
      String schema =
          "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],"
              + " discriminator: {propertyName: kind}}";
      assertEquals(Decision.ADMITTED, check(schema, field("kind", "Cat"), field("meow", "1")));
      invalid("body/meow", "required", check(schema, field("kind", "Cat")));
      invalid(
          "body/*", "contentType", check(schema, typed("kind", "application/octet-stream", "Cat")));
    }

    /** A size is all that octets can be held to, wherever it is said of every part of the name. */
    @Test
    void are_held_to_the_sizes_that_are_said_of_them_elsewhere() {
      for (String schema :
          List.of(
              "{type: object, allOf: [{properties: {a: {}}},"
                  + " {properties: {a: {minLength: 2, maxLength: 20}}}]}",
              "{type: object, properties: {a: {allOf: [{minLength: 2}, {maxLength: 20}]}}}",
              "{type: object, allOf: [{patternProperties: {'^a': {maxLength: 20}}},"
                  + " {additionalProperties: {minLength: 2}}]}",
              "{type: object, properties: {a: {type: array, items: {minLength: 2, maxLength:"
                  + " 20}}}}")) {
        for (String octets : List.of("zz", "z".repeat(20))) {
          assertEquals(
              Decision.ADMITTED, check(schema, file("a", "f", "image/png", octets)), schema);
        }
        for (String octets : List.of("z", "z".repeat(21), "z".repeat(99))) {
          Decision.Denied denied =
              assertInstanceOf(
                  Decision.Denied.class,
                  check(schema, file("a", "f", "image/png", octets)),
                  schema + octets);
          assertEquals(
              octets.length() < 2 ? "minLength" : "maxLength", denied.findings().get(0).rule());
        }
      }
    }

    /** Where the contract itself names the media type, what is text under it is judged as such. */
    @Test
    void are_read_as_text_where_the_schema_asks_for_it_under_any_media_type() {
      Contract contract =
          forms(
              "{type: object, properties: {role: {not: {const: admin}}}}",
              "{role: {contentType: application/octet-stream}}");
      TestHead head = head("/forms", TYPE);
      String user = form(typed("role", "application/octet-stream", "user"));
      assertEquals(Decision.ADMITTED, MultipartTest.check(contract, head, user));
      invalid(
          "body/role", "not", MultipartTest.check(contract, head, user.replace("user", "admin")));
      BodySink sink = sink(contract, head);
      byte[] octets = user.replace("user", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
      sink.accept(octets, 0, octets.length);
      refused(Reason.BODY_MALFORMED, "body/role", "encoding", sink.end());
    }

    @Test
    void are_none_where_JSON_may_be_sent_for_an_object() {
      String schema = "{type: object, properties: {meta: {type: object, required: [id]}}}";
      for (String types : List.of("application/json, text/plain", "*/*", "application/*")) {
        String encoding = "{meta: {contentType: '" + types + "'}}";
        Contract contract = forms(schema, encoding);
        TestHead head = head("/forms", TYPE);
        assertEquals(
            Decision.ADMITTED,
            MultipartTest.check(
                contract, head, form(typed("meta", "application/json", "{\"id\": 1}"))));
        invalid(
            "body/meta/id",
            "required",
            MultipartTest.check(contract, head, form(typed("meta", "application/json", "{}"))));
        for (String sent : List.of("text/plain", "application/octet-stream")) {
          Decision decision =
              MultipartTest.check(contract, head, form(typed("meta", sent, "garbage")));
          invalid("body/meta", "contentType", decision);
        }
        invalid(
            "body/meta",
            "contentType",
            MultipartTest.check(contract, head, form(field("meta", "garbage"))));
        assertTrue(contract.notes().stream().anyMatch(it -> it.rule().equals("unjudged-part")));
      }
    }
  }

  @Nested
  class What_the_service_receives {

    @Test
    void are_the_ranges_of_the_body() {
      byte[] octets =
          bytes(form(field("a", "\u00e9"), file("b", "c.png", "image/png", "\r\n-\r\n")));
      BodySink sink = sink(contract, head("/free", TYPE));
      assertTrue(sink.accept(octets, 0, octets.length));
      assertEquals(Decision.ADMITTED, sink.end());
      BodyPart field = sink.parts().get(0);
      BodyPart file = sink.parts().get(1);
      assertAll(
          () -> assertEquals("\u00e9", text(octets, field)),
          () -> assertEquals(Optional.of("\u00e9"), field.text()),
          () -> assertEquals(Optional.empty(), field.fileName()),
          () -> assertEquals("\r\n-\r\n", text(octets, file)),
          () -> assertEquals(Optional.empty(), file.text()),
          () -> assertEquals(Optional.of("c.png"), file.fileName()),
          () -> assertEquals(List.of("image/png"), file.header("content-type")));
    }

    private static String text(byte[] octets, BodyPart part) {
      return new String(octets, (int) part.from(), (int) part.length(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Other_multipart_bodies {

    @Test
    void are_held_to_the_same_syntax_and_budgets() {
      TestHead head = head("/free", "multipart/mixed; boundary=" + BOUNDARY);
      assertEquals(Decision.ADMITTED, check(contract, head, form("\r\na", "X-A: 1\r\n\r\nb")));
      refused(
          Reason.BODY_MALFORMED,
          "body",
          "multipart",
          check(contract, head, form("X-A 1\r\n\r\nb")));
      refused(Reason.BODY_MALFORMED, "body", "multipart", check(contract, head, "--x--\r\n"));
    }
  }

  @Test
  void a_body_of_octets_is_bounded_by_the_length_that_its_schema_says() {
    Contract octets =
        Contracts.of(
            """
            paths:
              /octets:
                post:
                  requestBody:
                    content: {application/octet-stream: {schema: {maxLength: 10}}}
                  responses: {"200": {description: ok}}
            """);
    TestHead head = TestHead.of("POST", "/octets").with("Content-Type", "application/octet-stream");
    assertEquals(Decision.ADMITTED, Contracts.check(octets, head.with("Content-Length", "10")));
    TestHead larger =
        TestHead.of("POST", "/octets").with("Content-Type", "application/octet-stream");
    assertEquals(
        Reason.BODY_TOO_LARGE,
        assertInstanceOf(
                Decision.Denied.class, Contracts.check(octets, larger.with("Content-Length", "11")))
            .reason());
  }

  /** The bodies of eclipse-vertx-openapi, and whether they are well-formed and of their types. */
  @Test
  void the_bodies_of_a_peer_have_their_verdicts() throws Exception {
    Contract peer =
        Contracts.of(
            """
            paths:
              /forms:
                post:
                  requestBody:
                    required: true
                    content:
                      multipart/form-data:
                        schema:
                          type: object
                          properties:
                            id: {type: string}
                            address:
                              type: object
                              properties: {street: {type: string}, city: {type: string}}
                  responses: {"200": {description: ok}}
            """);
    Map<String, String> expected =
        Map.of(
            "multipart.txt", "Admitted[]",
            "multipart_extended_content_type.txt", "Admitted[]",
            "multipart_id_no_body.txt", "Admitted[]",
            "multipart_octet_stream.txt", "contentType", // an object by the contract
            "multipart_part_invalid_contenttype.txt", "contentType",
            "multipart_invalid_structure.txt", "multipart",
            "multipart_invalid_structure_2.txt", "multipart");
    Path folder =
        Corpora.require("openapi")
            .resolve("peers/eclipse-vertx-openapi/io/vertx/tests/mediatype/impl");
    for (Map.Entry<String, String> entry : expected.entrySet()) {
      String body = Files.readString(folder.resolve(entry.getKey()));
      Decision decision = check(peer, head("/forms", TYPE), body);
      assertTrue(decision.toString().contains(entry.getValue()), entry.getKey() + ": " + decision);
    }
  }
}
