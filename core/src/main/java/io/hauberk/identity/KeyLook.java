package io.hauberk.identity;

import io.hauberk.fetch.FetchResult;
import io.hauberk.fetch.FetchResult.Failed;
import io.hauberk.fetch.FetchResult.Fetched;

/** What one look at an issuer's keys has brought. */
sealed interface KeyLook {

  /** A set that can be used. */
  record Brought(VerificationKeys keys) implements KeyLook {}

  /**
   * No keys.
   *
   * @param cause why, as events and messages may tell it: nothing of what the server wrote
   */
  record Missed(String cause) implements KeyLook {}

  /** Reads a key set that was fetched. */
  static KeyLook at(FetchResult result) {
    if (result instanceof Fetched fetched) {
      try {
        return new Brought(JwkSet.read(fetched.body()));
      } catch (KeySetException e) {
        return new Missed(String.valueOf(e.getMessage()));
      }
    }
    return missed(result);
  }

  /** What the failure of a fetch comes to. */
  static KeyLook missed(FetchResult result) {
    return new Missed(result instanceof Failed failed ? failed.failure().id() : "failed");
  }
}
