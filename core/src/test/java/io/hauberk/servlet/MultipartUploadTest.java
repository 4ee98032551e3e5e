package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.contract.ContentCodings;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.MultipartLimits;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Multipart forms through a real container: the parts that were validated are what is served. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MultipartUploadTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: uploads, version: '1'}
      paths:
        /{how}:
          post:
            security: []
            parameters:
              - {name: how, in: path, required: true, schema: {enum: [seen, parts, stream, async, throw, interrupted]}}
              - {name: q, in: query, schema: {type: string}}
            requestBody:
              required: true
              content:
                application/json:
                  schema: {type: object, properties: {a: {type: integer}}}
                application/octet-stream: {}
                application/x-www-form-urlencoded:
                  schema: {type: object, properties: {title: {type: string}}}
                multipart/form-data:
                  schema:
                    type: object
                    required: [title]
                    properties:
                      title: {type: string, maxLength: 8}
                      q: {type: string}
                      file: {type: string, format: binary, maxLength: 100000}
                      meta: {type: object, properties: {a: {type: integer}}}
            responses: {'200': {description: ok, content: {text/plain: {}}}}
      """;
  private static final String TYPE = "Content-Type: multipart/form-data; boundary=xyz";

  @TempDir private Path directory;

  /** What the service kept of an answered request, to look at it afterwards. */
  private static final LinkedBlockingQueue<Part> KEPT = new LinkedBlockingQueue<>();

  /** One for each asynchronous request that goes on; a container that is stopped forgets them. */
  private static final Phaser GOING_ON = new Phaser(1);

  /** A service behind the filter that says what it saw of a form. */
  private final class Service implements AutoCloseable {
    final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private final Hauberk hauberk;
    private final TestServer server;

    Service(Container container, Mode mode, int memoryThreshold) throws Exception {
      HandClock clock = HandClock.at("2026-01-01T00:00:00Z");
      ContractOptions options =
          ContractOptions.DEFAULT
              .withMultipart(MultipartLimits.DEFAULT.withMaxParts(4).withMaxBytes(200_000))
              .withMaxStreamBytes(100_000)
              .withCodings(new ContentCodings(Set.of("gzip"), 100));
      hauberk =
          Hauberk.builder()
              .contract(Contract.read("test", CONTRACT.getBytes(StandardCharsets.UTF_8), options))
              .mode(mode)
              .events(SecurityEvents.direct(this::hear, clock))
              .build();
      Spooling spooling =
          Spooling.DEFAULT.withMemoryThreshold(memoryThreshold).withDirectory(directory);
      server = container.start(new HauberkFilter(hauberk, spooling), new Forms());
    }

    private void hear(SecurityEvent event) {
      if (failing) {
        throw new AssertionError("the listener fails");
      }
      events.add(event);
    }

    RawHttp.Response post(String target, String body) throws IOException {
      return RawHttp.send(
          server.port(),
          "POST",
          target,
          List.of(TYPE, "Content-Length: " + length(body)),
          body.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp.Response postCoded(String target, String coding, String type, byte[] body)
        throws IOException {
      return RawHttp.send(
          server.port(),
          "POST",
          target,
          List.of(
              "Content-Type: " + type,
              "Content-Encoding: " + coding,
              "Content-Length: " + body.length),
          body);
    }

    RawHttp.Response postChunked(String target, String body) throws IOException {
      String chunks = Integer.toHexString(length(body)) + "\r\n" + body + "\r\n0\r\n\r\n";
      return RawHttp.send(
          server.port(),
          "POST",
          target,
          List.of(TYPE, "Transfer-Encoding: chunked"),
          chunks.getBytes(StandardCharsets.UTF_8));
    }

    List<Reason> takeReasons() {
      List<Reason> reasons = events.stream().flatMap(event -> event.reason().stream()).toList();
      events.clear();
      return reasons;
    }

    @Override
    public void close() {
      try {
        GOING_ON.awaitAdvanceInterruptibly(GOING_ON.arrive(), 20, TimeUnit.SECONDS);
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError("an asynchronous request does not end", e);
      }
      server.close();
      hauberk.close();
    }
  }

  /** Told after the filter's own listener, which came first. */
  private static final class Ended implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      GOING_ON.arriveAndDeregister();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private static final class Forms extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out)
        throws IOException, ServletException {
      switch (in.getRequestURI()) {
        case "/stream" ->
            write(out, new String(in.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        case "/seen" ->
            write(
                out,
                in.getHeader("Content-Encoding")
                    + in.getHeaders("content-encoding").hasMoreElements()
                    + in.getContentLength()
                    + in.getIntHeader("Content-Length")
                    + Collections.list(in.getHeaderNames()).stream()
                        .anyMatch(
                            name ->
                                name.equalsIgnoreCase("content-encoding")
                                    || name.equalsIgnoreCase("transfer-encoding"))
                    + in.getHeader("Transfer-Encoding")
                    + in.getHeaders("transfer-encoding").hasMoreElements()
                    + new String(in.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        case "/async" -> {
          AsyncContext context = in.startAsync();
          GOING_ON.register();
          context.addListener(new Ended());
          context.start(
              () -> {
                try {
                  write(out, seen(in));
                } catch (IOException | ServletException e) {
                  out.setStatus(500);
                }
                context.complete();
              });
        }
        case "/interrupted" -> {
          Thread.currentThread().interrupt(); // no file can be read now
          String title;
          try {
            title = in.getParameter("title");
          } catch (UncheckedIOException e) {
            title = "cannot be read";
          }
          Thread.interrupted();
          write(out, String.valueOf(title));
        }
        case "/throw" -> {
          KEPT.add(in.getPart("file"));
          throw new IllegalStateException("the service fails");
        }
        default -> write(out, seen(in));
      }
    }

    private static String seen(HttpServletRequest in) throws IOException, ServletException {
      List<String> seen = new ArrayList<>();
      for (Part part : in.getParts()) {
        String content;
        try (InputStream stream = part.getInputStream()) {
          content = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        seen.add(
            "%s|%s|%s|%s|%s"
                .formatted(
                    part.getName(),
                    part.getSubmittedFileName(),
                    part.getContentType(),
                    part.getSize(),
                    content.length() > 20 ? "*" : content));
      }
      Map<String, String> parameters = new TreeMap<>();
      in.getParameterMap()
          .forEach((name, values) -> parameters.put(name, String.join(",", values)));
      Part file = in.getPart("file");
      if (file != null) {
        KEPT.add(file);
      }
      return String.join("\n", seen)
          + "\nparameters="
          + parameters
          + " length="
          + in.getContentLength()
          + " first="
          + (file == null ? "" : file.getHeader("content-disposition"))
          + " none="
          + in.getPart("none");
    }

    private static void write(HttpServletResponse out, String text) throws IOException {
      out.setContentType("text/plain;charset=UTF-8");
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      out.setContentLength(octets.length);
      out.getOutputStream().write(octets);
    }
  }

  private static String form(String... parts) {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append("--xyz\r\n").append(part).append("\r\n");
    }
    return body.append("--xyz--\r\n").toString();
  }

  private static String field(String name, String value) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  private static String file(String content) {
    return "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n"
        + content;
  }

  private static int length(String body) {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The files of stored bodies that are open, with or without a name, where the system tells. */
  private List<Path> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    List<Path> open = new ArrayList<>();
    if (Files.isDirectory(descriptors)) {
      try (Stream<Path> links = Files.list(descriptors)) {
        for (Path link : links.toList()) {
          try {
            Path target = Files.readSymbolicLink(link);
            if (target.startsWith(directory)) {
              open.add(target);
            }
          } catch (NoSuchFileException e) {
            // closed since it was listed
          }
        }
      }
    }
    return open;
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
    assertEquals(List.of(), openFiles());
    for (Part part = KEPT.poll(); part != null; part = KEPT.poll()) {
      Part kept = part;
      assertThrows(
          IOException.class,
          () -> {
            try (InputStream stream = kept.getInputStream()) {
              stream.readAllBytes();
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_parts_are_served_from_memory_and_from_a_file(Container container) throws Exception {
    for (int threshold : new int[] {0, 64, 1 << 20}) {
      try (Service service = new Service(container, Mode.ENFORCE, threshold)) {
        String body =
            form(
                field("title", "caf\u00e9"),
                file("\u0000\u00ff\r\n"),
                field("q", "from the form"),
                "Content-Type: application/json\r\n" + field("meta", "{\"a\":1}"));
        String expected =
            """
            title|null|null|5|caf\u00e9
            file|a.bin|application/octet-stream|5|\u0000\u00ff\r

            q|null|null|13|from the form
            meta|null|application/json|7|{"a":1}
            parameters={meta={"a":1}, title=caf\u00e9} length=%s first=form-data; name="file"; filename="a.bin" none=null\
            """
                .formatted(length(body));
        assertAll(
            () -> assertEquals(expected, body(service.post("/parts", body))),
            () -> assertEquals(expected, body(service.post("/async", body))),
            () ->
                assertEquals(
                    expected.replace("length=" + length(body), "length=-1"),
                    body(service.postChunked("/parts", body))),
            () -> assertEquals(body, body(service.post("/stream", body))),
            () -> assertEquals(List.of(), service.takeReasons()));
      }
      nothingIsLeft();
    }
  }

  private static String body(RawHttp.Response response) {
    assertEquals(200, response.status());
    return response.body();
  }

  @ParameterizedTest
  @EnumSource
  void a_large_file_passes_up_to_its_limit(Container container) throws Exception {
    try (Service service = new Service(container, Mode.ENFORCE, 1024)) {
      String title = field("title", "a");
      assertAll(
          () ->
              assertTrue(
                  service
                      .post("/parts", form(title, file("x".repeat(100_000))))
                      .body()
                      .contains("file|a.bin|application/octet-stream|100000|*")),
          () ->
              assertEquals(
                  400, service.post("/parts", form(title, file("x".repeat(100_001)))).status()),
          () -> assertEquals(List.of(Reason.BODY_INVALID), service.takeReasons()),
          () ->
              assertEquals(
                  413, service.post("/parts", form(title, file("x".repeat(200_000)))).status()),
          () ->
              assertEquals(
                  413,
                  service.postChunked("/parts", form(title, file("x".repeat(200_000)))).status()),
          () ->
              assertEquals(
                  List.of(Reason.BODY_TOO_LARGE, Reason.BODY_TOO_LARGE), service.takeReasons()));
    }
    nothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_not_well_formed_is_refused_with_an_event(Container container) throws Exception {
    try (Service service = new Service(container, Mode.ENFORCE, 0)) {
      String title = field("title", "a");
      assertAll(
          () ->
              assertEquals(400, service.post("/parts", form(title).replace("--\r\n", "")).status()),
          () -> assertEquals(400, service.post("/parts", form(file("x"))).status()),
          () ->
              assertEquals(
                  400, service.post("/parts", form(title, title, title, title, title)).status()),
          () ->
              assertEquals(
                  List.of(Reason.BODY_MALFORMED, Reason.BODY_INVALID, Reason.BODY_TOO_COMPLEX),
                  service.takeReasons()),
          () ->
              assertEquals(
                  400,
                  RawHttp.send(
                          service.server.port(),
                          "POST",
                          "/parts",
                          List.of("Content-Type: multipart/form-data", "Content-Length: 3"),
                          new byte[3])
                      .status()),
          () -> assertEquals(List.of(Reason.HEADER_MALFORMED), service.takeReasons()));
    }
    nothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void a_failing_service_leaves_nothing_behind(Container container) throws Exception {
    try (Service service = new Service(container, Mode.ENFORCE, 0)) {
      assertEquals(500, service.post("/throw", form(field("title", "a"), file("secret"))).status());
    }
    nothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void an_error_before_the_service_leaves_nothing_behind(Container container) throws Exception {
    try (Service service = new Service(container, Mode.ENFORCE, 0)) {
      service.failing = true;
      assertEquals(500, service.post("/parts", form(field("title", "much too long"))).status());
      service.failing = false;
      assertEquals(List.of(), openFiles());
      assertEquals(200, service.post("/parts", form(field("title", "a"))).status());
    }
    nothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_only_reported_reaches_the_service(Container container) throws Exception {
    try (Service service = new Service(container, Mode.REPORT, 64)) {
      String invalid = form(field("title", "much too long"));
      String many =
          form(Stream.generate(() -> field("title", "a")).limit(5).toArray(String[]::new));
      String broken = form(field("title", "a"), file("x".repeat(100_000))).replace("--xyz--", "");
      String large = form(field("title", "a"), file("x".repeat(200_000)));
      assertAll(
          () ->
              assertTrue(
                  service.post("/parts", invalid).body().startsWith("title|null|null|13|much")),
          () -> assertEquals(List.of(Reason.BODY_INVALID), service.takeReasons()),
          () -> assertEquals(5, service.post("/parts", many).body().split("title\\|").length - 1),
          () -> assertEquals(List.of(Reason.BODY_TOO_COMPLEX), service.takeReasons()),
          () -> assertEquals(broken.length(), service.post("/stream", broken).body().length()),
          () -> assertEquals(List.of(Reason.BODY_MALFORMED), service.takeReasons()),
          () -> assertEquals(large.length(), service.postChunked("/stream", large).body().length()),
          () -> assertEquals(List.of(Reason.BODY_TOO_LARGE), service.takeReasons()));
    }
    nothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void a_body_that_ends_early_is_incomplete(Container container) throws Exception {
    try (Service service = new Service(container, Mode.ENFORCE, 0)) {
      String body = form(field("title", "a"));
      RawHttp.Response response =
          RawHttp.sendAndEnd(
              service.server.port(),
              ("POST /parts HTTP/1.1\r\nHost: a\r\n"
                      + (TYPE + "\r\nContent-Length: 900\r\n\r\n" + body))
                  .getBytes(StandardCharsets.UTF_8));
      assertAll(
          () -> assertEquals(400, response.status()),
          () -> assertEquals(List.of(Reason.BODY_INCOMPLETE), service.takeReasons()));
    }
    nothingIsLeft();
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void an_inflated_body_that_came_in_chunks_tells_nothing_of_them(Container container)
      throws Exception {
    byte[] coded = gzip("{\"a\":1}");
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes(
        (Integer.toHexString(coded.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
    chunks.writeBytes(coded);
    chunks.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    try (Service service = new Service(container, Mode.ENFORCE, 64)) {
      RawHttp.Response response =
          RawHttp.send(
              service.server.port(),
              "POST",
              "/seen",
              List.of(
                  "Content-Type: application/json",
                  "Content-Encoding: gzip",
                  "Transfer-Encoding: chunked"),
              chunks.toByteArray());
      assertEquals("nullfalse77falsenullfalse{\"a\":1}", body(response));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_form_that_cannot_be_read_is_not_an_empty_form(Container container) throws Exception {
    String type = "application/x-www-form-urlencoded";
    for (int threshold : new int[] {0, 64}) {
      try (Service service = new Service(container, Mode.ENFORCE, threshold)) {
        assertEquals(
            threshold == 0 ? "cannot be read" : "a",
            body(service.postCoded("/interrupted", "gzip", type, gzip("title=a"))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_allowed_coding_is_undone_before_the_service(Container container) throws Exception {
    try (Service service = new Service(container, Mode.ENFORCE, 64)) {
      String json = "application/json";
      byte[] bomb = gzip(new byte[10 << 20]);
      assertAll(
          () ->
              assertEquals(
                  "nullfalse77falsenullfalse{\"a\":1}",
                  service.postCoded("/seen", "gzip", json, gzip("{\"a\":1}")).body()),
          () ->
              assertTrue(
                  service
                      .postCoded(
                          "/parts", "GZIP", TYPE.substring(14), gzip(form(field("title", "a"))))
                      .body()
                      .startsWith("title|null|null|1|a")),
          () -> assertEquals(List.of(), service.takeReasons()),
          () ->
              assertEquals(
                  400, service.postCoded("/seen", "gzip", json, gzip("{\"a\":\"x\"}")).status()),
          () -> assertEquals(List.of(Reason.BODY_INVALID), service.takeReasons()),
          () -> assertEquals(400, service.postCoded("/seen", "gzip", json, gzip("{")).status()),
          () -> assertEquals(List.of(Reason.BODY_MALFORMED), service.takeReasons()),
          () -> assertEquals(413, service.postCoded("/seen", "gzip", json, bomb).status()),
          () ->
              assertEquals(
                  413,
                  service.postCoded("/seen", "gzip", "application/octet-stream", bomb).status()),
          () ->
              assertEquals(
                  List.of(Reason.BODY_TOO_LARGE, Reason.BODY_TOO_LARGE), service.takeReasons()),
          () -> {
            for (String coding : List.of("br", "deflate", "gzip, gzip", "x-gzip")) {
              assertEquals(
                  415, service.postCoded("/seen", coding, json, gzip("{}")).status(), coding);
            }
          },
          () -> assertEquals(4, service.takeReasons().size()));
    }
    nothingIsLeft();
  }
}
