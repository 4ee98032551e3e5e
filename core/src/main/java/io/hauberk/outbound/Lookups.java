package io.hauberk.outbound;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks hosts up for clients that do not wait, in threads of its own that end when they are idle: a
 * name server that takes its time holds up nobody else's work.
 */
final class Lookups {
  private static final int THREADS = 8;
  private static final int IDLE_SECONDS = 5;

  private static final ThreadPoolExecutor WORKERS =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Lookups::worker);

  static {
    WORKERS.allowCoreThreadTimeOut(true);
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "hauberk-egress");
    thread.setDaemon(true);
    return thread;
  }

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
