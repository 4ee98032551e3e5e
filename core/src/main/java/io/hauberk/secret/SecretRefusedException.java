package io.hauberk.secret;

import org.jspecify.annotations.Nullable;

/**
 * What the user of a secret throws to refuse content that it cannot work with. Events and health
 * details tell the message: it says what is wrong and how to mend it, and holds nothing of the
 * content.
 */
public abstract class SecretRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that holds nothing of the content. */
  protected SecretRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
