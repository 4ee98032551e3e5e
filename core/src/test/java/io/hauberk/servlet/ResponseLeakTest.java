package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.ResponseOptions;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.servlet.AnsweringService.Answering;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors in the service's own words, and headers, in real containers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("try") // a stream is closed early on purpose
class ResponseLeakTest {
  private static final String LEAK = "{\"detail\":\"org.acme.Down\\n\\tat a.b.C.d(C.java:7)\"}";
  private static final String HONEST = "{\"detail\":\"Please select one from the list\"}";

  private static Answering answering(int status, String type, String body) {
    return (in, out) -> {
      out.setStatus(status);
      out.setContentType(type);
      out.setHeader("X-Powered-By", "Acme/1.0");
      out.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      out.flushBuffer();
    };
  }

  @ParameterizedTest
  @EnumSource
  void a_declared_error_that_leaks_leaves_as_problem_details_with_its_status(Container container)
      throws Exception {
    for (String type : List.of("application/json", "application/problem+json", "text/plain")) {
      try (AnsweringService service =
          new AnsweringService(container, builder -> builder, answering(503, type, LEAK))) {
        var response = service.get();
        assertAll(
            () -> assertEquals(503, response.status()),
            () -> assertEquals("application/problem+json", response.header("Content-Type")),
            () ->
                assertEquals(
                    "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}",
                    response.body()),
            () -> assertEquals(List.of(Reason.LEAKED_STACK_TRACE), service.takeReasons()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT * FROM orders WHERE id = 1, LEAKED_SQL",
    "connect timed out: 10.3.7.12:8080, LEAKED_HOST",
    "cannot open /etc/passwd, LEAKED_PATH",
    "org.acme.orders.OrderMissingException, LEAKED_CLASS_NAME",
  })
  void what_leaks_is_told_as_what_it_is(String leak, Reason reason) throws Exception {
    String body = "{\"detail\":\"" + leak + "\"}";
    try (AnsweringService service =
        new AnsweringService(
            Container.TOMCAT, builder -> builder, answering(503, "application/json", body))) {
      assertEquals(503, service.get().status());
      assertEquals(List.of(reason), service.takeReasons());
    }
  }

  /** Writes in a thread of its own, and completes without closing. */
  private static Answering asynchronously(int status, String type, String body, boolean writer) {
    return (in, out) -> {
      AsyncContext async = in.startAsync();
      async.start(
          () -> {
            try {
              HttpServletResponse response = (HttpServletResponse) async.getResponse();
              response.setStatus(status);
              response.setContentType(type);
              response.flushBuffer();
              if (writer) {
                response.getWriter().write(body);
              } else {
                response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
              }
              response.flushBuffer();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } finally {
              async.complete();
            }
          });
    };
  }

  @ParameterizedTest
  @EnumSource
  void an_error_that_another_thread_writes_is_searched_too(Container container) throws Exception {
    for (boolean writer : List.of(false, true)) {
      try (AnsweringService service =
          new AnsweringService(
              container,
              builder -> builder,
              asynchronously(503, "application/problem+json", LEAK, writer))) {
        var response = service.get();
        assertAll(
            () -> assertEquals(503, response.status()),
            () ->
                assertEquals(
                    "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}",
                    response.body()),
            () -> assertEquals(List.of(Reason.LEAKED_STACK_TRACE), service.takeReasons()));
      }
      try (AnsweringService service =
          new AnsweringService(
              container,
              builder -> builder,
              asynchronously(503, "application/json", HONEST, writer))) {
        var response = service.get();
        assertEquals(503, response.status());
        assertTrue(response.body().contains(HONEST), response.body());
        service.close();
        assertEquals(List.of(), service.takeReasons());
      }
    }
  }

  /** Writes piece by piece in a thread of its own, flushing each or not. */
  private static Answering inPieces(List<String> pieces, boolean writer, boolean flushing) {
    return (in, out) -> {
      AsyncContext async = in.startAsync();
      async.start(
          () -> {
            try {
              HttpServletResponse response = (HttpServletResponse) async.getResponse();
              response.setStatus(503);
              response.setContentType("application/json");
              for (String piece : pieces) {
                if (writer) {
                  response.getWriter().write(piece);
                } else {
                  response.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
                }
                if (flushing) {
                  response.flushBuffer();
                }
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } finally {
              async.complete();
            }
          });
    };
  }

  @ParameterizedTest
  @EnumSource
  void an_error_that_another_thread_writes_is_searched_to_its_end(Container container)
      throws Exception {
    List<String> leaking =
        List.of("{\"detail\":\"sorry", "\\n\\tat a.b.C", ".d(C.ja", "va:7)", "\"}");
    List<String> honest = List.of("{\"detail\":\"sorry", ", at home", "\"}");
    for (boolean writer : List.of(false, true)) {
      try (AnsweringService service =
          new AnsweringService(container, builder -> builder, inPieces(leaking, writer, false))) {
        var response = service.get();
        assertEquals(
            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}",
            response.body());
        assertEquals(List.of(Reason.LEAKED_STACK_TRACE), service.takeReasons());
      }
      try (AnsweringService service =
          new AnsweringService(container, builder -> builder, inPieces(leaking, writer, true))) {
        var response = service.get(); // what has left cannot be called back: no more leaves
        assertTrue(response.body().contains("sorry"), response.body());
        assertFalse(response.body().contains("C.java:7"), response.body());
        assertFalse(response.body().contains("va:7"), response.body());
        assertEquals(List.of(Reason.LEAKED_STACK_TRACE), service.takeReasons());
      }
      for (boolean flushing : List.of(false, true)) {
        try (AnsweringService service =
            new AnsweringService(
                container, builder -> builder, inPieces(honest, writer, flushing))) {
          var response = service.get();
          assertTrue(response.body().contains(", at home"), response.body());
          service.close();
          assertEquals(List.of(), service.takeReasons());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_honest_error_leaves_as_it_was_written(Container container) throws Exception {
    try (AnsweringService service =
        new AnsweringService(
            container, builder -> builder, answering(503, "application/json", HONEST))) {
      assertEquals(HONEST, service.get().body());
      assertEquals(List.of(), service.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_leak_is_only_told_in_report_mode(Container container) throws Exception {
    try (AnsweringService service =
        new AnsweringService(
            container,
            builder -> builder.mode(Control.RESPONSE, Mode.REPORT),
            answering(503, "application/json", LEAK))) {
      assertTrue(service.get().body().contains(LEAK));
      assertEquals(List.of(Reason.LEAKED_STACK_TRACE), service.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_error_longer_than_what_is_searched_leaves_whole_or_not_at_all(Container container)
      throws Exception {
    String tail = " ".repeat(100_000);
    try (AnsweringService leaking =
            new AnsweringService(
                container, builder -> builder, answering(503, "text/plain", LEAK + tail));
        AnsweringService honest =
            new AnsweringService(
                container, builder -> builder, answering(503, "image/png", LEAK + tail))) {
      assertTrue(leaking.get().body().startsWith("{\"type\":\"about:blank\""));
      assertTrue(honest.get().body().contains(LEAK)); // no text: not searched
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_success_is_not_searched(Container container) throws Exception {
    try (AnsweringService service =
        new AnsweringService(
            container, builder -> builder, answering(200, "text/event-stream", LEAK))) {
      assertTrue(service.get().body().contains(LEAK));
      assertEquals(List.of(), service.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void headers_are_set_where_the_service_sets_none_and_tell_nothing(Container container)
      throws Exception {
    Answering answering = answering(200, "application/octet-stream", "x");
    try (AnsweringService service =
        new AnsweringService(container, builder -> builder, answering)) {
      var refused = RawHttp.get(service.port(), "/nowhere");
      for (RawHttp.Response response : List.of(service.get(), refused)) {
        assertAll(
            () -> assertEquals("no-store", response.header("Cache-Control")),
            () -> assertEquals("nosniff", response.header("X-Content-Type-Options")),
            () -> assertEquals("DENY", response.header("X-Frame-Options")),
            () ->
                assertEquals("frame-ancestors 'none'", response.header("Content-Security-Policy")),
            () -> assertEquals("", response.header("Strict-Transport-Security")),
            () -> assertEquals("", response.header("X-Powered-By")));
      }
    }
    Answering own =
        (in, out) -> {
          out.addHeader("Cache-Control", "max-age=60");
          out.setHeader("X-Frame-Options", "SAMEORIGIN");
          out.setStatus(204);
        };
    try (AnsweringService service = new AnsweringService(container, builder -> builder, own)) {
      var response = service.get();
      assertEquals("max-age=60", response.header("Cache-Control"));
      assertEquals("SAMEORIGIN", response.header("X-Frame-Options"));
      assertEquals("nosniff", response.header("X-Content-Type-Options"));
    }
    try (AnsweringService service =
        new AnsweringService(
            container,
            builder -> builder.responses(ResponseOptions.DEFAULT.withSafeHeaders(false)),
            answering)) {
      var response = service.get();
      assertEquals("", response.header("X-Frame-Options"));
      assertEquals("Acme/1.0", response.header("X-Powered-By"));
    }
  }
}
