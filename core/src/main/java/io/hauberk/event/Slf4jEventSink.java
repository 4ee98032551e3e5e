package io.hauberk.event;

import io.hauberk.event.SecurityEvent.Severity;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes events to the logger {@code io.hauberk.security}: a fixed sentence and the reason as
 * message, and all facts as SLF4J key/values with the names of the Elastic Common Schema, which
 * structured log formatters write as fields.
 *
 * <p>Level WARN from {@link Severity#MEDIUM} on, else INFO. No throwable is ever attached: stack
 * traces hold text that nobody has looked at, and ECS formatters lose events that carry one.
 */
public final class Slf4jEventSink implements EventSink {
  /** The name of the logger that operators route and filter by. */
  public static final String LOGGER_NAME = "io.hauberk.security";

  private final Logger logger = LoggerFactory.getLogger(LOGGER_NAME);

  @Override
  public void accept(SecurityEvent event) {
    boolean isNoteworthy = event.severity().compareTo(Severity.MEDIUM) >= 0;
    LoggingEventBuilder line = logger.atLevel(isNoteworthy ? Level.WARN : Level.INFO);
    for (Map.Entry<String, Object> field : EventFields.of(event).entrySet()) {
      line = line.addKeyValue(field.getKey(), field.getValue());
    }
    line.log(event.kind().sentence() + event.reason().map(reason -> ": " + reason.id()).orElse(""));
  }
}
