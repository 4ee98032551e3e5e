package io.hauberk.benchmarks;

import org.jspecify.annotations.Nullable;

/** Takes a bearer token and says who is calling. For one thread. */
interface TokenJudge {

  /**
   * The subject of the token, if it has one; of those that do not judge, what they make of it.
   *
   * @param token as it stands in the {@code Authorization} header
   * @throws Exception if the token is refused; of whatever type
   */
  @Nullable Object subject(String token) throws Exception;
}
