package io.hauberk.limit;

import static java.util.Objects.requireNonNull;

import io.hauberk.store.Namespace;
import io.hauberk.store.SharedStore;

/**
 * How instances of a service share limits, see {@link SharedLimits}.
 *
 * @param store what they share; its maker closes it
 * @param namespace of the service
 * @param assumedInstances how many there are, as long as the store has never been reached: 1 to 100
 *     000. With 1, each that starts without the store grants the whole limit
 */
public record SharedLimitOptions(SharedStore store, Namespace namespace, int assumedInstances) {
  private static final int MOST = 100_000;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the number is out of range
   */
  public SharedLimitOptions {
    requireNonNull(store, "store");
    requireNonNull(namespace, "namespace");
    if (assumedInstances < 1 || assumedInstances > MOST) {
      throw new IllegalArgumentException(
          "the assumed instances must be from 1 to 100000, was " + assumedInstances);
    }
  }
}
