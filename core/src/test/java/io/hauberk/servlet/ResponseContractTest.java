package io.hauberk.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.HauberkBuilder;
import io.hauberk.ResponseOptions;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.request.Control;
import io.hauberk.request.Finding;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.servlet.AnsweringService.Answering;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves, held against the contract, in real containers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("try") // a stream is closed early on purpose
class ResponseContractTest {
  private static final String HONEST = "{\"id\":1,\"note\":\"polite\"}";
  private static final String LEAKING = "{\"id\":1,\"passwordHash\":\"$2b$10\"}";
  private static final String WITHHELD =
      "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}";

  private static HauberkBuilder report(HauberkBuilder builder) {
    return builder;
  }

  private static HauberkBuilder enforce(HauberkBuilder builder) {
    return builder.mode(Control.RESPONSE_CONTRACT, Mode.ENFORCE);
  }

  private static UnaryOperator<HauberkBuilder> enforceUpTo(int maxBytes) {
    return builder -> enforce(builder).responses(ResponseOptions.DEFAULT.withMaxBytes(maxBytes));
  }

  private static void json(HttpServletResponse out) {
    out.setContentType("application/json;charset=UTF-8");
  }

  /** The ways in which a service writes a body. */
  private static final Map<String, java.util.function.Function<String, Answering>> WAYS =
      Map.of(
          "by stream",
          body ->
              (in, out) -> {
                json(out);
                out.getOutputStream().write(body.getBytes(UTF_8));
              },
          "by writer",
          body ->
              (in, out) -> {
                json(out);
                out.getWriter().write(body);
              },
          "octet by octet, flushing each",
          body ->
              (in, out) -> {
                json(out);
                for (byte octet : body.getBytes(UTF_8)) {
                  out.getOutputStream().write(octet);
                  out.getOutputStream().flush();
                }
                out.flushBuffer();
              },
          "character by character, flushing each",
          body ->
              (in, out) -> {
                json(out);
                PrintWriter writer = out.getWriter();
                body.chars()
                    .forEach(
                        character -> {
                          writer.write(character);
                          writer.flush();
                        });
                writer.close();
              },
          "with its length, closing",
          body ->
              (in, out) -> {
                byte[] bytes = body.getBytes(UTF_8);
                json(out);
                out.setContentLength(bytes.length);
                out.getOutputStream().write(bytes);
                out.getOutputStream().close();
              },
          "after another that was reset",
          body ->
              (in, out) -> {
                out.setStatus(409);
                json(out);
                out.getWriter().write("{\"id\":\"never sent\"}");
                out.reset();
                json(out);
                out.getOutputStream().write("{".getBytes(UTF_8));
                out.resetBuffer();
                out.getOutputStream().write(body.getBytes(UTF_8));
              },
          "in a later dispatch",
          body ->
              (in, out) -> {
                if (in.getAttribute("later") == null) {
                  in.setAttribute("later", true);
                  AsyncContext async = in.startAsync();
                  async.start(async::dispatch);
                } else {
                  json(out);
                  out.getWriter().write(body);
                }
              });

  private static java.util.function.Function<String, Answering> way(String name) {
    return requireNonNull(WAYS.get(name), name);
  }

