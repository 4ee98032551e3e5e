package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Bodies that attackers send, beside their honest twins, with the same verdicts from both
 * containers.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileBodyTest {
  private static final String JSON = "application/json";
  private static final String HONEST = "{\"sku\":\"a-1\",\"quantity\":2}";

  /**
   * @param reason why it is refused; empty if it is admitted
   */
  @SuppressWarnings("ArrayRecordComponent") // octets are sent, never compared
  private record Case(String name, List<String> headers, byte[] body, Optional<Reason> reason) {}

  private final List<Case> cases = new ArrayList<>();

  HostileBodyTest() throws Exception {
    twins();
    syntax();
    mediaTypes();
    budgets();
    schema();
    framing();
  }

  private void twins() {
    admitted("plain", JSON, HONEST);
    admitted("charset utf-8", "application/json; charset=UTF-8", HONEST);
    admitted("upper case", "Application/JSON", HONEST);
    admitted("white space", JSON, " \t\r\n{ \"sku\" : \"a-1\" }\n");
    admitted("escapes", JSON, "{\"\\u0073ku\":\"\\u00e9\\ud83d\\ude00\"}");
    admitted("integer by value", JSON, "{\"sku\":\"a\",\"quantity\":2.0}");
  }

  private void syntax() {
    for (String text :
        List.of(
            "{\"sku\":\"a\"",
            "{\"sku\":\"a\"} x",
            "{\"sku\":\"a\"}{\"sku\":\"a\"}",
            "{\"sku\":\"a\",}",
            "{'sku':'a'}",
            "{sku:\"a\"}",
            "{\"sku\":\"a\"/* note */}",
            "{\"sku\":NaN}",
            "{\"sku\":\"a\",\"quantity\":01}",
            "{\"sku\":\"a\",\"quantity\":+1}",
            "{\"sku\":\"a\",\"sku\":\"b\"}",
            "{\"sku\":\"a\",\"\\u0073ku\":\"b\"}",
            "{\"sku\":\"\\ud800\"}",
            "{\"sku\":\"a\u0001\"}",
            "\ufeff" + HONEST,
            "\u0000",
            "   ")) {
      refused(text.strip(), JSON, text, Reason.BODY_MALFORMED);
    }
    refused(
        "overlong UTF-8",
        List.of("Content-Type: " + JSON),
        spoilt(HONEST, 'a', (byte) 0xC1, (byte) 0xA1),
        Reason.BODY_MALFORMED);
    refused(
        "Latin-1",
        List.of("Content-Type: " + JSON),
        spoilt(HONEST, 'a', (byte) 0xE9),
        Reason.BODY_MALFORMED);
    refused(
        "UTF-16",
        List.of("Content-Type: " + JSON),
        HONEST.getBytes(Charset.forName("UTF-16LE")),
        Reason.BODY_MALFORMED);
  }

  private void mediaTypes() throws Exception {
    for (String type :
        List.of(
            "text/plain",
            "application/jsonx",
            "application/json-patch+json",
            "application/*",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b")) {
      refused(type, type, HONEST, Reason.MEDIA_TYPE_UNSUPPORTED);
    }
    refused("no type", List.of(), bytes(HONEST), Reason.MEDIA_TYPE_UNSUPPORTED);
    refused(
        "two types",
        List.of("Content-Type: " + JSON, "Content-Type: text/plain"),
        bytes(HONEST),
        Reason.HEADER_MALFORMED);
    refused("a list", "application/json, text/plain", HONEST, Reason.HEADER_MALFORMED);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes(HONEST));
    }
    refused(
        "gzip",
        List.of("Content-Type: " + JSON, "Content-Encoding: gzip"),
        zipped.toByteArray(),
        Reason.CONTENT_ENCODING_UNSUPPORTED);
  }

  private void budgets() {
    refused("deep arrays", JSON, "[".repeat(5000) + "]".repeat(5000), Reason.BODY_TOO_COMPLEX);
    refused("open arrays", JSON, "[".repeat(100_000), Reason.BODY_TOO_COMPLEX);
    refused("many values", JSON, "[" + "1,".repeat(200_000) + "1]", Reason.BODY_TOO_COMPLEX);
    refused(
        "many digits",
        JSON,
        "{\"sku\":\"a\",\"quantity\":" + "9".repeat(100_000) + "}",
        Reason.BODY_TOO_COMPLEX);
    refused(
        "a vast exponent",
        JSON,
        "{\"sku\":\"a\",\"quantity\":1e999999999}",
        Reason.BODY_TOO_COMPLEX);
    refused("a million members", JSON, members(1_000_000), Reason.BODY_TOO_LARGE);
    refused("many members", JSON, members(20_000), Reason.BODY_TOO_COMPLEX);
    refused("ten megabytes", JSON, "\"" + "x".repeat(10 << 20) + "\"", Reason.BODY_TOO_LARGE);
    refused("two megabytes", JSON, "\"" + "x".repeat(2 << 20) + "\"", Reason.BODY_TOO_LARGE);
  }

  private static String members(int count) {
    StringBuilder text = new StringBuilder("{\"sku\":\"a\"");
    for (int i = 1; i < count; i++) {
      text.append(",\"m").append(i).append("\":1");
    }
    return text.append('}').toString();
  }

  private void schema() {
    for (String text :
        List.of(
            "{}",
            "[]",
            "null",
            "\"sku\"",
            "{\"sku\":null}",
            "{\"sku\":1}",
            "{\"sku\":\"far-too-long\"}",
            "{\"sku\":\"a\",\"quantity\":0}",
            "{\"sku\":\"a\",\"quantity\":1.5}",
            "{\"sku\":\"a\",\"quantity\":\"1\"}",
            "{\"sku\":\"a\",\"admin\":true}",
            "{\"sku\":\"a\",\"__proto__\":{}}")) {
      refused(text, JSON, text, Reason.BODY_INVALID);
    }
    refused("empty", JSON, "", Reason.BODY_MISSING);
  }

  private void framing() {
    refused(
        "empty chunks",
        List.of("Content-Type: " + JSON, "Transfer-Encoding: chunked"),
        bytes("0\r\n\r\n"),
        Reason.BODY_MISSING);
    cases.add(
        new Case(
            "chunks",
            List.of("Content-Type: " + JSON, "Transfer-Encoding: chunked"),
            bytes(Integer.toHexString(HONEST.length()) + "\r\n" + HONEST + "\r\n0\r\n\r\n"),
            Optional.empty()));
  }

  private void admitted(String name, String type, String body) {
    cases.add(new Case(name, List.of("Content-Type: " + type), bytes(body), Optional.empty()));
  }

  private void refused(String name, String type, String body, Reason reason) {
    refused(name, List.of("Content-Type: " + type), bytes(body), reason);
  }

  private void refused(String name, List<String> headers, byte[] body, Reason reason) {
    cases.add(new Case(name, headers, body, Optional.of(reason)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text with these octets in place of the first such character. */
  private static byte[] spoilt(String text, char character, byte... octets) {
    int at = text.indexOf(character);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(text.substring(0, at)));
    all.writeBytes(octets);
    all.writeBytes(bytes(text.substring(at + 1)));
    return all.toByteArray();
  }

  @Test
  void each_body_gets_its_verdict_from_both_containers() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Container container : Container.values()) {
      try (TestService service = new TestService(container)) {
        for (Case body : cases) {
          List<String> headers = new ArrayList<>(body.headers());
          headers.add(service.authorization("orders:write"));
          if (body.headers().stream().noneMatch(line -> line.startsWith("Transfer-Encoding"))) {
            headers.add("Content-Length: " + body.body().length);
          }
          RawHttp.Response response =
              RawHttp.send(service.port(), "POST", "/orders", headers, body.body());
          List<Reason> reasons = service.takeReasons();
          boolean right =
              reasons.equals(body.reason().stream().toList())
                  && response.status() == body.reason().map(Reason::status).orElse(200);
          if (!right) {
            wrong.add(container + ": " + body.name() + " was " + response.status() + reasons);
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "hostile bodies on Tomcat and Jetty: %d sent to each%n", cases.size());
    assertEquals(List.of(), wrong);
  }
}
