package io.hauberk.outbound;

import io.hauberk.thread.DaemonThreads;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Looks hosts up for clients that do not wait, in threads of its own that end when they are idle: a
 * name server that takes its time holds up nobody else's work.
 */
final class Lookups {
  private static final int THREADS = 8;
  private static final int IDLE_SECONDS = 5;

  private static final ThreadPoolExecutor WORKERS =
      DaemonThreads.upTo(
          THREADS,
          IDLE_SECONDS,
          new LinkedBlockingQueue<>(),
          DaemonThreads.named("hauberk-egress"));

  /**
   * Completes if the call may leave, else exceptionally with an {@link EgressException}; not in a
   * thread that looks hosts up, so that whoever waits for it may take his time.
   */
  static CompletableFuture<Void> check(EgressGuard guard, URI uri) {
    return CompletableFuture.runAsync(
            () -> {
              try {
                guard.check(uri);
              } catch (EgressException e) {
                throw new CompletionException(e);
              }
            },
            WORKERS)
        .whenCompleteAsync((nothing, refusal) -> {});
  }

  private Lookups() {}
}
