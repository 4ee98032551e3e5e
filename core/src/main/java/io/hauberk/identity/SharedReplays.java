package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import io.hauberk.store.Namespace;
import io.hauberk.store.Script;
import io.hauberk.store.SharedStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers used proofs for all instances of a service, in a {@link SharedStore}: a proof is good
 * once, whichever instance it is used with. A proof is a key of its own there, which expires.
 *
 * <p>A store that fails answers nothing, and what {@link DpopOptions.Builder#replayFailure} says
 * holds. One that loses what it knew, by a flush, a failover to a replica that lags behind or an
 * eviction, takes proofs again that it has forgotten: have it evict nothing ({@code
 * maxmemory-policy noeviction}).
 */
public final class SharedReplays implements ReplayStore {
  private static final Script ENTER =
      Script.of(
          "if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return {1} end return {0}");

  /** By how much the clocks of two instances may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final SharedStore store;
  private final Namespace namespace;
  private final Clock clock;

  /**
   * A memory of proofs.
   *
   * @param store where they are remembered; its maker closes it
   * @param namespace of the service
   * @param clock tells how long a proof must be remembered
   */
  public SharedReplays(SharedStore store, Namespace namespace, Clock clock) {
    this.store = requireNonNull(store, "store");
    this.namespace = requireNonNull(namespace, "namespace");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public CompletionStage<Answer> enter(Use use) {
    Duration left = Duration.between(clock.instant(), use.until()).plus(SKEW);
    String millis = Long.toString(Math.max(1, left.toMillis()));
    boolean first =
        store
            .run(ENTER, List.of(namespace.key("proof", use.id())), List.of(millis))
            .equals(List.of(1L));
    return CompletableFuture.completedStage(first ? Answer.FIRST : Answer.REPEATED);
  }
}
