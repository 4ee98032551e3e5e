package io.hauberk.store;

import java.util.List;

/**
 * A place that all replicas of a service reach, which runs a {@link Script} as one step that no
 * other comes between.
 *
 * <p>It is called on threads of ours, never on one that carries a request, so it may block; how
 * long it is waited for is decided by whoever calls. Safe for use by any thread.
 */
public interface SharedStore {

  /**
   * Runs a script.
   *
   * @param keys the keys that it reads and writes, and no others; with a cluster they lie in one
   *     slot
   * @param args its arguments
   * @return what it answers: numbers only
   * @throws SharedStoreException if it could not be run, or nobody knows whether it was
   */
  List<Long> run(Script script, List<String> keys, List<String> args);
}
