package io.hauberk.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.contract.ContentCodings;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.MultipartLimits;
import io.hauberk.json.JsonLimits;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.servlet.AnsweringService.Answering;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a service reads of a body that validation would refuse and only reports: all of it, as it
 * was sent, or a clear failure; never a part that looks like the whole.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportedBodyTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String GZIP = "Content-Encoding: gzip";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=xyz";
  private static final int LIMIT = 1_000;

  private static final String DOCUMENT =
      """
          openapi: 3.1.0
          info: {title: bodies, version: '1'}
          paths:
            /{how}:
              post:
                security: []
                parameters:
                  - {name: how, in: path, required: true, schema: {type: string}}
                  - {name: q, in: query, schema: {type: string}}
                requestBody:
                  required: true
                  content:
                    application/json: {schema: {type: object, properties: {a: {type: string}}}}
                    application/x-www-form-urlencoded:
                      schema: {type: object, properties: {title: {type: string}}}
                    multipart/form-data:
                      schema: {type: object, properties: {title: {type: string}}}
                responses: {'200': {description: ok, content: {text/plain: {}}}}
          """;

  private static final Contract CONTRACT =
      AnsweringService.read(
          DOCUMENT,
          ContractOptions.DEFAULT
              .withBodyLimits(JsonLimits.DEFAULT.withMaxBytes(LIMIT))
              .withMultipart(MultipartLimits.DEFAULT.withMaxBytes(LIMIT))
              .withCodings(new ContentCodings(Set.of("gzip"), 100)));

  private static AnsweringService service(Container container, Mode mode) throws Exception {
    return service(container, mode, ReportedBodyTest::tell);
  }

  private static AnsweringService service(Container container, Mode mode, Answering answering)
      throws Exception {
    return new AnsweringService(
        container,
        CONTRACT,
        Spooling.DEFAULT.withMemoryThreshold(64),
        builder -> builder.mode(mode),
        answering);
  }

  /** Answers what the service sees by the door that the path names. */
  private static void tell(HttpServletRequest in, HttpServletResponse out) throws IOException {
    String seen;
    try {
      seen = seen(in);
    } catch (IOException | IllegalStateException | ServletException e) {
      seen = "failed: " + e.getMessage();
    }
    out.setContentType("text/plain;charset=ISO-8859-1");
    byte[] octets = seen.getBytes(ISO_8859_1);
    out.setContentLength(octets.length);
    out.getOutputStream().write(octets);
  }

  private static String seen(HttpServletRequest in) throws IOException, ServletException {
    return switch (in.getRequestURI()) {
      case "/stream" -> in.getHeader("Content-Encoding") + in.getContentLength() + ":" + rest(in);
      case "/hex" ->
          in.getHeader("Content-Encoding")
              + in.getContentLength()
              + ":"
              + HexFormat.of().formatHex(in.getInputStream().readAllBytes());
      case "/parts" -> {
        StringBuilder parts = new StringBuilder();
        for (Part part : in.getParts()) {
          try (InputStream content = part.getInputStream()) {
            parts.append(part.getName()).append('=').append(text(content));
          }
        }
        yield parts.toString();
      }
      case "/part" -> String.valueOf(in.getPart("title"));
      case "/title" -> in.getParameter("title") + ":" + rest(in);
      case "/values" -> Arrays.toString(in.getParameterValues("title"));
      case "/query" -> in.getParameter("q");
      case "/names" -> in.getParameterNames().toString();
      case "/late" -> rest(in).length() + in.getParameter("title");
      default -> {
        Map<String, String> all = new TreeMap<>();
        in.getParameterMap().forEach((name, values) -> all.put(name, String.join(",", values)));
        yield all.toString();
      }
    };
  }

  private static String rest(HttpServletRequest in) throws IOException {
    return text(in.getInputStream());
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String latin(RawHttp.Response response) {
    assertEquals(200, response.status(), response.body());
    return response.body();
  }

  private static String field(String name, String value) {
    return "--xyz\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  @ParameterizedTest
  @EnumSource
  void a_coded_body_that_cannot_be_inflated_whole_is_read_as_it_was_sent(Container container)
      throws Exception {
    byte[] honest = gzip("{\"a\":\"b\"}");
    byte[] spoilt = honest.clone();
    spoilt[honest.length - 5] ^= 1; // the checksum
    Map<byte[], Reason> bodies =
        Map.of(
            gzip("{\"a\":\"" + "x".repeat(LIMIT) + "\"}"),
            Reason.BODY_TOO_LARGE,
            gzip("x".repeat(10 << 20)),
            Reason.BODY_TOO_LARGE,
            Arrays.copyOf(honest, honest.length - 3),
            Reason.BODY_MALFORMED,
            Arrays.copyOf(honest, honest.length + 1),
            Reason.BODY_MALFORMED,
            spoilt,
            Reason.BODY_MALFORMED,
            bytes("no gzip at all"),
            Reason.BODY_MALFORMED);
    try (AnsweringService reporting = service(container, Mode.REPORT);
        AnsweringService enforcing = service(container, Mode.ENFORCE)) {
      for (Map.Entry<byte[], Reason> entry : bodies.entrySet()) {
        byte[] body = entry.getKey();
        assertEquals(
            "gzip" + body.length + ":" + HexFormat.of().formatHex(body),
            latin(reporting.post("/hex", body, JSON, GZIP)));
        assertEquals(List.of(entry.getValue()), reporting.takeReasons());

        assertEquals(
            entry.getValue().status(), enforcing.post("/stream", body, JSON, GZIP).status());
        assertEquals(List.of(entry.getValue()), enforcing.takeReasons());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_coded_body_that_is_whole_is_read_inflated_in_each_mode(Container container)
      throws Exception {
    for (Mode mode : List.of(Mode.REPORT, Mode.ENFORCE)) {
      try (AnsweringService service = service(container, mode)) {
        assertEquals(
            "null9:{\"a\":\"b\"}",
            latin(service.post("/stream", gzip("{\"a\":\"b\"}"), JSON, GZIP)));
        assertEquals("{title=a}", latin(service.post("/map", gzip("title=a"), FORM, GZIP)));
        assertEquals(List.of(), service.takeReasons());
      }
    }
    try (AnsweringService service = service(container, Mode.REPORT)) {
      assertEquals(
          "null7:{\"a\":1}", latin(service.post("/stream", gzip("{\"a\":1}"), JSON, GZIP)));
      assertEquals(List.of(Reason.BODY_INVALID), service.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_form_of_parts_that_cannot_be_read_fails_clearly_and_is_whole_in_the_stream(
      Container container) throws Exception {
    String honest = field("title", "a") + "--xyz--\r\n";
    String unended = field("title", "a");
    String epilogue = honest + "more";
    String far = field("title", "a") + field("x", "y".repeat(17 * LIMIT)) + "--xyz--\r\n";
    try (AnsweringService service = service(container, Mode.REPORT)) {
      for (String body : List.of(unended, epilogue, far)) {
        byte[] octets = bytes(body);
        assertEquals("null-1:" + body, latin(service.postChunked("/stream", octets, MULTIPART)));
        for (String door : List.of("/parts", "/part", "/title", "/values", "/map", "/names")) {
          String seen = latin(service.postChunked(door + "?q=1", octets, MULTIPART));
          assertTrue(seen.startsWith("failed: This form could not be read"), door + ": " + seen);
        }
        assertEquals("1", latin(service.postChunked("/query?q=1", octets, MULTIPART)));
      }
      assertEquals(
          Set.of(Reason.BODY_MALFORMED, Reason.BODY_TOO_LARGE), Set.copyOf(service.takeReasons()));
      assertEquals("title=a", latin(service.post("/parts", bytes(honest), MULTIPART)));
      assertEquals("{q=1, title=a}", latin(service.post("/map?q=1", bytes(honest), MULTIPART)));
      assertEquals(List.of(), service.takeReasons());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_coded_form_that_cannot_be_inflated_has_no_parameters_made_of_its_coding(
      Container container) throws Exception {
    byte[] cut = Arrays.copyOf(gzip("title=a"), 15);
    try (AnsweringService service = service(container, Mode.REPORT)) {
      assertTrue(latin(service.post("/map", cut, FORM, GZIP)).startsWith("failed: This form"));
      assertEquals("1", latin(service.post("/query?q=1", cut, FORM, GZIP)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_form_over_its_limit_keeps_its_parameters(Container container) throws Exception {
    String value = "x".repeat(2 * LIMIT);
    String form = "title=" + value + "&q=form&more=1";
    try (AnsweringService reporting = service(container, Mode.REPORT);
        AnsweringService enforcing = service(container, Mode.ENFORCE)) {
      assertEquals(
          "{more=1, q=1, title=" + value + "}",
          latin(reporting.postChunked("/map?q=1", bytes(form), FORM)));
      assertEquals(value + ":" + form, latin(reporting.postChunked("/title", bytes(form), FORM)));
      assertEquals(
          form.length() + "null", latin(reporting.postChunked("/late", bytes(form), FORM)));
      assertEquals(
          List.of(Reason.BODY_TOO_LARGE, Reason.BODY_TOO_LARGE, Reason.BODY_TOO_LARGE),
          reporting.takeReasons());
      assertEquals(413, enforcing.postChunked("/map", bytes(form), FORM).status());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_form_far_over_its_limit_has_no_parameters_and_says_so(Container container)
      throws Exception {
    String form = "title=" + "x".repeat(17 * LIMIT);
    try (AnsweringService service = service(container, Mode.REPORT)) {
      assertEquals(
          "failed: This form has more than 16016 octets. Read it as a stream.",
          latin(service.postChunked("/map", bytes(form), FORM)));
      assertEquals("null-1:" + form, latin(service.postChunked("/stream", bytes(form), FORM)));
    }
  }

  /** Whoever asks again is told the same, and nothing more is read or kept for it. */
  @ParameterizedTest
  @EnumSource
  void a_form_far_over_its_limit_is_not_read_again_at_each_question(Container container)
      throws Exception {
    String form = "title=" + "x".repeat(300 * LIMIT);
    List<String> seen = new CopyOnWriteArrayList<>();
    Answering answering =
        (in, out) -> {
          Counting counting = new Counting(in);
          GuardedRequest again = counting.guarded();
          for (int i = 0; i < 4; i++) {
            seen.add(titleOf(again) + " Opened " + counting.opened);
          }
          seen.add(rest(again));
        };
    try (AnsweringService service = service(container, Mode.REPORT, answering)) {
      service.postChunked("/map", bytes(form), FORM);
    }
    String told = "This form has more than 16016 octets. Read it as a stream. Opened 1";
    assertEquals(List.of(told, told, told, told, form), seen);
  }

  @ParameterizedTest
  @EnumSource
  void a_form_of_too_many_fields_is_not_parsed_again_at_each_question(Container container)
      throws Exception {
    byte[] form = bytes("a&".repeat(100_001));
    Contract roomy =
        AnsweringService.read(
            DOCUMENT,
            ContractOptions.DEFAULT.withBodyLimits(JsonLimits.DEFAULT.withMaxBytes(form.length)));
    List<String> seen = new CopyOnWriteArrayList<>();
    Answering answering =
        (in, out) -> {
          Counting counting = new Counting(in);
          GuardedRequest again = counting.guarded();
          for (int i = 0; i < 4; i++) {
            seen.add(titleOf(again) + " Parsed " + counting.parsed);
          }
        };
    try (AnsweringService service =
        new AnsweringService(
            container, roomy, Spooling.DEFAULT, builder -> builder.mode(Mode.REPORT), answering)) {
      service.postChunked("/map", form, FORM);
    }
    String told =
        "The form of this request has more than 100000 fields. Read it as a stream. Parsed 1";
    assertEquals(List.of(told, told, told, told), seen);
  }

  /** Counts what is asked of the container's request. */
  private static final class Counting extends HttpServletRequestWrapper {
    private final GuardedRequest admitted;
    private int opened;
    private int parsed;

    Counting(HttpServletRequest in) {
      super((HttpServletRequest) ((GuardedRequest) in).getRequest());
      admitted = (GuardedRequest) in;
    }

    /** The request as the service sees it, before anybody has asked for anything. */
    GuardedRequest guarded() {
      return new GuardedRequest(
          this, admitted.admitted(), admitted.response(), new StoredBody(Spooling.DEFAULT));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      opened++;
      return super.getInputStream();
    }

    @Override
    public String getQueryString() {
      parsed++;
      return super.getQueryString();
    }
  }

  private static String titleOf(HttpServletRequest in) {
    try {
      return String.valueOf(in.getParameter("title"));
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_body_that_ends_early_is_read_as_far_as_it_came(Container container) throws Exception {
    String begun = "{\"a\":\"beg";
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (AnsweringService service =
        service(container, Mode.REPORT, (in, out) -> seen.add(asFarAsItComes(in)))) {
      RawHttp.sendAndEnd(
          service.port(),
          bytes(
              "POST /stream HTTP/1.1\r\nHost: a\r\n"
                  + JSON
                  + "\r\nContent-Length: 900\r\n\r\n"
                  + begun));
      assertEquals(begun, seen.poll(20, TimeUnit.SECONDS));
      assertEquals(List.of(Reason.BODY_INCOMPLETE), service.takeReasons());
    }
  }

  private static String asFarAsItComes(HttpServletRequest in) {
    StringBuilder came = new StringBuilder();
    try {
      InputStream stream = in.getInputStream();
      for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
        came.append((char) octet);
      }
    } catch (IOException e) {
      // the caller is gone
    }
    return came.toString();
  }
}
