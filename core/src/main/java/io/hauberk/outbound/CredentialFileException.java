package io.hauberk.outbound;

import io.hauberk.secret.SecretRefusedException;

/**
 * A mounted file does not hold the token, password or key that a credential asks for. The message
 * says what is wrong and how to mend it; it holds nothing of the content.
 */
public final class CredentialFileException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  CredentialFileException(String message) {
    super(message, null);
  }
}
