package io.hauberk.outbound;

import io.hauberk.fetch.FetchResult.Failure;
import io.hauberk.fetch.FetchTerms;
import io.hauberk.fetch.PostResult;
import io.hauberk.fetch.PostResult.Answered;
import io.hauberk.fetch.PostResult.Unanswered;
import io.hauberk.outbound.Minting.Failed;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks an authorization server for tokens (RFC 6749, 3.2). */
final class TokenEndpoint implements Mint {
  private static final String NONCE = "DPoP-Nonce";

  private final URI uri;
  private final FetchTerms terms;
  private final Opening opening;
  private final @Nullable DpopProofs proofs;
  private final Supplier<TokenForm> form;

  /**
   * The endpoint at this place.
   *
   * @param terms say how it may be reached, for this one grant
   * @param proofs binds the tokens to a key (RFC 9449, 5), if there are any
   * @param form a new one for each request, of what the mounted files hold then
   */
  TokenEndpoint(
      URI uri,
      FetchTerms terms,
      Opening opening,
      @Nullable DpopProofs proofs,
      Supplier<TokenForm> form) {
    this.uri = uri;
    this.terms = terms;
    this.opening = opening;
    this.proofs = proofs;
    this.form = form;
  }

  @Override
  public CompletionStage<Minting> mint(long nowMillis) {
    return post()
        .thenCompose(result -> asksForNonce(result) ? post() : done(result))
        .thenApply(result -> judge(result, nowMillis));
  }

  private static CompletionStage<PostResult> done(PostResult result) {
    return CompletableFuture.completedFuture(result);
  }

  private CompletionStage<PostResult> post() {
    TokenForm request = form.get();
    if (proofs != null) {
      request.field("DPoP", proofs.proof("POST", uri, null));
    }
    return opening
        .fetcher()
        .post(uri, terms, request.header(), request.body())
        .thenApply(this::remembered);
  }

  private PostResult remembered(PostResult result) {
    if (proofs != null && result instanceof Answered answered) {
      answered.field(NONCE).ifPresent(nonce -> proofs.remember(uri, nonce));
    }
    return result;
  }

  /** Whether the server wants what it sent to be repeated to it (RFC 9449, 8). */
  private boolean asksForNonce(PostResult result) {
    return proofs != null
        && result instanceof Answered answered
        && answered.field(NONCE).isPresent()
        && "use_dpop_nonce".equals(TokenAnswer.error(answered));
  }

  private static String cause(Failure failure) {
    return failure == Failure.ADDRESS_NOT_LISTED
        ? failure.id() + " in token-addresses"
        : failure.id();
  }

  private Minting judge(PostResult result, long nowMillis) {
    if (result instanceof Unanswered unanswered) {
      return switch (unanswered.failure()) {
        case BUSY -> Minting.BUSY;
        case NO_THREAD -> Minting.NO_THREAD;
        default -> new Failed("token endpoint: " + cause(unanswered.failure()));
      };
    }
    TokenType type = proofs == null ? TokenType.BEARER : TokenType.DPOP;
    return TokenAnswer.judge((Answered) result, type, nowMillis, opening.jitter().getAsDouble());
  }
}
