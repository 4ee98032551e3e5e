package io.hauberk.secret;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A mounted certificate or private key cannot be used: it is no PEM, of a kind not supported, or
 * does not fit its other half. The message says which file, what is wrong and how to mend it; it
 * holds nothing of a key.
 */
public final class PemException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  static PemException of(String file, String fault, String mend) {
    return of(file, fault, mend, null);
  }

  static PemException of(
      String file, String fault, String mend, @Nullable GeneralSecurityException cause) {
    return new PemException("the file '%s' %s: %s".formatted(file, fault, mend), cause);
  }

  private PemException(String message, @Nullable GeneralSecurityException cause) {
    super(message, cause);
  }
}
