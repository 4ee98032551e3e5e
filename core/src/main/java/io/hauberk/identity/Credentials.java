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
  private final @Nullable Outcome<String> token;
  private final ShownCertificate certificate;
  private final List<Presented> others;
  private @Nullable TokenDigest digest;
  private @Nullable VerifiedToken known;

  /**
   * Those of a request.
   *
   * @param token null if there is none
   * @param certificate what it shows of a client certificate, to which a token may be bound
   * @param others the proofs beside a token
   */
  Credentials(
      RequestHead head,
      TokenVerifier tokens,
      @Nullable Outcome<String> token,
      ShownCertificate certificate,
      List<Presented> others) {
    this.head = head;
    this.tokens = tokens;
    this.token = token;
    this.certificate = certificate;
    this.others = others;
  }

  /**
   * Whether every proof, of which there is one at least, was verified before and still holds, as
   * far as can be told without a stranger's cost: by one digest of the token, for example.
   */
  public boolean areKnown() {
    if (token != null && (token.refusal() != null || findKnown(token.get()) == null)) {
      return false;
    }
    return (token != null || !others.isEmpty()) && others.stream().allMatch(Presented::isKnown);
  }

  /**
   * Tells who is calling. Does no I/O and never blocks: where a key must be fetched, the answer is
   * {@link Waiting}. A caller is named by its token, if it brings one.
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
    VerifiedToken before = findKnown(token.get());
    return before == null ? verify(token.get(), proofs) : join(before, proofs);
  }

  private Authentication verify(String text, List<Proof> proofs) {
    CompletableFuture<Outcome<VerifiedToken>> verdict =
        tokens.verify(text, digest(text), head.peerAddress());
    return verdict.isDone()
        ? join(verdict.join(), proofs)
        : new Waiting(verdict.thenApply(outcome -> join(outcome, proofs)));
  }

  private Authentication join(Outcome<VerifiedToken> outcome, List<Proof> proofs) {
    return outcome.refusal() == null
        ? join(outcome.get(), proofs)
        : Authentication.refused(outcome.refusal());
  }

  private Authentication join(VerifiedToken verified, List<Proof> proofs) {
    if (!verified.binding().isKeptBy(certificate)) {
      return Authentication.refused(Reason.BINDING_FAILED);
    }
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
