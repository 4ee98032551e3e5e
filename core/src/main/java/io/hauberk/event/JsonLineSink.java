package io.hauberk.event;

import io.hauberk.json.Json;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes one line of JSON for each event, with the names of the Elastic Common Schema kept flat
 * ({@code "event.action":"authz_fail"}): for applications without structured logging.
 *
 * <p>A line is one line, whatever the event holds: line ends, terminal escapes, bidirectional
 * controls and half characters are replaced or escaped. It is appended in one call and flushed.
 */
public final class JsonLineSink implements EventSink {
  private final Appendable out;

  /** Writes to this stream, writer or buffer, and leaves it open. */
  public static JsonLineSink to(Appendable out) {
    return new JsonLineSink(out);
  }

  private JsonLineSink(Appendable out) {
    this.out = out;
  }

  /**
   * Writes one line.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void accept(SecurityEvent event) {
    try {
      out.append(line(event));
      if (out instanceof Flushable flushable) {
        flushable.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("security event cannot be written", e);
    }
  }

  private static String line(SecurityEvent event) {
    StringBuilder line = new StringBuilder(512);
    line.append("{\"@timestamp\":");
    writeValue(line, event.at().toString());
    for (Map.Entry<String, Object> field : EventFields.of(event).entrySet()) {
      line.append(',');
      Json.writeString(line, field.getKey());
      line.append(':');
      writeValue(line, field.getValue());
    }
    line.append(",\"message\":");
    writeValue(line, event.kind().sentence());
    return line.append("}\n").toString();
  }

  private static void writeValue(StringBuilder line, Object value) {
    if (value instanceof Number number) {
      line.append(number);
    } else if (value instanceof List<?> list) {
      line.append('[');
      String separator = "";
      for (Object element : list) {
        line.append(separator);
        writeValue(line, element);
        separator = ",";
      }
      line.append(']');
    } else {
      Json.writeString(line, value.toString());
    }
  }
}
