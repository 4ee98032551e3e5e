package io.hauberk.samples.tour;

import io.hauberk.json.Json;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The service's own log: one JSON object a line, security events among them. */
final class EventLog {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 20;

  private final Path file;

  EventLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The refusal of this request, as soon as the log tells of it. */
  Optional<Event> awaitRefusal(String traceId) throws IOException, InterruptedException {
    return await(
        1,
        event -> event.isRefusal() && event.text("trace.id").filter(traceId::equals).isPresent());
  }

  /** The nth event of this kind since the start. */
  Optional<Event> awaitKind(String kind, int nth) throws IOException, InterruptedException {
    return await(nth, event -> event.text("event.code").filter(kind::equals).isPresent());
  }

  private Optional<Event> await(int nth, Predicate<Event> wanted)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Optional<Event> found = find(nth, wanted);
    while (found.isEmpty() && System.nanoTime() - start < PATIENCE.toNanos()) {
      Thread.sleep(POLL_MILLIS);
      found = find(nth, wanted);
    }
    return found;
  }

  /** The nth line that fits, if it is there by now. */
  Optional<Event> find(int nth, Predicate<Event> wanted) throws IOException {
    return lines().stream().filter(wanted).skip(nth - 1L).findFirst();
  }

  /** All security events so far. */
  List<Event> events() throws IOException {
    return lines().stream().filter(line -> line.sequence().isPresent()).toList();
  }

  /** All that the service wrote, events or not. */
  String text() throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  private List<Event> lines() throws IOException {
    String text = text();
    int end = text.lastIndexOf('\n'); // the last line may still be under way
    return text.substring(0, Math.max(end, 0)).lines().flatMap(EventLog::read).toList();
  }

  private static Stream<Event> read(String line) {
    try {
      return Json.parse(line) instanceof JsonObject object
          ? Stream.of(new Event(object))
          : Stream.empty();
    } catch (JsonException e) {
      return Stream.empty(); // not one of the log's own lines
    }
  }
}
