package io.hauberk.event;

/** How stamped events come to their sinks. */
sealed interface Delivery permits DirectDelivery, QueuedDelivery {

  void deliver(SecurityEvent event);

  /** Events that at least one sink took. */
  long delivered();

  /** Events that no sink took. */
  long dropped();

  /** Calls of sinks that ended in an exception. */
  long sinkFailures();

  /** Events that wait. */
  int queued();

  void close();
}
