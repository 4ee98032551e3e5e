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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable LineChain chain;
  private final Map<String, String> lastHashes = new HashMap<>(); // by instance, one as a rule
  private boolean torn; // a line was begun and perhaps not ended

  /** Writes {@link LineFormat#ECS} to this stream, writer or buffer, and leaves it open. */
  public static JsonLineSink to(Appendable out) {
    return new JsonLineSink(requireNonNull(out, "out"), LineFormat.ECS, null);
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

  private JsonLineSink(Appendable out, LineFormat format, @Nullable LineChain chain) {
    this.out = out;
    this.format = format;
    this.chain = chain;
  }

  /** The same, in this format. Of the two only one is used. */
  public JsonLineSink as(LineFormat format) {
    return new JsonLineSink(out, requireNonNull(format, "format"), chain);
  }

  /**
   * The same, each line linked to the one before it. Of the two only one is used, and what is
   * written to has to write UTF-8. {@code events verify} of the command line checks the chain.
   */
  public JsonLineSink chained(LineChain chain) {
    return new JsonLineSink(out, format, requireNonNull(chain, "chain"));
  }

  /**
   * Writes one line.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void accept(SecurityEvent event) {
    String line = format.line(event);
    String hash = "";
    if (chain != null) {
      String last = lastHashes.getOrDefault(event.instanceId(), LineChain.start());
      hash = chain.hash(last, line.getBytes(StandardCharsets.UTF_8));
      line = chain.linked(line, hash);
    }
    try {
      out.append(torn ? "\n" + line + "\n" : line + "\n");
      if (out instanceof Flushable flushable) {
        flushable.flush();
      }
      torn = false;
      if (chain != null) {
        lastHashes.put(event.instanceId(), hash);
      }
    } catch (IOException e) {
      torn = true;
      throw new UncheckedIOException("security event cannot be written", e);
    }
  }
}
