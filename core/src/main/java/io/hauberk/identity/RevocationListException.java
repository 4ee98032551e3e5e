package io.hauberk.identity;

import io.hauberk.secret.SecretRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A revocation list cannot be used. The message says what is wrong and how to mend it; it never
 * holds what the list says.
 */
public final class RevocationListException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  RevocationListException(String message) {
    this(message, null);
  }

  RevocationListException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
