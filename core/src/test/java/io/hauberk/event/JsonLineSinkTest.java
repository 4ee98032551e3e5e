package io.hauberk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.json.Json;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonLineSinkTest {
  private final SecurityEvent started = TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STARTED));
  private final SecurityEvent stopped = TestEvents.complete(SecurityEvent.of(Kind.SERVICE_STOPPED));

  @TempDir Path folder;

  @Test
  void a_file_keeps_what_it_held_and_gets_each_event_at_once_on_a_line_of_its_own()
      throws Exception {
    Path file = Files.writeString(folder.resolve("events.jsonl"), "{}\n");
    JsonLineSink sink = JsonLineSink.toFile(file).as(LineFormat.OCSF);
    sink.accept(started);
    assertEquals(2, Files.readAllLines(file).size());
    sink.accept(stopped);
    List<String> lines = Files.readAllLines(file);
    assertEquals("{}", lines.get(0));
    assertEquals(
        List.of(LineFormat.OCSF.line(started), LineFormat.OCSF.line(stopped)),
        lines.subList(1, lines.size()));
  }

  @Test
  void a_file_that_cannot_be_opened_is_told_at_once() {
    Path nowhere = folder.resolve("missing").resolve("events.jsonl");
    assertThrows(UncheckedIOException.class, () -> JsonLineSink.toFile(nowhere));
  }

  @Test
  void the_line_after_one_that_was_torn_can_be_read() {
    TearingWriter disk = new TearingWriter();
    JsonLineSink sink = JsonLineSink.to(disk);
    sink.accept(started);
    disk.full = true;
    assertThrows(UncheckedIOException.class, () -> sink.accept(started));
    disk.full = false;
    sink.accept(stopped);
    List<String> lines = disk.written.toString().lines().toList();
    JsonObject last = (JsonObject) Json.parse(lines.get(lines.size() - 1));
    assertEquals(new JsonString("service_stopped"), last.get("event.code"));
    assertEquals(3, lines.size());
  }

  /** A disk that takes half a line and is full then. */
  private static final class TearingWriter extends Writer {
    private final StringBuilder written = new StringBuilder();
    private boolean full;

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      written.append(text, from, full ? length / 2 : length);
      if (full) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public void flush() {
      // nothing is kept back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
