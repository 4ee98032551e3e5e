package io.hauberk.spring;

import io.hauberk.event.SecurityEvents;
import io.hauberk.secret.SecretPoller;
import io.hauberk.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The recurring work of mounted secrets, of the credentials for outbound calls, and of the front
 * door where there is one: one thread, and one look at each mounted file. The thread begins with
 * the first work.
 */
final class Upkeep implements AutoCloseable {
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("hauberk-timers"));
  private final SecretPoller secrets;

  Upkeep(SecurityEvents events, Duration pollInterval) {
    secrets = new SecretPoller(events);
    secrets.start(timers, pollInterval);
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  SecretPoller secrets() {
    return secrets;
  }

  @Override
  public void close() {
    secrets.close();
    timers.shutdownNow();
  }
}
