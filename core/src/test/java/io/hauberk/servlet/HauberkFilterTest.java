package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.CorsPolicy;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a request, in real containers, over sockets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HauberkFilterTest {

  @ParameterizedTest
  @EnumSource
  void an_honest_request_reaches_the_service_with_its_caller(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response =
          RawHttp.get(service.port(), "/api/items/42?x=a+b", service.authorization("admin"));
      assertAll(
          () -> assertEquals(200, response.status()),
          () -> assertEquals("reached /api/items/42 by c1:  admin=true x=a b", response.body()),
          () -> assertEquals("\"caller\";q=1000;w=1", response.header("RateLimit-Policy")),
          () -> assertEquals(List.of(), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_honest_body_reaches_the_service_as_it_was_sent(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response =
          RawHttp.json(
              service.port(),
              "POST",
              "/orders",
              "{\"sku\": \"a-1\",\"quantity\":1}",
              service.authorization("orders:write"));
      assertAll(
          () -> assertEquals(200, response.status()),
          () ->
              assertTrue(
                  response.body().contains("c1: {\"sku\": \"a-1\",\"quantity\":1}"),
                  response.body()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_form_reaches_the_service_by_its_parameters(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      byte[] form = "name=a+%C3%A9".getBytes(StandardCharsets.US_ASCII);
      var response =
          RawHttp.send(
              service.port(),
              "POST",
              "/form",
              List.of(
                  service.authorization(),
                  "Content-Type: application/x-www-form-urlencoded",
                  "Content-Length: " + form.length),
              form);
      assertEquals("reached /form by c1: name=a é admin=false x=null", response.body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_request_without_credentials(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response = RawHttp.get(service.port(), "/api/items/42");
      assertAll(
          () -> assertEquals(401, response.status()),
          () -> assertEquals("Bearer realm=\"api\"", response.header("WWW-Authenticate")),
          () -> assertEquals("application/problem+json", response.header("Content-Type")),
          () ->
              assertEquals(
                  "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}",
                  response.body()),
          () -> assertEquals(List.of(Reason.CREDENTIALS_MISSING), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_caller_without_the_scope(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response = RawHttp.get(service.port(), "/admin", service.authorization("other"));
      assertAll(
          () -> assertEquals(403, response.status()),
          () ->
              assertEquals(
                  "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"admin\"",
                  response.header("WWW-Authenticate")),
          () -> assertEquals(List.of(Reason.SCOPE_MISSING), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_method_that_is_not_declared_and_names_those_that_are(Container container)
      throws Exception {
    try (TestService service = new TestService(container)) {
      var response =
          RawHttp.send(
              service.port(),
              "DELETE",
              "/admin",
              List.of(service.authorization("admin")),
              new byte[0]);
      assertAll(
          () -> assertEquals(405, response.status()),
          () -> assertEquals("GET, HEAD, OPTIONS", response.header("Allow")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_body_that_breaks_its_schema_and_says_where(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response =
          RawHttp.json(
              service.port(),
              "POST",
              "/orders",
              "{\"sku\":\"far-too-long\",\"evil\":1}",
              service.authorization("orders:write"));
      assertAll(
          () -> assertEquals(400, response.status()),
          () -> assertTrue(response.body().contains("\"where\":\"body/sku\""), response.body()),
          () -> assertFalse(response.body().contains("evil"), response.body()),
          () -> assertFalse(response.body().contains("far-too-long"), response.body()),
          () -> assertEquals(List.of(Reason.BODY_INVALID), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_unauthenticated_body_is_not_read(Container container) throws Exception {
    try (TestService service = new TestService(container);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush(); // the body never comes, and the answer is there all the same
      InputStream in = socket.getInputStream();
      assertEquals("HTTP/1.1 401", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
    }
  }

  @ParameterizedTest
  @EnumSource
  void chunks_where_no_body_is_declared_may_only_be_empty(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      List<String> headers = List.of(service.authorization(), "Transfer-Encoding: chunked");
      byte[] empty = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] full = "1\r\nx\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      assertAll(
          () ->
              assertEquals(
                  200, RawHttp.send(service.port(), "GET", "/files/a", headers, empty).status()),
          () ->
              assertEquals(
                  400, RawHttp.send(service.port(), "GET", "/files/a", headers, full).status()),
          () -> assertEquals(List.of(Reason.BODY_UNDECLARED), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_large_upload_is_streamed_up_to_its_limit(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      assertAll(
          () -> assertEquals(200, upload(service, 100_000, false).status()),
          () -> assertEquals(413, upload(service, 100_001, false).status()),
          () -> assertEquals(List.of(Reason.BODY_TOO_LARGE), service.takeReasons()),
          () -> assertEquals(200, upload(service, 100_000, true).status()),
          () -> assertEquals(413, upload(service, 100_001, true).status()),
          () -> assertEquals(List.of(Reason.BODY_TOO_LARGE), service.takeReasons()));
    }
  }

  private static RawHttp.Response upload(TestService service, int size, boolean chunked)
      throws Exception {
    byte[] body = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    byte[] sent =
        chunked
            ? (Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)
            : body;
    return RawHttp.send(
        service.port(),
        "POST",
        "/upload",
        List.of(
            service.authorization(),
            "Content-Type: application/octet-stream",
            chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + size),
        sent);
  }

  @ParameterizedTest
  @EnumSource
  void a_multipart_body_may_come_in_chunks(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      String parts = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n";
      String chunks = Integer.toHexString(parts.length()) + "\r\n" + parts + "\r\n0\r\n\r\n";
      String type = "Content-Type: multipart/form-data; boundary=b";
      assertAll(
          () ->
              assertEquals(
                  200,
                  RawHttp.send(
                          service.port(),
                          "POST",
                          "/upload",
                          List.of(
                              service.authorization(), type, "Content-Length: " + parts.length()),
                          parts.getBytes(StandardCharsets.US_ASCII))
                      .status()),
          () ->
              assertEquals(
                  200,
                  RawHttp.send(
                          service.port(),
                          "POST",
                          "/upload",
                          List.of(service.authorization(), type, "Transfer-Encoding: chunked"),
                          chunks.getBytes(StandardCharsets.US_ASCII))
                      .status()),
          () -> assertEquals(List.of(), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_failing_service_tells_nothing_of_itself(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      for (String how : List.of("throw", "error", "page", "late", "asyncFail", "asyncWrapped")) {
        var response = RawHttp.get(service.port(), "/fail/" + how, service.authorization());
        assertAll(
            how,
            () -> assertTrue(response.status() >= 500, "status " + response.status()),
            () -> assertEquals("application/problem+json", response.header("Content-Type")),
            () -> assertFalse(response.body().contains("secret"), response.body()),
            () -> assertEquals(List.of(Reason.RESPONSE_WITHHELD), service.takeReasons()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_declared_error_leaves_as_it_was_written(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response = RawHttp.get(service.port(), "/fail/declared", service.authorization());
      assertAll(
          () -> assertEquals(409, response.status()),
          () -> assertEquals("{\"conflict\":true}", response.body()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_asynchronous_answer_is_decided_once(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      var response = RawHttp.get(service.port(), "/fail/async", service.authorization());
      assertAll(
          () -> assertEquals(200, response.status()),
          () ->
              assertTrue(response.body().startsWith("reached /fail/async by c1"), response.body()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_open_path_is_compared_exactly(Container container) throws Exception {
    try (TestService service = new TestService(container)) {
      assertAll(
          () -> assertEquals(200, RawHttp.get(service.port(), "/healthz").status()),
          () -> assertEquals(200, RawHttp.get(service.port(), "/healthz?full").status()),
          () -> assertEquals(404, RawHttp.get(service.port(), "/healthzz").status()),
          () -> assertEquals(404, RawHttp.get(service.port(), "/healthz/admin").status()),
          () -> assertTrue(RawHttp.get(service.port(), "/healthz/../admin").status() >= 400),
          () -> assertEquals(200, RawHttp.get(service.port(), "/open").status()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_caller_over_its_limit_is_told_when_to_come_back(Container container) throws Exception {
    try (TestService service =
        new TestService(
            container, b -> b.operationLimit("admin", RateLimit.perMinute(2)).nanoTime(() -> 0))) {
      String authorization = service.authorization("admin");
      assertEquals(200, RawHttp.get(service.port(), "/admin", authorization).status());
      assertEquals(200, RawHttp.get(service.port(), "/admin", authorization).status());
      var response = RawHttp.get(service.port(), "/admin", authorization);
      assertAll(
          () -> assertEquals(429, response.status()),
          () -> assertEquals("60", response.header("Retry-After")),
          () -> assertEquals("\"caller\";q=2;w=60", response.header("RateLimit-Policy")),
          () -> assertEquals(List.of(Reason.CALLER_RATE_EXCEEDED), service.takeReasons()),
          () -> assertEquals(200, RawHttp.get(service.port(), "/files/a", authorization).status()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_preflight_is_answered_by_configuration(Container container) throws Exception {
    try (TestService service =
        new TestService(container, b -> b.cors(CorsPolicy.of(Set.of("https://shop.example"))))) {
      var allowed = preflight(service, "https://shop.example");
      var foreign = preflight(service, "https://evil.example");
      assertAll(
          () -> assertEquals(204, allowed.status()),
          () -> assertEquals("https://shop.example", allowed.header("Access-Control-Allow-Origin")),
          () -> assertTrue(allowed.header("Access-Control-Allow-Methods").contains("POST")),
          () -> assertEquals("", foreign.header("Access-Control-Allow-Origin")));
    }
  }

  private static RawHttp.Response preflight(TestService service, String origin) throws Exception {
    return RawHttp.send(
        service.port(),
        "OPTIONS",
        "/orders",
        List.of("Origin: " + origin, "Access-Control-Request-Method: POST"),
        new byte[0]);
  }

  @ParameterizedTest
  @EnumSource
  void report_mode_lets_pass_what_enforcing_would_refuse_and_says_so(Container container)
      throws Exception {
    try (TestService service = new TestService(container, b -> b.mode(Mode.REPORT))) {
      assertAll(
          () -> assertEquals(200, RawHttp.get(service.port(), "/admin").status()),
          () -> assertEquals(List.of(Reason.CREDENTIALS_MISSING), service.takeReasons()),
          () ->
              assertEquals(
                  200, RawHttp.get(service.port(), "/admin", service.authorization("x")).status()),
          () -> assertEquals(List.of(Reason.SCOPE_MISSING), service.takeReasons()),
          () -> {
            var response =
                RawHttp.json(
                    service.port(),
                    "POST",
                    "/orders",
                    "{\"sku\":1}",
                    service.authorization("orders:write"));
            assertTrue(response.body().contains("{\"sku\":1}"), response.body());
          },
          () -> assertEquals(List.of(Reason.BODY_INVALID), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_control_that_is_off_does_not_decide(Container container) throws Exception {
    try (TestService service =
        new TestService(container, b -> b.mode(Control.VALIDATION, Mode.OFF))) {
      var response =
          RawHttp.json(
              service.port(),
              "POST",
              "/orders",
              "{\"sku\":1}",
              service.authorization("orders:write"));
      assertAll(
          () -> assertTrue(response.body().contains("{\"sku\":1}"), response.body()),
          () -> assertEquals(List.of(), service.takeReasons()),
          () -> assertEquals(401, RawHttp.get(service.port(), "/files/a").status()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOMCAT", "JETTY"})
  void operators_paths_need_the_operators_scope(Container container) throws Exception {
    try (TestService service = new TestService(container, b -> b.operator("/manage", "operate"))) {
      assertAll(
          () -> assertEquals(401, RawHttp.get(service.port(), "/manage/info").status()),
          () ->
              assertEquals(
                  403, RawHttp.get(service.port(), "/manage", service.authorization("x")).status()),
          () ->
              assertEquals(
                  200,
                  RawHttp.get(service.port(), "/manage/info", service.authorization("operate"))
                      .status()),
          () ->
              assertEquals(
                  404,
                  RawHttp.get(service.port(), "/managed", service.authorization("operate"))
                      .status()));
    }
  }
}
