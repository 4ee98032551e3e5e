package io.hauberk.identity;

import io.hauberk.identity.Authentication.Authenticated;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings to say who is calling: read once, and digested at most once. Not for use
 * by several threads.
 */
public final class Credentials {
  private final Authenticator authenticator;
  private final @Nullable Outcome<String> token;
  private final String peer;
  private @Nullable TokenDigest digest;

  /**
   * Those of a request.
   *
   * @param token null if there is none
   * @param peer who sends it
   */
  Credentials(Authenticator authenticator, @Nullable Outcome<String> token, String peer) {
    this.authenticator = authenticator;
    this.token = token;
    this.peer = peer;
  }

  /**
   * Tells who is calling, if this very token was verified before and still holds. Costs one digest
   * of the token and nothing that a stranger could make dear.
   */
  public Optional<Authenticated> findKnown() {
    return token == null || token.refusal() != null
        ? Optional.empty()
        : Optional.ofNullable(authenticator.findKnown(digest(token.get())));
  }

  /**
   * Tells who is calling. Does no I/O and never blocks: where a key must be fetched, the answer is
   * {@link Authentication.Waiting}.
   */
  public Authentication authenticate() {
    if (token == null) {
      return Authentication.ANONYMOUS;
    }
    return token.refusal() == null
        ? authenticator.authenticate(token.get(), digest(token.get()), peer)
        : Authentication.refused(token.refusal());
  }

  private TokenDigest digest(String text) {
    TokenDigest known = digest;
    if (known == null) {
      known = TokenDigest.of(text);
      digest = known;
    }
    return known;
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "Credentials[]";
  }
}
