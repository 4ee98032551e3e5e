package io.hauberk.fetch;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one fetcher has of the machine: so many fetches at once, so many that wait, a few threads,
 * and a client with its connections. It has nothing of them while it is idle: a fetch every five
 * minutes should not keep a thread alive for that long.
 */
final class Share {
  static final int AT_ONCE = 16;
  static final int WAITING = 256;

  /** They look up names and serve the client; an answer that does not come holds none of them. */
  static final int THREADS = 4;

  private static final long IDLE_SECONDS = 5;

  /**
   * How long a client serves: a flood makes no more of them than that, and no connection is kept
   * for longer.
   */
  private static final Duration CLIENT_LIFE = Duration.ofSeconds(2);

  private final long patienceMillis;
  private final ThreadPoolExecutor threads;

  /** Guards the fields below it; never held while others' code runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
  private int places = AT_ONCE;
  private @Nullable HttpClient kept;

  /**
   * An idle one.
   *
   * @param patience how long a fetch waits for a place
   */
  Share(Duration patience) {
    this.patienceMillis = patience.toMillis();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // bounded by the places
            Share::thread);
    this.threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hauberk-fetch");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether there is a place; known at once, or when others {@link #leave} or patience ends. */
  CompletableFuture<Boolean> enter() {
    lock.lock();
    try {
      if (places > 0) {
        places--;
        return CompletableFuture.completedFuture(true);
      }
      waiting.removeIf(CompletableFuture::isDone);
      if (waiting.size() >= WAITING) {
        return CompletableFuture.completedFuture(false);
      }
      CompletableFuture<Boolean> turn = new CompletableFuture<>();
      waiting.add(turn);
      return turn.completeOnTimeout(false, patienceMillis, TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  /** Gives the place to who waits for longest. */
  void leave() {
    while (true) {
      CompletableFuture<Boolean> next = next();
      if (next == null || next.complete(true)) {
        return;
      }
    }
  }

  private @Nullable CompletableFuture<Boolean> next() {
    lock.lock();
    try {
      CompletableFuture<Boolean> next = waiting.poll();
      if (next == null) {
        places++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs this on one of its threads.
   *
   * @throws OutOfMemoryError if there is no thread to be had
   */
  void execute(Runnable work) {
    threads.execute(work);
  }

  /**
   * The client that serves all for a while.
   *
   * @param settings what a new one is built with
   */
  HttpClient client(UnaryOperator<HttpClient.Builder> settings) {
    lock.lock();
    try {
      HttpClient last = kept;
      if (last != null) {
        return last;
      }
      HttpClient fresh = newClient(settings);
      kept = fresh;
      forgetInTime(fresh);
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  /** A client that serves once. */
  HttpClient newClient(UnaryOperator<HttpClient.Builder> settings) {
    return settings.apply(HttpClient.newBuilder().executor(threads)).build();
  }

  /** What the client has under way ends all the same; then its threads and connections do. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  private void forgetInTime(HttpClient client) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, CLIENT_LIFE.toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(() -> forget(client));
  }

  private void forget(HttpClient client) {
    lock.lock();
    try {
      if (kept == client) {
        kept = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
