package io.hauberk.outbound;

/**
 * Where a credential of this service comes from: a {@link TokenGrant} that an authorization server
 * is asked for, or a {@link TokenFile}.
 */
public abstract sealed class CredentialSource permits TokenFile, TokenGrant {

  CredentialSource() {}

  /**
   * Begins to have tokens at hand.
   *
   * @throws io.hauberk.secret.SecretException if a mounted file cannot be read
   * @throws CredentialFileException if a mounted file does not hold what it should
   * @throws IllegalArgumentException if something is missing or contradicts
   */
  abstract TokenSupply open(Opening opening);
}
