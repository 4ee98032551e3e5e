package io.hauberk.outbound;

import java.util.concurrent.CompletionStage;

/** Where tokens come from. */
interface Mint {

  /**
   * Asks for a new token. Returns at once; the answer never comes exceptionally.
   *
   * @param nowMillis when it is asked for
   */
  CompletionStage<Minting> mint(long nowMillis);
}
