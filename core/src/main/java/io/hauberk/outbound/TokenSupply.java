package io.hauberk.outbound;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Has a token at hand. Safe for use by any thread. */
interface TokenSupply {

  /** The token in force, at once if there is one; never exceptionally, and never for long. */
  CompletableFuture<Minting> current();

  /**
   * Another token than this one, which a destination has refused.
   *
   * @return null if there is no point in asking for one
   */
  @Nullable CompletableFuture<Minting> renewal(HeldToken refused);

  /**
   * The tokens for calls that are made for somebody else.
   *
   * @param subjectToken the token of whom they are made for; null if for this service itself
   */
  default TokenSupply onBehalfOf(@Nullable String subjectToken) {
    return this;
  }

  /** What proves the possession of its tokens; null of those that whoever has them may use. */
  default @Nullable DpopProofs proofs() {
    return null;
  }

  /** How it stands with the token; null where there is none of this service's own. */
  @Nullable CredentialState state();

  /** Asks for tokens ahead of need; called again and again. */
  void maintain();
}
