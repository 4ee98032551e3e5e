package io.hauberk.outbound;

import io.hauberk.fetch.PostResult;
import io.hauberk.fetch.PostResult.Answered;
import io.hauberk.fetch.PostResult.Unanswered;
import io.hauberk.outbound.Minting.Failed;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Asks an authorization server for tokens (RFC 6749, 3.2). */
final class TokenEndpoint implements Mint {
  private final URI uri;
  private final Opening opening;
  private final Supplier<TokenForm> form;

  /**
   * The endpoint at this place.
   *
   * @param form a new one for each request
   */
  TokenEndpoint(URI uri, Opening opening, Supplier<TokenForm> form) {
    this.uri = uri;
    this.opening = opening;
    this.form = form;
  }

  @Override
  public CompletionStage<Minting> mint(long nowMillis) {
    opening.secrets().poll(); // what was rotated is used from the next request on
    TokenForm request = form.get();
    return opening
        .fetcher()
        .post(uri, request.header(), request.body())
        .thenApply(result -> judge(result, nowMillis));
  }

  private Minting judge(PostResult result, long nowMillis) {
    return result instanceof Answered answered
        ? TokenAnswer.judge(answered, nowMillis, opening.jitter().getAsDouble())
        : new Failed("token endpoint: " + ((Unanswered) result).failure().id());
  }
}
