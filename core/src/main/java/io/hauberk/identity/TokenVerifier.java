package io.hauberk.identity;

import io.hauberk.identity.TokenRules.OpenToken;
import io.hauberk.request.Proof;
import io.hauberk.request.Reason;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens, each once: what was verified is remembered until its time ends, its key is
 * withdrawn or the token is taken back. Safe for use by any thread.
 */
final class TokenVerifier {
  /**
   * Requests that may wait for keys at one time: fewer than a server has threads, so that the rest
   * is still served.
   */
  private static final int MAX_WAITING = 32;

  private final TokenRules rules;
  private final TokenCache cache;
  private final Clock clock;
  private final AtomicInteger waiting = new AtomicInteger();

  TokenVerifier(List<IssuerProfile> profiles, int cacheSize, Clock clock) {
    this.rules = new TokenRules(profiles);
    this.cache = new TokenCache(cacheSize);
    this.clock = clock;
  }

  /** What was found of this token before, if it still holds. */
  @Nullable VerifiedToken findKnown(TokenDigest digest) {
    return cache.find(digest, clock.millis());
  }

  /**
   * Verifies a token that is not known.
   *
   * @param peer who sends it
   * @return done already, unless a key must be fetched; never completes exceptionally
   */
  CompletableFuture<Outcome<VerifiedToken>> verify(String token, TokenDigest digest, String peer) {
    if (!TokenField.isB64Token(token)) {
      return refused(Reason.CREDENTIALS_MALFORMED);
    }
    Outcome<OpenToken> open = rules.judge(token, clock.millis());
    return open.refusal() == null ? find(open.get(), digest, peer) : refused(open.refusal());
  }

  private CompletableFuture<Outcome<VerifiedToken>> find(
      OpenToken token, TokenDigest digest, String peer) {
    KeySource source = token.profile().keys();
    VerificationKeys keys = source.current();
    String keyId = token.jws().header().keyId();
    if (keys != null && (keyId == null || keys.knows(keyId))) {
      return CompletableFuture.completedFuture(verify(token, digest, peer, keys));
    }
    Reason refusal = keys == null ? Reason.KEYS_UNAVAILABLE : Reason.KEY_NOT_FOUND;
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return refused(Reason.KEYS_UNAVAILABLE);
    }
    CompletionStage<Void> look = source.seek(keys == null ? null : keyId, peer);
    if (look == null) {
      waiting.decrementAndGet();
      return refused(refusal);
    }
    return look.handle((done, failure) -> verifyAfterLook(token, digest, peer, source.current()))
        .exceptionally(failure -> Outcome.refused(Reason.CHECK_FAILED))
        .whenComplete((answer, failure) -> waiting.decrementAndGet())
        .toCompletableFuture();
  }

  private Outcome<VerifiedToken> verifyAfterLook(
      OpenToken token, TokenDigest digest, String peer, @Nullable VerificationKeys keys) {
    if (clock.millis() >= token.claims().usableUntilMillis()) {
      return Outcome.refused(Reason.EXPIRED);
    }
    return keys == null
        ? Outcome.refused(Reason.KEYS_UNAVAILABLE)
        : verify(token, digest, peer, keys);
  }

  private Outcome<VerifiedToken> verify(
      OpenToken token, TokenDigest digest, String peer, VerificationKeys keys) {
    Outcome<VerificationKey> selected =
        keys.select(token.jws().header().keyId(), token.algorithm());
    if (selected.refusal() != null) {
      return Outcome.refused(selected.refusal());
    }
    VerificationKey key = selected.get();
    if (!key.check().verifies(token.algorithm(), token.jws())) {
      return Outcome.refused(Reason.SIGNATURE_INVALID);
    }
    token.profile().keys().vouchFor(peer);
    RevocationList takenBack = token.profile().takenBack().current();
    long now = clock.millis();
    if (takenBack.names(token.claims().revocable(), keys.namesOf(key), now)) {
      return Outcome.refused(Reason.TOKEN_REVOKED);
    }
    VerifiedToken verified = VerifiedToken.of(proof(token), token.claims().binding());
    cache.remember(
        new TokenCache.Entry(digest, token, key, new TokenCache.Judged(keys, takenBack), verified),
        now);
    return Outcome.found(verified);
  }

  private static Proof proof(OpenToken token) {
    Claims claims = token.claims();
    Map<String, Object> plain = new HashMap<>();
    claims
        .all()
        .toJava()
        .forEach(
            (name, value) -> {
              if (value != null) { // a claim that is null says nothing
                plain.put(name, value);
              }
            });
    return new Proof(
        claims.binding().kind(),
        token.profile().name(),
        token.profile().issuer(),
        claims.subject(),
        claims.clientId(),
        claims.scopes(),
        claims.expiresAt(),
        plain);
  }

  private static CompletableFuture<Outcome<VerifiedToken>> refused(Reason reason) {
    return CompletableFuture.completedFuture(Outcome.refused(reason));
  }
}
