package io.hauberk.identity;

import org.jspecify.annotations.Nullable;

/**
 * A token as a request brings it.
 *
 * @param text the token, not yet checked for its characters
 * @param proof the DPoP proof beside it, if it is sent by the scheme of that name; null if it is
 *     sent as a bearer token
 */
record SentToken(String text, @Nullable String proof) {

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "SentToken[]";
  }
}
