package io.hauberk.spring;

import io.hauberk.event.EventSink;
import io.hauberk.event.SecurityEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink of the application's own, which remembers. */
public final class RecordedEvents implements EventSink {
  private final List<SecurityEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void accept(SecurityEvent event) {
    events.add(event);
  }

  public List<SecurityEvent> events() {
    return events;
  }

  /** The newest event with this kind. */
  public Optional<SecurityEvent> last(SecurityEvent.Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).reduce((one, next) -> next);
  }
}
