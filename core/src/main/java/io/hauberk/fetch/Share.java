package io.hauberk.fetch;

import io.hauberk.thread.DaemonThreads;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * What one fetcher has of the machine: so many fetches at once, so many that wait, a few threads,
 * and for each context of TLS a client with its connections. It lets go of all that while it is
 * idle: a fetch every five minutes should not keep a thread alive for that long.
 *
 * <p>Its own threads end then. A client has a thread and a selector of the JDK's, which end at the
 * first garbage collection after nobody refers to it: before Java 21 there is no other way to close
 * one. So clients are few: one for each context and rotation every two seconds, however much is
 * fetched.
 */
final class Share {
  static final int AT_ONCE = 16;
  static final int WAITING = 256;

  /** They look up names and serve the client; an answer that does not come holds none of them. */
  static final int THREADS = 4;

  private static final int IDLE_SECONDS = 5;

  /**
   * How long a client serves: a flood makes no more of them than that, and no connection is kept
   * for longer.
   */
  static final Duration CLIENT_LIFE = Duration.ofSeconds(2);

  private final long patienceMillis;
  private final long clientLifeMillis;
  private final ThreadPoolExecutor threads;

  /** Guards the fields below it; never held while others' code runs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
  private int places = AT_ONCE;
  private final List<Kept> kept = new ArrayList<>();

  /**
   * A client in use.
   *
   * @param sessions those of its context: one that follows mounted files begins them anew when
   *     these are rotated, and so the connections
   */
  private record Kept(
      @Nullable SSLContext trusted, @Nullable SSLSessionContext sessions, HttpClient client) {}

  /**
   * An idle one.
   *
   * @param patience how long a fetch waits for a place
   * @param clientLife how long a client serves
   * @param factory makes its threads
   */
  Share(Duration patience, Duration clientLife, ThreadFactory factory) {
    this.patienceMillis = patience.toMillis();
    this.clientLifeMillis = clientLife.toMillis();
    this.threads =
        DaemonThreads.upTo(
            THREADS, IDLE_SECONDS, new LinkedBlockingQueue<>(), factory); // bounded by the places
  }

  /** The thread that it makes unless it is given a factory: it keeps no JVM alive. */
  static Thread thread(Runnable work) {
    return DaemonThreads.named("hauberk-fetch").newThread(work);
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
   * The client that serves all with this context for a while.
   *
   * @param trusted null for what the JVM trusts
   * @param settings what a new one is built with besides
   * @throws OutOfMemoryError if there is no thread to be had
   */
  HttpClient client(@Nullable SSLContext trusted, UnaryOperator<HttpClient.Builder> settings) {
    SSLSessionContext sessions = trusted == null ? null : trusted.getClientSessionContext();
    lock.lock();
    try {
      for (Kept one : kept) {
        if (one.trusted() == trusted && one.sessions() == sessions) {
          return one.client();
        }
      }
      HttpClient.Builder client = settings.apply(HttpClient.newBuilder().executor(threads));
      Kept fresh =
          new Kept(
              trusted, sessions, (trusted == null ? client : client.sslContext(trusted)).build());
      kept.add(fresh);
      forgetInTime(fresh);
      return fresh.client();
    } finally {
      lock.unlock();
    }
  }

  /** What the client has under way is answered all the same. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  private void forgetInTime(Kept one) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, clientLifeMillis, TimeUnit.MILLISECONDS)
        .thenRun(() -> forget(one));
  }

  private void forget(Kept one) {
    lock.lock();
    try {
      kept.remove(one);
    } finally {
      lock.unlock();
    }
  }
}
