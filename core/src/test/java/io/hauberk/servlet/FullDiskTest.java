package io.hauberk.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.Hauberk;
import io.hauberk.Passage;
import io.hauberk.TestHead;
import io.hauberk.contract.ContentCodings;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.event.SecurityEvent;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that cannot be kept: the request fails in every mode, and no service reads half of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskTest {
  private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=xyz";
  private static final Contract CONTRACT =
      AnsweringService.read(
          """
          openapi: 3.1.0
          info: {title: uploads, version: '1'}
          paths:
            /upload:
              post:
                security: []
                requestBody:
                  content:
                    application/json: {}
                    multipart/form-data: {}
                responses: {'200': {description: ok, content: {text/plain: {}}}}
          """,
          ContractOptions.DEFAULT.withCodings(new ContentCodings(Set.of("gzip"), 100)));

  @TempDir private Path directory;

  private static byte[] form(int size) {
    String part = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
    return (part + "x".repeat(size) + "\r\n--xyz--\r\n").getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void fails_the_request_in_each_mode_and_is_told(Container container) throws Exception {
    Path room = directory.resolve("room");
    for (Mode mode : List.of(Mode.ENFORCE, Mode.REPORT)) {
      AtomicInteger reached = new AtomicInteger();
      Files.createDirectory(room);
      try (AnsweringService service =
          new AnsweringService(
              container,
              CONTRACT,
              Spooling.DEFAULT.withMemoryThreshold(1_000).withDirectory(room),
              builder -> builder.mode(mode),
              (in, out) -> {
                reached.incrementAndGet();
                out.setContentType("text/plain");
                out.getWriter().write("" + in.getInputStream().readAllBytes().length);
              })) {
        Files.delete(room);
        RawHttp.Response refused = service.post("/upload", form(10_000), MULTIPART);
        SecurityEvent event = service.events.get(0);
        assertAll(
            () -> assertEquals(500, refused.status()),
            () -> assertEquals("application/problem+json", refused.header("Content-Type")),
            () -> assertFalse(refused.body().contains(room.toString()), refused.body()),
            () -> assertEquals(0, reached.get()),
            () -> assertEquals(1, service.events.size()),
            () -> assertEquals(SecurityEvent.Kind.REQUEST_REFUSED, event.kind()),
            () -> assertEquals(Control.VALIDATION, event.control().orElseThrow()),
            () -> assertEquals(List.of(Reason.CHECK_FAILED), service.takeReasons()));
        String small = Integer.toString(form(100).length);
        assertEquals(small, service.post("/upload", form(100), MULTIPART).body()); // in memory
        Files.createDirectory(room);
        String large = Integer.toString(form(10_000).length);
        assertEquals(large, service.post("/upload", form(10_000), MULTIPART).body());
        assertEquals(List.of(), service.takeReasons());
      }
      Files.delete(room);
    }
  }

  /** Keeps so many pieces, then no more. */
  private record LittleRoom(AtomicInteger left) implements Passage.Store {
    LittleRoom(int pieces) {
      this(new AtomicInteger(pieces));
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      if (left.getAndDecrement() <= 0) {
        throw new UncheckedIOException(new IOException("no space left"));
      }
    }

    @Override
    public void writeReceived(byte[] octets, int offset, int length) {
      write(octets, offset, length);
    }
  }

  private static Passage pass(Mode mode, TestHead head, byte[] body, int pieces) {
    try (Hauberk hauberk = Hauberk.builder().contract(CONTRACT).mode(mode).build()) {
      Passage.NeedsSpool needs = assertInstanceOf(Passage.NeedsSpool.class, hauberk.begin(head));
      Passage.Store store = new LittleRoom(pieces);
      for (int at = 0; at < body.length; at += 10) {
        if (!needs.accept(body, at, Math.min(10, body.length - at), store)) {
          break;
        }
      }
      return needs.end();
    }
  }

  @Test
  void leaves_no_hole_wherever_it_strikes() throws IOException {
    byte[] form = form(40);
    byte[] coded = gzip("{\"a\": \"some json\"}".getBytes(UTF_8));
    TestHead parts =
        TestHead.of("POST", "/upload")
            .with("Content-Type", "multipart/form-data; boundary=xyz")
            .with("Transfer-Encoding", "chunked");
    TestHead json =
        TestHead.of("POST", "/upload")
            .with("Content-Type", "application/json")
            .with("Content-Encoding", "gzip")
            .with("Transfer-Encoding", "chunked");
    for (Mode mode : List.of(Mode.ENFORCE, Mode.REPORT)) {
      for (int pieces = 0; pieces < (form.length + 9) / 10; pieces++) {
        Passage.Answered answered =
            assertInstanceOf(Passage.Answered.class, pass(mode, parts, form, pieces));
        assertEquals(500, answered.answer().status());
      }
      assertTrue(pass(mode, parts, form, form.length) instanceof Passage.Admitted);
      assertTrue(pass(mode, json, coded, 0) instanceof Passage.Answered);
      assertTrue(pass(mode, json, coded, coded.length) instanceof Passage.Admitted);
    }
  }
}
