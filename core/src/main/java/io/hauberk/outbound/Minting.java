package io.hauberk.outbound;

/** What became of asking for a token. */
sealed interface Minting {

  /** There is one. */
  record Minted(HeldToken token) implements Minting {}

  /**
   * There is none.
   *
   * @param cause why, in words of ours: it stands in events and messages
   */
  record Failed(String cause) implements Minting {}
}
