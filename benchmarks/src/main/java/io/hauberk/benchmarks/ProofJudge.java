package io.hauberk.benchmarks;

import org.jspecify.annotations.Nullable;

/** Takes a request with a proof of identity and says who is calling. For one thread. */
interface ProofJudge {

  /**
   * The name of the caller; of those that do not judge, what they make of the proof.
   *
   * @throws Exception if the request is refused; of whatever type
   */
  @Nullable Object subject(Brought request) throws Exception;
}
