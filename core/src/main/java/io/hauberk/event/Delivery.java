package io.hauberk.event;

/** How stamped events come to their sinks. */
sealed interface Delivery permits DirectDelivery, QueuedDelivery {

  void deliver(SecurityEvent event);

  /** Events that no sink was called with. */
  long dropped();

  /** Events that wait. */
  int queued();

  void close();
}
