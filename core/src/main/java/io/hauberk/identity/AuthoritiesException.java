package io.hauberk.identity;

import io.hauberk.secret.SecretRefusedException;

/**
 * The certificates of authorities cannot be used. The message says what is wrong and how to mend
 * it.
 */
public final class AuthoritiesException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  AuthoritiesException(String message) {
    super(message, null);
  }

  AuthoritiesException(String message, AuthoritiesException cause) {
    super(message, cause);
  }
}
