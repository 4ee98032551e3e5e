package io.hauberk.event;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sinks, called by one thread; none of them can keep an event from the others by failing. */
final class Outlets {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedDelivery.class);

  private final List<EventSink> sinks;
  private volatile long failures; // written by the calling thread alone

  Outlets(List<EventSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /** Calls every sink; false if there are some and not one took the event. */
  boolean take(SecurityEvent event) {
    boolean taken = sinks.isEmpty();
    for (EventSink sink : sinks) {
      try {
        sink.accept(event);
        taken = true;
      } catch (Throwable e) { // whatever a sink does, the next event must find its carrier
        failed(sink, e);
      }
    }
    return taken;
  }

  /** Tells of the first failure and then ever more rarely: a broken disk must not fill another. */
  private void failed(EventSink sink, Throwable e) {
    long count = failures + 1;
    failures = count;
    if (Long.bitCount(count) != 1) {
      return;
    }
    try {
      LOG.warn(
          "Security event sink {} failed with {} ({} failures so far); the event is lost for this"
              + " sink. Mend or remove the sink.",
          sink.getClass().getName(),
          e.getClass().getName(),
          count);
    } catch (Throwable ignored) {
      // logging itself is what is broken, and there is nobody left to tell
    }
  }

  long failures() {
    return failures;
  }
}
