package io.hauberk.event;

/**
 * Where security events end: a log, a file, a test.
 *
 * <p>A {@link SecurityEvents} calls its sinks from one thread, one event after the other, off the
 * path of requests; a sink may block, and may throw: then this event is lost for this sink only.
 */
@FunctionalInterface
public interface EventSink {

  /** Takes one event. */
  void accept(SecurityEvent event);
}
