package io.hauberk.identity;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.Authentication.Waiting;
import io.hauberk.request.Caller;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import io.hauberk.request.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * All that one request brings to say who is calling: read once, and digested at most once. Not for
 * use by several threads.
 *
 * <p>Whatever is brought must hold: one bad proof refuses the request, whether or not another one
 * would have done.
 */
public final class Credentials {
  private final RequestHead head;
  private final TokenVerifier tokens;
  private final @Nullable DpopVerifier dpop;
  private final @Nullable Outcome<SentToken> token;
  private final ShownCertificate certificate;
  private final List<Presented> others;
  private @Nullable TokenDigest digest;
  private @Nullable VerifiedToken known;

  /**
   * Those of a request.
   *
   * @param dpop verifies proofs of tokens; null if none are taken
   * @param token null if there is none
   * @param certificate what it shows of a client certificate, to which a token may be bound
   * @param others the proofs beside a token
   */
  Credentials(
      RequestHead head,
      TokenVerifier tokens,
      @Nullable DpopVerifier dpop,
      @Nullable Outcome<SentToken> token,
      ShownCertificate certificate,
      List<Presented> others) {
    this.head = head;
    this.tokens = tokens;
    this.dpop = dpop;
    this.token = token;
    this.certificate = certificate;
    this.others = others;
  }

  /**
   * Whether every proof, of which there is one at least, was verified before and still holds, as
   * far as can be told without a stranger's cost: by one digest of the token, for example.
   */
  public boolean areKnown() {
    if (token != null && !isKnown(token)) {
      return false;
    }
    return (token != null || !others.isEmpty()) && others.stream().allMatch(Presented::isKnown);
  }

  private boolean isKnown(Outcome<SentToken> sent) {
    VerifiedToken before = sent.refusal() == null ? findKnown(sent.get().text()) : null;
    return before != null && !before.doubt().isGrave();
  }

  /**
   * Tells who is calling. Does no I/O and never blocks: where a key must be fetched, the answer is
   * {@link Waiting}, as it is where replicas ask each other for a proof. A caller is named by its
   * token, if it brings one.
   */
  public Authentication authenticate() {
    if (token != null && token.refusal() != null) {
      return Authentication.refused(token.refusal());
    }
    List<Proof> proofs = new ArrayList<>(others.size());
    for (Presented other : others) {
      Outcome<Proof> proof = other.verify();
      if (proof.refusal() != null) {
        return Authentication.refused(proof.refusal());
      }
      proofs.add(proof.get());
    }
    if (token == null) {
      return proofs.isEmpty() ? Authentication.ANONYMOUS : new Authenticated(Caller.of(proofs));
    }
    VerifiedToken before = findKnown(token.get().text());
    return before == null ? verify(token.get(), proofs) : judgeBinding(token.get(), before, proofs);
  }

  private Authentication verify(SentToken sent, List<Proof> proofs) {
    CompletableFuture<Outcome<VerifiedToken>> verdict =
        tokens.verify(sent.text(), digest(sent.text()), head.peerAddress());
    return verdict.isDone()
        ? judgeBinding(sent, verdict.join(), proofs)
        : new Waiting(verdict.thenCompose(outcome -> settled(judgeBinding(sent, outcome, proofs))));
  }

  private static CompletionStage<Authentication> settled(Authentication answer) {
    return answer instanceof Waiting waiting
        ? waiting.next()
        : CompletableFuture.completedFuture(answer);
  }

  private Authentication judgeBinding(
      SentToken sent, Outcome<VerifiedToken> outcome, List<Proof> proofs) {
    return outcome.refusal() == null
        ? judgeBinding(sent, outcome.get(), proofs)
        : Authentication.refused(outcome.refusal());
  }

  private Authentication judgeBinding(SentToken sent, VerifiedToken verified, List<Proof> proofs) {
    String proof = sent.proof();
    if (!verified.binding().isKeptBy(certificate, proof != null)) {
      return Authentication.refused(Reason.BINDING_FAILED);
    }
    Authenticated good = join(verified, proofs);
    if (proof == null) {
      return good;
    }
    return dpop == null
        ? Authentication.refused(Reason.SCHEME_UNSUPPORTED)
        : dpop.verify(proof, sent.text(), head, verified, good);
  }

  private static Authenticated join(VerifiedToken verified, List<Proof> proofs) {
    if (proofs.isEmpty()) {
      return verified.alone();
    }
    List<Proof> all = new ArrayList<>();
    all.add(verified.proof());
    all.addAll(proofs);
    return new Authenticated(Caller.of(all));
  }

  private @Nullable VerifiedToken findKnown(String text) {
    if (known == null) {
      known = tokens.findKnown(digest(text));
    }
    return known;
  }

  private TokenDigest digest(String text) {
    TokenDigest mine = digest;
    if (mine == null) {
      mine = TokenDigest.of(text);
      digest = mine;
    }
    return mine;
  }

  /** Nothing of the proofs. */
  @Override
  public String toString() {
    return "Credentials[]";
  }
}
