package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Remembers which proofs were used, so that each is good for one request (RFC 9449, 11.1). By
 * default each instance has one of its own in memory; one that replicas share closes the gap that
 * is left, a proof that is used once with each replica.
 *
 * <p>Only verified proofs, of callers with a verified token, are asked about. Safe for use by any
 * thread.
 */
public interface ReplayStore {

  /**
   * Remembers the use of a proof, if it is the first one; of several at one time one is the first.
   *
   * <p>It is called on one of at most 16 threads of ours, so it may block; while it blocks all of
   * them for long, it is asked no more.
   *
   * @return completes in time, or it counts as {@link Answer#UNKNOWN} ({@link
   *     DpopOptions.Builder#replayLimit}, 50 milliseconds unless told otherwise). Whoever cannot
   *     tell answers that; what completes exceptionally or throws counts as that, too
   */
  CompletionStage<Answer> enter(Use use);

  /**
   * The use of a proof.
   *
   * @param id stands for key and {@code jti} of the proof: 43 characters of base64url, the same
   *     with all replicas
   * @param caller whose proof it is ({@link io.hauberk.request.Caller#id()}), so that a store that
   *     fills up can be fair
   * @param until when the proof would be refused for its age anyhow, so that it may be forgotten
   */
  record Use(String id, String caller, Instant until) {

    /** Checks that nothing is absent. */
    public Use {
      requireNonNull(id, "id");
      requireNonNull(caller, "caller");
      requireNonNull(until, "until");
    }

    /** Nothing of the proof. */
    @Override
    public String toString() {
      return "Use[]";
    }
  }

  /** What a store knows of a use. */
  enum Answer {
    /** It is the first; from now on it is remembered. */
    FIRST,
    /** The proof was used before. */
    REPEATED,
    /**
     * The store is full or cannot be reached: the request is refused with 503, or what {@link
     * DpopOptions.Builder#replayFailure} says.
     */
    UNKNOWN
  }
}