  static Stream<Arguments> ways() {
    return Stream.of(Container.values())
        .flatMap(
            container -> WAYS.keySet().stream().sorted().map(way -> Arguments.of(container, way)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_body_that_fits_leaves_untouched(Container container, String way) throws Exception {
    Answering answering = way(way).apply(HONEST);
    for (UnaryOperator<HauberkBuilder> mode :
        List.<UnaryOperator<HauberkBuilder>>of(
            ResponseContractTest::report, ResponseContractTest::enforce)) {
      try (AnsweringService service = new AnsweringService(container, mode, answering)) {
        var response = service.get();
        assertAll(
            () -> assertEquals(200, response.status()),
            () -> assertTrue(response.body().contains(HONEST) || chunks(response).equals(HONEST)),
            () -> assertEquals(List.of(), service.takeReasons()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_body_that_does_not_fit_is_withheld_where_that_is_enforced(Container container, String way)
      throws Exception {
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::enforce, way(way).apply(LEAKING))) {
      var response = service.get();
      assertAll(
          () -> assertEquals(500, response.status()),
          () -> assertEquals(WITHHELD, response.body()),
          () -> assertEquals("application/problem+json", response.header("Content-Type")),
          () -> assertEquals(List.of(Reason.RESPONSE_INVALID), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_body_that_does_not_fit_leaves_untouched_by_default_and_is_told(
      Container container, String way) throws Exception {
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::report, way(way).apply(LEAKING))) {
      var response = service.get();
      assertEquals(200, response.status());
      assertTrue(response.body().contains(LEAKING) || chunks(response).equals(LEAKING));
      SecurityEvent event = service.events.get(0);
      assertAll(
          () -> assertEquals(1, service.events.size()),
          () -> assertEquals(SecurityEvent.Kind.RESPONSE_REPORTED, event.kind()),
          () -> assertEquals(Reason.RESPONSE_INVALID, event.reason().orElseThrow()),
          () -> assertEquals(Control.RESPONSE_CONTRACT, event.control().orElseThrow()),
          () -> assertEquals(200, event.status().orElseThrow()),
          () -> assertEquals("response.body/*", event.findings().get(0).where()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void characters_are_judged_in_the_encoding_in_which_they_leave(Container container)
      throws Exception {
    String body = "{\"id\":1,\"note\":\"h\u00f6flich \ud83d\ude42\"}";
    for (String way : List.of("by stream", "by writer")) {
      try (AnsweringService service =
          new AnsweringService(container, ResponseContractTest::enforce, way(way).apply(body))) {
        assertEquals(body, service.get().body());
        assertEquals(List.of(), service.takeReasons());
      }
    }
  }

  /** The body of a response in chunks. */
  private static String chunks(RawHttp.Response response) {
    StringBuilder text = new StringBuilder();
    String rest = response.body();
    while (rest.contains("\r\n")) {
      int octets = Integer.parseInt(rest.substring(0, rest.indexOf("\r\n")), 16);
      byte[] bytes = rest.substring(rest.indexOf("\r\n") + 2).getBytes(UTF_8);
      text.append(new String(bytes, 0, octets, UTF_8));
      if (octets == 0) {
        break;
      }
      rest = new String(bytes, octets + 2, bytes.length - octets - 2, UTF_8);
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void a_property_for_requests_alone_does_not_leave(Container container) throws Exception {
    Answering answering = way("by stream").apply("{\"id\":1,\"card\":\"4111\"}");
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::enforce, answering)) {
      assertEquals(500, service.get().status());
      Finding finding = service.events.get(0).findings().get(0);
      assertEquals("response.body/card", finding.where());
      assertEquals("writeOnly", finding.rule());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_status_a_media_type_or_a_header_that_is_not_declared_is_withheld(Container container)
      throws Exception {
    Answering answering =
        (in, out) -> {
          switch (in.getHeader("How")) {
            case "status" -> out.setStatus(201);
            case "type" -> out.setContentType("text/html");
            case "header" -> out.setHeader("X-Total", "many");
            default -> out.setHeader("X-Total", "3");
          }
          if (out.getContentType() == null) {
            json(out);
          }
          out.getWriter().write(HONEST);
        };
    try (AnsweringService enforcing =
            new AnsweringService(container, ResponseContractTest::enforce, answering);
        AnsweringService reporting =
            new AnsweringService(container, ResponseContractTest::report, answering)) {
      Map<String, List<Reason>> told =
          Map.of(
              "status", List.of(Reason.RESPONSE_UNDECLARED),
              "type", List.of(Reason.RESPONSE_MEDIA_TYPE_UNDECLARED),
              "header", List.of(Reason.RESPONSE_HEADER_INVALID),
              "honest", List.of());
      for (String how : told.keySet()) {
        assertEquals(how.equals("honest") ? 200 : 500, enforcing.get("How: " + how).status(), how);
        assertEquals(told.get(how), enforcing.takeReasons());
        assertEquals(how.equals("status") ? 201 : 200, reporting.get("How: " + how).status(), how);
        assertEquals(told.get(how), reporting.takeReasons());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_has_no_content_is_judged_without_it(Container container) throws Exception {
    Answering answering =
        (in, out) -> {
          switch (in.getMethod() + in.getHeader("How")) {
            case "GETnothing" -> out.setStatus(204);
            case "GETunchanged" -> out.setStatus(304);
            case "GETelsewhere" -> out.sendRedirect("/order");
            default -> {
              json(out);
              out.getWriter().write(LEAKING); // no octet of it leaves with HEAD
            }
          }
        };
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::enforce, answering)) {
      assertAll(
          () -> assertEquals(204, service.get("How: nothing").status()),
          () -> assertEquals(304, service.get("How: unchanged", "If-None-Match: *").status()),
          () -> assertEquals(302, service.get("How: elsewhere").status()),
          () ->
              assertEquals(
                  200,
                  RawHttp.send(service.port(), "HEAD", "/order", List.of("How: x"), new byte[0])
                      .status()),
          () -> assertEquals(List.of(), service.takeReasons()),
          () -> assertEquals(500, service.get("How: unchanged").status()),
          () -> assertEquals(List.of(Reason.RESPONSE_UNDECLARED), service.takeReasons()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_leaves_while_it_is_written(Container container) throws Exception {
    for (String type : List.of("text/event-stream", "application/octet-stream")) {
      CountDownLatch seen = new CountDownLatch(1);
      Answering answering =
          (in, out) -> {
            out.setContentType(type);
            out.getOutputStream().write("data: 1\n\n".getBytes(UTF_8));
            out.flushBuffer();
            await(seen);
            out.getOutputStream().write("data: 2\n\n".getBytes(UTF_8));
          };
      try (AnsweringService service =
          new AnsweringService(container, ResponseContractTest::enforce, answering)) {
        String rest = readUntil(service, "data: 1", seen);
        assertTrue(rest.contains("data: 2"), rest);
        assertEquals(List.of(), service.takeReasons());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void where_the_contract_is_only_reported_nothing_waits(Container container) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Answering answering =
        (in, out) -> {
          json(out);
          out.getWriter().write("{\"id\":1,");
          out.getWriter().flush();
          await(seen);
          out.getWriter().write("\"evil\":2}");
        };
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::report, answering)) {
      String rest = readUntil(service, "{\"id\":1,", seen);
      assertTrue(rest.contains("\"evil\":2}"), rest);
      assertEquals(List.of(Reason.RESPONSE_INVALID), service.takeReasons());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until a text has come, tells so, and answers all that came. */
  private static String readUntil(AnsweringService service, String text, CountDownLatch seen)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write("GET /order HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      StringBuilder all = new StringBuilder();
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        all.append((char) octet);
        if (all.indexOf(text) >= 0) {
          seen.countDown();
        }
      }
      return all.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_body_that_is_held_back_is_not_committed(Container container) throws Exception {
    Map<String, Object> saw = new ConcurrentHashMap<>();
    Answering answering =
        (in, out) -> {
          json(out);
          out.getOutputStream().write("{\"id\":".getBytes(UTF_8));
          out.flushBuffer();
          saw.put("committed", out.isCommitted());
          saw.put("buffer", out.getBufferSize());
          out.getOutputStream().write("1}".getBytes(UTF_8));
        };
    try (AnsweringService service =
        new AnsweringService(container, enforceUpTo(99_999), answering)) {
      assertEquals("{\"id\":1}", service.get().body());
      assertEquals(Map.of("committed", false, "buffer", 99_999), saw);
    }
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::report, answering)) {
      service.get();
      assertEquals(true, saw.get("committed"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_body_above_the_cap_leaves_whole_and_unjudged(Container container) throws Exception {
    String large = "{\"id\":1,\"evil\":\"" + "x".repeat(100_000) + "\"}";
    for (String way : List.of("by stream", "by writer", "with its length, closing")) {
      for (UnaryOperator<HauberkBuilder> mode :
          List.of(
              enforceUpTo(65_536),
              (UnaryOperator<HauberkBuilder>)
                  builder -> builder.responses(ResponseOptions.DEFAULT.withMaxBytes(65_536)))) {
        try (AnsweringService service =
            new AnsweringService(container, mode, way(way).apply(large))) {
          var response = service.get();
          assertAll(
              way,
              () -> assertEquals(200, response.status()),
              () ->
                  assertTrue(
                      response.body().equals(large) || chunks(response).equals(large),
                      "all of it leaves"),
              () -> assertEquals(List.of(Reason.RESPONSE_UNJUDGED), service.takeReasons()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_body_that_another_thread_writes_is_never_lost(Container container) throws Exception {
    for (boolean begun : List.of(false, true)) {
      Answering answering =
          (in, out) -> {
            json(out);
            if (begun) {
              out.getOutputStream().write("{\"id\":1".getBytes(UTF_8));
            }
            AsyncContext async = in.startAsync();
            async.start(
                () -> {
                  try {
                    async
                        .getResponse()
                        .getOutputStream()
                        .write((begun ? ",\"evil\":2}" : "{\"id\":1,\"evil\":2}").getBytes(UTF_8));
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                  async.complete();
                });
          };
      try (AnsweringService service =
          new AnsweringService(container, ResponseContractTest::enforce, answering)) {
        var response = service.get();
        assertTrue(
            response.body().contains("{\"id\":1,\"evil\":2}")
                || chunks(response).equals("{\"id\":1,\"evil\":2}"),
            response.body());
        assertEquals(List.of(Reason.RESPONSE_UNJUDGED), service.takeReasons());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_another_thread_completes_without_closing_is_told(Container container) throws Exception {
    for (boolean again : List.of(false, true)) {
      for (String body : List.of(LEAKING, HONEST)) {
        Answering answering =
            (in, out) -> {
              if (again && in.getAttribute("again") == null) {
                in.setAttribute("again", true);
                AsyncContext first = in.startAsync();
                first.start(first::dispatch);
                return;
              }
              AsyncContext async = in.startAsync();
              async.start(
                  () -> {
                    try {
                      json((HttpServletResponse) async.getResponse());
                      async.getResponse().getOutputStream().write(body.getBytes(UTF_8));
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    } finally {
                      async.complete();
                    }
                  });
            };
        try (AnsweringService service =
            new AnsweringService(container, ResponseContractTest::report, answering)) {
          var response = service.get();
          assertTrue(response.body().contains(body), response.body());
          if (body.equals(LEAKING)) {
            assertEquals(List.of(Reason.RESPONSE_INVALID), service.awaitReason());
          }
          service.close();
          assertEquals(List.of(), service.takeReasons());
        }
      }
    }
  }

  /** Else its caller would wait for the container's timeout, and here for ever. */
  @ParameterizedTest
  @EnumSource
  void a_request_is_completed_also_where_its_response_fails_to_be_judged(Container container)
      throws Exception {
    AtomicReference<String> failure = new AtomicReference<>();
    Answering answering =
        (in, out) -> {
          GuardedRequest guarded = (GuardedRequest) in;
          AsyncContext async = guarded.getRequest().startAsync();
          async.setTimeout(0);
          out.setStatus(204);
          GuardedResponse failing =
              new GuardedResponse(
                  new HttpServletResponseWrapper(out) {
                    @Override
                    public int getStatus() {
                      throw new UnsupportedOperationException("broken");
                    }
                  },
                  guarded.admitted());
          try {
            new GuardedAsync(async, failing).complete();
          } catch (UnsupportedOperationException e) {
            failure.set(e.getMessage());
          }
        };
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::report, answering)) {
      assertEquals(204, service.get().status());
      assertEquals("broken", failure.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_another_thread_answers_without_content_is_judged(Container container) throws Exception {
    Answering answering =
        (in, out) -> {
          String how = in.getHeader("How");
          AsyncContext async = how.equals("original") ? in.startAsync(in, out) : in.startAsync();
          AsyncContext found = how.equals("found") ? in.getAsyncContext() : async;
          int status = Integer.parseInt(in.getHeader("Status"));
          if (how.equals("at once")) {
            out.setStatus(status);
            found.complete();
          } else {
            found.start(
                () -> {
                  ((HttpServletResponse) found.getResponse()).setStatus(status);
                  found.complete();
                });
          }
        };
    try (AnsweringService reporting =
            new AnsweringService(container, ResponseContractTest::report, answering);
        AnsweringService enforcing =
            new AnsweringService(container, ResponseContractTest::enforce, answering)) {
      for (String how : List.of("simply", "original", "found", "at once")) {
        assertEquals(500, enforcing.get("How: " + how, "Status: 202").status(), how);
        assertEquals(List.of(Reason.RESPONSE_UNDECLARED), enforcing.takeReasons(), how);
        assertEquals(202, reporting.get("How: " + how, "Status: 202").status(), how);
        assertEquals(List.of(Reason.RESPONSE_UNDECLARED), reporting.takeReasons(), how);
        assertEquals(204, enforcing.get("How: " + how, "Status: 204").status(), how);
        assertEquals(204, reporting.get("How: " + how, "Status: 204").status(), how);
        assertEquals(List.of(), enforcing.takeReasons(), how);
        assertEquals(List.of(), reporting.takeReasons(), how);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_service_that_fails_half_way_tells_nothing_of_what_it_held(Container container)
      throws Exception {
    for (String how : List.of("throw", "error")) {
      Answering answering =
          (in, out) -> {
            json(out);
            out.getWriter().write("{\"id\":1,\"secret\":");
            if (how.equals("throw")) {
              throw new IllegalStateException("secret inside");
            }
            out.sendError(500, "secret inside");
          };
      for (Mode errors : Mode.values()) {
        try (AnsweringService service =
            new AnsweringService(
                container, builder -> enforce(builder).mode(Control.RESPONSE, errors), answering)) {
          var response = service.get();
          assertEquals(500, response.status());
          assertFalse(response.body().contains("\"secret\""), response.body());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_declared_error_is_held_against_its_schema_and_keeps_its_status(Container container)
      throws Exception {
    Answering answering =
        (in, out) -> {
          out.setStatus(409);
          json(out);
          out.getWriter().write(in.getHeader("Body"));
        };
    try (AnsweringService service =
        new AnsweringService(container, ResponseContractTest::enforce, answering)) {
      assertEquals("{}", service.get("Body: {}").body());
      assertEquals(List.of(), service.takeReasons());
      var response = service.get("Body: []");
      assertEquals(409, response.status());
      assertEquals(
          "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409}", response.body());
      assertEquals(List.of(Reason.RESPONSE_INVALID), service.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_contract_of_responses_can_be_off(Container container) throws Exception {
    try (AnsweringService service =
        new AnsweringService(
            container,
            builder -> builder.mode(Control.RESPONSE_CONTRACT, Mode.OFF),
            way("by stream").apply(LEAKING))) {
      assertEquals(LEAKING, service.get().body());
      assertEquals(List.of(), service.takeReasons());
    }
  }

  /** The gap is in the contract: every response has it, and one event says as much as all. */
  @ParameterizedTest
  @EnumSource
  void content_that_the_contract_describes_in_words_alone_is_told_once(Container container)
      throws Exception {
    Contract contract =
        AnsweringService.read(
            """
            openapi: 3.1.0
            info: {title: words, version: '1'}
            paths:
              /order:
                get:
                  security: []
                  responses: {'200': {description: all is well}, '201': {description: made}}
            """,
            ContractOptions.DEFAULT);
    Answering answering =
        (in, out) -> {
          out.setStatus(Integer.parseInt(in.getHeader("Status")));
          if (in.getHeader("Body") != null) {
            out.setContentType("text/plain");
            out.getWriter().write(in.getHeader("Body"));
          }
        };
    try (AnsweringService reporting =
            new AnsweringService(
                container, contract, Spooling.DEFAULT, ResponseContractTest::report, answering);
        AnsweringService enforcing =
            new AnsweringService(
                container, contract, Spooling.DEFAULT, ResponseContractTest::enforce, answering)) {
      assertEquals(200, enforcing.get("Status: 200").status());
      assertEquals(List.of(), enforcing.takeReasons());
      for (int i = 0; i < 2; i++) {
        assertEquals(500, enforcing.get("Status: 200", "Body: words").status());
        assertEquals(List.of(Reason.RESPONSE_CONTENT_UNDECLARED), enforcing.takeReasons());
      }
      for (String status : List.of("200", "201", "200", "201")) {
        assertEquals("words", reporting.get("Status: " + status, "Body: words").body());
      }
      assertEquals(
          List.of(Reason.RESPONSE_CONTENT_UNDECLARED, Reason.RESPONSE_CONTENT_UNDECLARED),
          reporting.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_part_of_the_bodies_is_judged_where_it_is_sampled(Container container) throws Exception {
    ResponseOptions half = ResponseOptions.DEFAULT.withSampleRate(0.5);
    try (AnsweringService service =
        new AnsweringService(
            container, builder -> builder.responses(half), way("by stream").apply(LEAKING))) {
      for (int i = 0; i < 4; i++) {
        service.get();
      }
      assertEquals(2, service.takeReasons().size());
    }
  }
}
