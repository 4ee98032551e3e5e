package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.HauberkBuilder;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.HandClock;
import io.hauberk.request.Reason;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A service behind the filter in a real container that answers as the test says. */
final class AnsweringService implements AutoCloseable {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: answers, version: '1'}
      paths:
        /order:
          get:
            operationId: order
            security: []
            responses:
              '200':
                description: an order, in one of many ways
                headers: {X-Total: {schema: {type: integer}}}
                content:
                  application/json:
                    schema:
                      type: object
                      additionalProperties: false
                      required: [id]
                      properties:
                        id: {type: integer}
                        note: {type: string}
                        card: {type: string, writeOnly: true}
                  text/event-stream: {schema: {type: string}}
                  application/octet-stream: {}
              '204': {description: none}
              '302': {description: elsewhere, headers: {Location: {required: true, schema: {type: string}}}}
              '409': {description: conflict, content: {application/json: {schema: {type: object}}}}
              '503': {description: later, content: {application/json: {}, text/plain: {}, image/png: {}}}
      """;

  final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final Semaphore told = new Semaphore(0);
  private final Hauberk hauberk;
  private final TestServer server;
  private boolean closed;

  /** What the service does with a request. */
  interface Answering {
    void answer(HttpServletRequest in, HttpServletResponse out)
        throws IOException, ServletException;
  }

  AnsweringService(
      TestServer.Container container, UnaryOperator<HauberkBuilder> altered, Answering answering)
      throws Exception {
    this(container, read(CONTRACT, ContractOptions.DEFAULT), Spooling.DEFAULT, altered, answering);
  }

  /** A service with a contract of its own. */
  AnsweringService(
      TestServer.Container container,
      Contract contract,
      Spooling spooling,
      UnaryOperator<HauberkBuilder> altered,
      Answering answering)
      throws Exception {
    hauberk =
        altered
            .apply(
                Hauberk.builder()
                    .contract(contract)
                    .callerLimit(RateLimit.perSecond(1_000))
                    .events(
                        SecurityEvents.direct(this::hear, HandClock.at("2026-01-01T00:00:00Z"))))
            .build();
    events.clear();
    told.drainPermits();
    server = container.start(new HauberkFilter(hauberk, spooling), new Servlet(answering));
  }

  static Contract read(String contract, ContractOptions options) {
    return Contract.read("answers", contract.getBytes(StandardCharsets.UTF_8), options);
  }

  private void hear(SecurityEvent event) {
    events.add(event);
    told.release();
  }

  RawHttp.Response get(String... headers) throws IOException {
    return RawHttp.get(port(), "/order", headers);
  }

  /** Sends a body with its length. */
  RawHttp.Response post(String target, byte[] body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + body.length);
    return RawHttp.send(port(), "POST", target, all, body);
  }

  /** Sends a body in chunks, so that its length is not known before. */
  RawHttp.Response postChunked(String target, byte[] body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Transfer-Encoding: chunked");
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
    chunks.writeBytes(body);
    chunks.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    return RawHttp.send(port(), "POST", target, all, chunks.toByteArray());
  }

  int port() {
    return server.port();
  }

  /** The reasons told since the last call. */
  List<Reason> takeReasons() {
    List<Reason> reasons = events.stream().flatMap(event -> event.reason().stream()).toList();
    events.clear();
    return reasons;
  }

  /** The reason that is told next; it may come after the response. */
  List<Reason> awaitReason() throws InterruptedException {
    assertTrue(told.tryAcquire(20, TimeUnit.SECONDS), "nothing is told");
    return takeReasons();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      server.close();
      hauberk.close();
    }
  }

  private static final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final Answering answering;

    Servlet(Answering answering) {
      this.answering = answering;
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out)
        throws IOException, ServletException {
      answering.answer(in, out);
    }
  }
}
