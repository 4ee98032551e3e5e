package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Honest clients that call without a pause, and never expect anything but 200. */
final class HonestLoad implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int REQUESTS_IN_A_ROUND = 15;

  private final Callable<Integer> call;
  private final List<Thread> clients;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch round = new CountDownLatch(0);
  private volatile boolean over;

  /** Begins at once; a call answers with its status. */
  HonestLoad(Callable<Integer> call) {
    this.call = call;
    this.clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> new Thread(this::run, "honest-" + i)).toList();
    clients.forEach(Thread::start);
  }

  private void run() {
    CountDownLatch mine = round;
    int inThisRound = 0;
    while (!over) {
      CountDownLatch now = round; // read before the call, so that a round counts whole calls only
      if (now != mine) {
        mine = now;
        inThisRound = 0;
      }
      try {
        int status = call.call();
        if (status != 200) {
          failures.add("answered with " + status);
        }
      } catch (Exception e) {
        failures.add(e.toString());
      }
      if (++inThisRound == REQUESTS_IN_A_ROUND) {
        mine.countDown();
      }
    }
  }

  /**
   * Comes back when every client has made a number of calls that began after this was called. None
   * has failed so far.
   */
  void awaitRound(String when) throws InterruptedException {
    CountDownLatch fresh = new CountDownLatch(CLIENTS);
    round = fresh;
    assertTrue(fresh.await(60, TimeUnit.SECONDS), "the clients stand still " + when);
    assertEquals(List.of(), failures, when);
  }

  @Override
  public void close() {
    over = true;
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertEquals(List.of(), failures, "honest calls that failed");
  }
}
