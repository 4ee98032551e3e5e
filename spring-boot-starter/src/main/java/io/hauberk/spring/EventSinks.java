package io.hauberk.spring;

import io.hauberk.event.EventSink;
import io.hauberk.event.JsonLineSink;
import io.hauberk.event.LineChain;
import io.hauberk.event.LineFormat;
import io.hauberk.event.Slf4jEventSink;
import io.hauberk.spring.HauberkProperties.EventFormat;
import io.hauberk.spring.HauberkProperties.Events;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code hauberk.events} says of where events are written. */
final class EventSinks {

  static EventSink of(Events events) {
    if (events.format() == EventFormat.LOGGER) {
      requireNothingOfLines(events);
      return new Slf4jEventSink();
    }
    if (!events.chain() && events.chainKeyFile() != null) {
      throw new SetupException(
          "hauberk.events.chain-key-file is set, but hauberk.events.chain is not.",
          "Set hauberk.events.chain to true, or remove hauberk.events.chain-key-file.");
    }
    JsonLineSink lines =
        lines(events.file())
            .as(events.format() == EventFormat.OCSF ? LineFormat.OCSF : LineFormat.ECS);
    return events.chain() ? lines.chained(chain(events.chainKeyFile())) : lines;
  }

  private static void requireNothingOfLines(Events events) {
    if (events.file() != null || events.chain() || events.chainKeyFile() != null) {
      String property =
          events.file() != null
              ? "hauberk.events.file"
              : events.chain() ? "hauberk.events.chain" : "hauberk.events.chain-key-file";
      throw new SetupException(
          property + " is set, but hauberk.events.format is logger, which writes no lines.",
          "Set hauberk.events.format to ecs or ocsf, or remove " + property + ".");
    }
  }

  private static JsonLineSink lines(@Nullable Path file) {
    if (file == null) {
      return JsonLineSink.to(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }
    try {
      return JsonLineSink.toFile(file);
    } catch (UncheckedIOException e) {
      throw new SetupException(
          "The file of hauberk.events.file cannot be opened (" + cause(e) + ").",
          "Name a file in a directory that exists and that this process may write to.",
          e);
    }
  }

  private static LineChain chain(@Nullable Path key) {
    if (key == null) {
      return LineChain.UNKEYED;
    }
    return keyed("hauberk.events.chain-key-file", () -> LineChain.keyFile(key));
  }

  /** What is made with the key of a mounted file. */
  static <T> T keyed(String property, Supplier<T> made) {
    try {
      return made.get();
    } catch (UncheckedIOException e) {
      throw new SetupException(
          "The file of " + property + " cannot be read (" + cause(e) + ").",
          "Mount it readable by this process.",
          e);
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          property + ": " + e.getMessage() + ".",
          "Put a random key into it, such as openssl rand -hex 32 makes.",
          e);
    }
  }

  private static String cause(UncheckedIOException e) {
    Throwable cause = e.getCause();
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }

  private EventSinks() {}
}
