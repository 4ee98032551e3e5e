package io.hauberk.identity;

import io.hauberk.secret.SecretRefusedException;

/**
 * A key set or key file cannot be used, or could not be had at the start. The message says what is
 * wrong and how to mend it; it never holds key material.
 */
public final class KeySetException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  KeySetException(String message) {
    super(message, null);
  }
}
