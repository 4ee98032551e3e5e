package io.hauberk.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.contract.ContentCodings;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.json.JsonLimits;
import io.hauberk.request.Finding;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sequences of JSON through real containers: each item is judged, and the service reads them all.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonSequenceBodyTest {
  private static final List<String> LINES = List.of("application/jsonl", "application/x-ndjson");
  private static final String SEQUENCE = "application/json-seq";
  private static final String RS = "\u001e";

  private static final Contract CONTRACT =
      AnsweringService.read(
          """
          openapi: 3.2.0
          info: {title: readings, version: '1'}
          paths:
            /readings:
              post:
                security: []
                requestBody:
                  required: true
                  content:
                    application/jsonl: {itemSchema: {$ref: '#/components/schemas/Reading'}}
                    application/x-ndjson: {itemSchema: {$ref: '#/components/schemas/Reading'}}
                    application/json-seq: {itemSchema: {$ref: '#/components/schemas/Reading'}}
                responses: {'200': {description: ok, content: {text/plain: {}}}}
          components:
            schemas:
              Reading:
                type: object
                required: [t]
                additionalProperties: false
                properties: {t: {type: integer, maximum: 99}}
          """,
          ContractOptions.DEFAULT
              .withBodyLimits(JsonLimits.DEFAULT.withMaxBytes(1_000))
              .withCodings(new ContentCodings(Set.of("gzip"), 100)));

  private static AnsweringService service(Container container) throws Exception {
    return new AnsweringService(
        container,
        CONTRACT,
        Spooling.DEFAULT,
        builder -> builder,
        (in, out) -> {
          out.setContentType("text/plain;charset=UTF-8");
          byte[] octets = in.getInputStream().readAllBytes();
          out.setContentLength(octets.length);
          out.getOutputStream().write(octets);
        });
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static void admitted(AnsweringService service, String type, String body)
      throws Exception {
    String header = "Content-Type: " + type;
    assertEquals(body, service.post("/readings", body.getBytes(UTF_8), header).body());
    assertEquals(body, service.postChunked("/readings", body.getBytes(UTF_8), header).body());
    assertEquals(
        body, service.post("/readings", gzip(body), header, "Content-Encoding: gzip").body());
    assertEquals(List.of(), service.takeReasons());
  }

  private static void refused(
      AnsweringService service, Reason reason, String where, String type, String body)
      throws Exception {
    RawHttp.Response response =
        service.post("/readings", body.getBytes(UTF_8), "Content-Type: " + type);
    assertEquals(reason.status(), response.status(), body);
    assertEquals(
        where,
        service.events.get(0).findings().stream().map(Finding::where).findFirst().orElse(""));
    assertEquals(List.of(reason), service.takeReasons(), body);
  }

  @ParameterizedTest
  @EnumSource
  void that_fit_are_read_as_they_were_sent(Container container) throws Exception {
    try (AnsweringService service = service(container)) {
      for (String type : LINES) {
        admitted(service, type, "{\"t\":1}\n{\"t\":2}\n");
        admitted(service, type, "{\"t\":1}\r\n{\"t\":2}");
      }
      admitted(service, SEQUENCE, RS + "{\"t\":1}\n" + RS + "{\"t\":\n2}\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_which_an_item_breaks_its_schema_do_not_reach_the_service(Container container)
      throws Exception {
    try (AnsweringService service = service(container)) {
      for (String type : LINES) {
        refused(service, Reason.BODY_INVALID, "body/1/t", type, "{\"t\":1}\n{\"t\":100}\n");
        refused(service, Reason.BODY_INVALID, "body/0/*", type, "{\"t\":1,\"evil\":1}\n");
      }
      String broken = RS + "{\"t\":1}\n" + RS + "{\"t\":\"2\"}\n";
      refused(service, Reason.BODY_INVALID, "body/1/t", SEQUENCE, broken);
    }
  }

  @ParameterizedTest
  @EnumSource
  void that_readers_could_part_differently_do_not(Container container) throws Exception {
    try (AnsweringService service = service(container)) {
      for (String type : LINES) {
        refused(service, Reason.BODY_MALFORMED, "body/1", type, "{\"t\":1}\n\n{\"t\":2}\n");
        refused(service, Reason.BODY_MALFORMED, "body/0", type, "{\"t\":1}\r{\"t\":2}\n");
        refused(service, Reason.BODY_MALFORMED, "body/0", type, "{\"t\":1} {\"t\":2}\n");
        refused(service, Reason.BODY_MALFORMED, "body/0", type, RS + "{\"t\":1}\n");
      }
      refused(service, Reason.BODY_MALFORMED, "body/0", SEQUENCE, "{\"t\":1}\n");
      refused(service, Reason.BODY_MALFORMED, "body/0", SEQUENCE, RS + "{\"t\":1}");
      refused(service, Reason.BODY_MALFORMED, "body/0", SEQUENCE, RS + RS + "{\"t\":1}\n");
      refused(service, Reason.BODY_TOO_LARGE, "", LINES.get(0), "{\"t\":1}\n".repeat(200));
    }
  }
}
