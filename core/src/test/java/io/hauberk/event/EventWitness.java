package io.hauberk.event;

import static java.util.Objects.requireNonNull;

import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down what the code emits while the suite runs: a line of OCSF for each shape that an event
 * takes. Events that a test emits itself don't count. {@link ProvokedEventsIT} judges the lines.
 */
public final class EventWitness implements BeforeAllCallback {
  /*
   * Who emitted is told by the stack, which is looked at only while a shape is new, and of a shape
   * that tests emit themselves a number of times. The tests of this room emit by the million and
   * nearly all by themselves: of theirs only the carrier's own events count.
   */
  private static final int LOOKS = 1_000;

  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
  private static final Map<String, Integer> LOOKED = new ConcurrentHashMap<>();
  private static final @Nullable Path FILE = begun();

  private static @Nullable Path begun() {
    String log = System.getProperty("hauberk.test.log", "");
    if (!log.endsWith("test-log.txt")) {
      return null; // a run of what was packaged, or outside the build
    }
    Path file = Path.of(log).resolveSibling("provoked-events.jsonl");
    try {
      Files.createDirectories(requireNonNull(file.getParent()));
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (FILE == null) {
      return;
    }
    boolean ofThisRoom =
        context.getRequiredTestClass().getPackageName().equals(EventWitness.class.getPackageName());
    Stamp.witness = ofThisRoom ? EventWitness::seeOfCarrier : EventWitness::see;
  }

  private static void seeOfCarrier(SecurityEvent event) {
    if (event.kind() == Kind.EVENTS_DROPPED) {
      see(event);
    }
  }

  private static void see(SecurityEvent event) {
    String shape = shape(event);
    if (SEEN.contains(shape) || LOOKED.merge(shape, 1, Integer::sum) > LOOKS) {
      return;
    }
    if (isEmittedByMainCode() && SEEN.add(shape)) {
      write(LineFormat.OCSF.line(event) + "\n");
    }
  }

  /** What of an event is there, by which its attributes differ. */
  private static String shape(SecurityEvent event) {
    return event.kind()
        + " "
        + event.reason()
        + event.operation().map(Operation::method)
        + event.callerId().isPresent()
        + event.peerAddress().isPresent()
        + event.clientAddress().isPresent()
        + event.requestId().isPresent()
        + event.spanId().isPresent()
        + event.status()
        + event.findings().isEmpty()
        + event.details().keySet();
  }

  private static synchronized void write(String line) {
    try {
      Files.writeString(
          requireNonNull(FILE),
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the first frame of ours outside this room, or in a test, is none of a test. */
  private static boolean isEmittedByMainCode() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(type -> type.getName().startsWith("io.hauberk."))
                    .filter(type -> !type.equals(EventWitness.class))
                    .filter(
                        type -> isTest(type) || !type.getPackageName().equals("io.hauberk.event"))
                    .findFirst()
                    .map(type -> !isTest(type))
                    .orElse(true)); // the carrier's thread: what it tells by itself
  }

  private static boolean isTest(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    return place != null && place.getPath().contains("test-classes");
  }
}
