package io.hauberk.event;

/** How stamped events come to their sinks. */
sealed interface Delivery permits DirectDelivery, QueuedDelivery {

  void deliver(SecurityEvent event);

  /** Events that at least one sink took. */
  long delivered();

  /** Events that another stands for, which at least one sink took. */
  long folded();

  /** Events that no sink took. */
  long dropped();

  /** Calls of sinks that ended in an exception. */
  long sinkFailures();

  /** Events that wait for the sinks. */
  int queued();

  /** Events that are held back until their window ends. */
  long held();

  void close();
}
