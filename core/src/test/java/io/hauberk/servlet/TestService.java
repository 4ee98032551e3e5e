package io.hauberk.servlet;

import io.hauberk.Hauberk;
import io.hauberk.HauberkBuilder;
import io.hauberk.TestIssuer;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Control;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A small service behind the filter in a real container; it says what it saw. */
final class TestService implements AutoCloseable {
  static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: test, version: '1'}
      security: [{token: []}]
      paths:
        /files/{name}:
          get:
            operationId: getFile
            parameters:
              - {name: name, in: path, required: true, schema: {type: string}}
            responses: {'200': {description: ok}}
        /api/items/{id}:
          get:
            operationId: getItem
            parameters:
              - {name: id, in: path, required: true, schema: {type: integer}}
              - {name: x, in: query, schema: {type: string}}
              - {name: expand, in: query, schema: {type: string}}
            responses: {'200': {description: ok}}
        /admin:
          get:
            operationId: admin
            security: [{token: [admin]}]
            responses: {'200': {description: ok}}
        /open:
          get:
            operationId: open
            security: []
            responses: {'200': {description: ok}}
        /orders:
          post:
            operationId: createOrder
            security: [{token: ['orders:write']}]
            requestBody:
              required: true
              content:
                application/json:
                  schema:
                    type: object
                    additionalProperties: false
                    required: [sku]
                    properties:
                      sku: {type: string, maxLength: 8}
                      quantity: {type: integer, minimum: 1}
            responses: {'200': {description: created}}
        /form:
          post:
            operationId: sendForm
            requestBody:
              required: true
              content:
                application/x-www-form-urlencoded:
                  schema:
                    type: object
                    additionalProperties: false
                    properties: {name: {type: string}}
            responses: {'200': {description: ok}}
        /upload:
          post:
            operationId: upload
            requestBody:
              content: {application/octet-stream: {}, multipart/form-data: {}}
            responses: {'200': {description: ok}}
        /fail/{how}:
          get:
            operationId: fail
            parameters:
              - {name: how, in: path, required: true, schema: {enum: [throw, error, late, page, declared, async, asyncFail, asyncWrapped]}}
            responses:
              '200': {description: ok}
              '409': {description: conflict, content: {application/json: {}}}
      components:
        securitySchemes:
          token: {type: http, scheme: bearer}
      """;

  final HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
  final TestIssuer issuer = new TestIssuer("k1", clock);
  final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  private final Hauberk hauberk;
  private final TestServer server;

  TestService(TestServer.Container container) throws Exception {
    this(container, UnaryOperator.identity());
  }

  TestService(TestServer.Container container, UnaryOperator<HauberkBuilder> altered)
      throws Exception {
    this(container, Optional.empty(), altered);
  }

  /** Trusts this profile in place of the test issuer's own. */
  TestService(
      TestServer.Container container,
      Optional<IssuerProfile> trusted,
      UnaryOperator<HauberkBuilder> altered)
      throws Exception {
    Contract contract =
        Contract.read(
            "test",
            CONTRACT.getBytes(StandardCharsets.UTF_8),
            ContractOptions.DEFAULT.withMaxStreamBytes(100_000));
    hauberk =
        altered
            .apply(
                Hauberk.builder()
                    .contract(contract)
                    .issuer(trusted.orElseGet(() -> issuer.profile("main")))
                    .openPath("/healthz")
                    .mode(Control.RESPONSE_CONTRACT, Mode.OFF) // here requests are judged
                    .callerLimit(RateLimit.perSecond(1_000))
                    .failedAuthenticationLimit(RateLimit.perSecond(1_000_000))
                    .addressLimit(RateLimit.perSecond(1_000_000))
                    .events(SecurityEvents.direct(events::add, clock))
                    .clock(clock))
            .build();
    server = container.start(hauberk, new Servlet());
  }

  int port() {
    return server.port();
  }

  String authorization(String... scopes) {
    return "Authorization: Bearer " + issuer.token(scopes);
  }

  /** The reasons of the refusals since the last call. */
  List<Reason> takeReasons() {
    List<Reason> reasons = events.stream().flatMap(event -> event.reason().stream()).toList();
    events.clear();
    return reasons;
  }

  @Override
  public void close() {
    server.close();
    hauberk.close();
  }

  /** Answers {@code reached PATH by CALLER: BODY}, or fails as the path says. */
  private static final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
      String path = in.getRequestURI();
      switch (path) {
        case "/fail/throw" -> throw new IllegalStateException("secret inside");
        case "/fail/error" -> out.sendError(503, "secret inside");
        case "/fail/late" -> {
          out.getWriter().write("all is well so far");
          out.setStatus(500);
          out.setContentType("text/html");
          out.getWriter().write("<h1>secret inside</h1>");
        }
        case "/fail/page" -> {
          out.setStatus(500);
          out.setContentType("text/html");
          out.getWriter().write("<h1>secret inside</h1>");
        }
        case "/fail/declared" -> {
          out.setStatus(409);
          out.setContentType("application/json");
          out.getWriter().write("{\"conflict\":true}");
        }
        case "/fail/async", "/fail/asyncFail", "/fail/asyncWrapped" -> {
          if (in.getAttribute("dispatched") == null) {
            in.setAttribute("dispatched", true);
            AsyncContext async =
                path.endsWith("Wrapped") ? in.startAsync(in, out) : in.startAsync();
            async.start(async::dispatch);
          } else if (!path.endsWith("async")) {
            throw new IllegalStateException("secret inside");
          } else {
            reached(in, out);
          }
        }
        case "/upload" -> {
          try {
            reached(in, out);
          } catch (IOException e) { // as frameworks do
            out.sendError(400, "secret inside");
          }
        }
        default -> reached(in, out);
      }
    }

    private static void reached(HttpServletRequest in, HttpServletResponse out) throws IOException {
      String body =
          path(in).equals("/form")
              ? "name=" + in.getParameter("name")
              : new String(in.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String text =
          "reached %s by %s: %s".formatted(path(in), in.getRemoteUser(), body)
              + " admin="
              + in.isUserInRole("admin")
              + " x="
              + in.getParameter("x");
      out.setContentType("text/plain;charset=UTF-8");
      out.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String path(HttpServletRequest in) {
      return in.getRequestURI();
    }
  }
}
