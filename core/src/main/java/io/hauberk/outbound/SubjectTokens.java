package io.hauberk.outbound;

import io.hauberk.outbound.Minting.Failed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are exchanged for those of others, at hand for as many of these as were seen last.
 * Whose they are is remembered by a digest.
 */
final class SubjectTokens implements TokenSupply {
  private static final int MAX_SUBJECTS = 1_000;
  private static final Failed NOBODY =
      new Failed("the call is made for nobody: give the token that is to be exchanged");

  private final Function<String, TokenSupply> supplies;
  private final @Nullable DpopProofs proofs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, TokenSupply> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenSupply> eldest) {
          return size() > MAX_SUBJECTS;
        }
      };

  /**
   * Nothing is asked for yet.
   *
   * @param supplies the tokens that are had for a token
   */
  SubjectTokens(Function<String, TokenSupply> supplies, @Nullable DpopProofs proofs) {
    this.supplies = supplies;
    this.proofs = proofs;
  }

  @Override
  public TokenSupply onBehalfOf(@Nullable String subjectToken) {
    if (subjectToken == null) {
      return this;
    }
    String digest = digest(subjectToken);
    lock.lock();
    try {
      return known.computeIfAbsent(digest, one -> supplies.apply(subjectToken));
    } finally {
      lock.unlock();
    }
  }

  private static String digest(String token) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256, which each must have", e);
    }
  }

  @Override
  public CompletableFuture<Minting> current() {
    return CompletableFuture.completedFuture(NOBODY);
  }

  @Override
  public @Nullable CompletableFuture<Minting> renewal(HeldToken refused) {
    return null;
  }

  @Override
  public @Nullable DpopProofs proofs() {
    return proofs;
  }

  @Override
  public @Nullable CredentialState state() {
    return null;
  }

  /** Nothing: tokens of others are asked for when a call needs them. */
  @Override
  public void maintain() {}
}
