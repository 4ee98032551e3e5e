package io.hauberk.outbound;

/** What became of asking for a token. */
sealed interface Minting {

  /** Nobody was asked, as this service asks for too many at once; no fault of the server. */
  Failed BUSY =
      new Failed(
          "this service has too many requests for tokens of this credential under way, and has not"
              + " asked for this one");

  /** Nobody was asked, and nobody will be until this process has what it lacks. */
  Failed NO_THREAD =
      new Failed(
          "no_thread: this service could make no thread to ask the token endpoint with; look at its"
              + " memory, and at the limits of threads of its user and container");

  /** There is one. */
  record Minted(HeldToken token) implements Minting {}

  /**
   * There is none.
   *
   * @param cause why, in words of ours: it stands in events and messages
   */
  record Failed(String cause) implements Minting {}
}
