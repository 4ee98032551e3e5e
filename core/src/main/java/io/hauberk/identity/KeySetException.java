package io.hauberk.identity;

import org.jspecify.annotations.Nullable;

/**
 * A key set or key file cannot be used, or could not be had at the start. The message says what is
 * wrong and how to mend it; it never holds key material.
 */
public final class KeySetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeySetException(String message) {
    this(message, null);
  }

  KeySetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
