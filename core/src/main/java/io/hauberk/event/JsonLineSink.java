package io.hauberk.event;

import static java.util.Objects.requireNonNull;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes one line of JSON for each event: for applications without structured logging, and for
 * aggregators that take lines as they are.
 *
 * <p>A line is one line, whatever the event holds: line ends, terminal escapes, bidirectional
 * controls and half characters are replaced or escaped. It is appended in one call and flushed. If
 * that fails the event is lost for this sink, and the next line begins on a line of its own.
 */
public final class JsonLineSink implements EventSink {
  private final Appendable out;
  private final LineFormat format;
  private boolean torn; // a line was begun and perhaps not ended

  /** Writes {@link LineFormat#ECS} to this stream, writer or buffer, and leaves it open. */
  public static JsonLineSink to(Appendable out) {
    return new JsonLineSink(requireNonNull(out, "out"), LineFormat.ECS);
  }

  /**
   * Writes {@link LineFormat#ECS} to the end of this file, which is made if it is not there and is
   * kept open until the process ends.
   *
   * @throws UncheckedIOException if it cannot be opened
   */
  public static JsonLineSink toFile(Path file) {
    try {
      return to(
          new OutputStreamWriter(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the file of security events cannot be opened", e);
    }
  }

  private JsonLineSink(Appendable out, LineFormat format) {
    this.out = out;
    this.format = format;
  }

  /** The same, in this format. Of the two only one is used. */
  public JsonLineSink as(LineFormat format) {
    return new JsonLineSink(out, requireNonNull(format, "format"));
  }

  /**
   * Writes one line.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void accept(SecurityEvent event) {
    String line = format.line(event) + "\n";
    try {
      out.append(torn ? "\n" + line : line);
      if (out instanceof Flushable flushable) {
        flushable.flush();
      }
      torn = false;
    } catch (IOException e) {
      torn = true;
      throw new UncheckedIOException("security event cannot be written", e);
    }
  }
}
