package io.hauberk.identity;

import io.hauberk.secret.SecretRefusedException;

/**
 * The key of the DPoP nonces cannot be used. The message says what is wrong and how to mend it; it
 * never holds the key.
 */
public final class NonceKeyException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  NonceKeyException(String message) {
    super(message, null);
  }
}
