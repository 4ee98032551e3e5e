package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.request.Decision;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the media type of a request may look like, where validators were led past their schema. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContentTypeTest {
  private static final String HONEST = "{\"sku\":\"a\"}";
  private static final String BREAKING = "{\"sku\":1}";

  private final Contract contract =
      Contracts.of(
          """
          paths:
            /orders:
              post:
                requestBody:
                  required: true
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/Order'}}
                    application/vnd.order+json; profile=Full:
                      schema: {allOf: [{$ref: '#/components/schemas/Order'}, {required: [note]}]}
                    text/plain; charset=UTF-8: {schema: {type: string, maxLength: 3}}
                responses: {"200": {description: ok}}
          components:
            schemas:
              Order: {type: object, required: [sku], properties: {sku: {type: string}}}
          """);

  /** The verdict on head and body; the fields stand in one line each, parted by bars. */
  private String verdict(String fields, String body) {
    TestHead head =
        TestHead.of("POST", "/orders").with("Content-Length", Integer.toString(body.length()));
    for (String field : fields.isEmpty() ? List.<String>of() : List.of(fields.split("\\|"))) {
      head = head.with("Content-Type", field);
    }
    Decision decision = Contracts.check(contract, head);
    if (decision.isAdmitted()) {
      decision = Contracts.checkBody(contract, head, body);
    }
    return decision instanceof Decision.Denied denied ? denied.reason().id() : "admitted";
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "APPLICATION/JSON",
    "Application/Json; Charset=UTF-8",
    "application/json;charset=\"utf-8\"",
    "application/json;",
    "application/json ; ;charset=utf-8; ",
    "'\tapplication/json '",
    "application/json; odata=verbose",
  })
  void JSON_by_any_spelling_is_judged_as_JSON(String field) {
    assertEquals("admitted", verdict(field, HONEST));
    assertEquals("body_invalid", verdict(field, BREAKING));
  }

  @ParameterizedTest
  @CsvSource({
    // absent, empty or broken
    "'', media_type_unsupported",
    "' ', header_malformed",
    "json, header_malformed",
    "application, header_malformed",
    "application/, header_malformed",
    "/json, header_malformed",
    "application /json, header_malformed",
    "application/json charset=utf-8, header_malformed",
    "application/json; charset, header_malformed",
    "application/json; charset=, header_malformed",
    "application/json; charset =utf-8, header_malformed",
    "application/json; charset=\"utf-8, header_malformed",
    // twice
    "application/json|application/json, header_malformed",
    "application/json|text/plain, header_malformed",
    "application/json; charset=utf-8; charset=utf-16, header_malformed",
    // a list
    "'application/json, text/plain', header_malformed",
    "'text/plain, application/json', header_malformed",
    "'application/json; charset=utf-8, text/plain', header_malformed",
    // names that only begin or end alike
    "application/jsonx, media_type_unsupported",
    "application/json-patch+json, media_type_unsupported",
    "application/json5, media_type_unsupported",
    "application/x-json, media_type_unsupported",
    "text/json, media_type_unsupported",
    "xapplication/json, media_type_unsupported",
    "application/*, media_type_unsupported",
    "*/*, media_type_unsupported",
    // other charsets
    "application/json; charset=utf-16, media_type_unsupported",
    "application/json; charset=utf-7, media_type_unsupported",
    "application/json; charset=\"\", media_type_unsupported",
    // parameters that the contract asks for
    "application/vnd.order+json, media_type_unsupported",
    "application/vnd.order+json; profile=full, media_type_unsupported",
    "application/vnd.order+json; profile=Full, body_invalid",
    "application/vnd.order+json;;PROFILE=\"Full\", body_invalid",
    // JSON in the guise of text is text, and judged as that
    "text/plain, media_type_unsupported",
    "text/plain; charset=utf-8, body_invalid",
    "text/plain; charset=utf-8; x=y, body_invalid",
    "text/plain; charset=iso-8859-1, media_type_unsupported",
  })
  void what_leads_past_the_schema_elsewhere_does_not_here(String fields, String verdict) {
    assertEquals(verdict, verdict(fields, HONEST));
  }
}
