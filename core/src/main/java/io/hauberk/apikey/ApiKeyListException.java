package io.hauberk.apikey;

import io.hauberk.secret.SecretRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A list of API keys cannot be used. The message says what is wrong and how to mend it; it never
 * holds what the list says.
 */
public final class ApiKeyListException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  ApiKeyListException(String message) {
    super(message, null);
  }

  private ApiKeyListException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The same, for whoever does not know which list it is. */
  public ApiKeyListException in(String list) {
    return new ApiKeyListException(list + " cannot be used: " + getMessage(), this);
  }
}
