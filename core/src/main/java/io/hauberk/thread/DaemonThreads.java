package io.hauberk.thread;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that keep no JVM alive. */
public final class DaemonThreads {

  /** Makes threads of this name. */
  public static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Threads that come with work and end when they idle.
   *
   * @param most how many at once, from 1
   * @param idleSeconds how long one waits for more work
   * @param waiting holds what finds all of them busy; what finds it full is rejected
   * @param factory makes them
   */
  public static ThreadPoolExecutor upTo(
      int most, int idleSeconds, BlockingQueue<Runnable> waiting, ThreadFactory factory) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(most, most, idleSeconds, TimeUnit.SECONDS, waiting, factory);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private DaemonThreads() {}
}
