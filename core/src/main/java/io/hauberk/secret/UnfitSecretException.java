package io.hauberk.secret;

/** The content of a mounted text is none. The message holds nothing of it. */
final class UnfitSecretException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  static UnfitSecretException of(String fault, String mend) {
    return new UnfitSecretException("the content " + fault + ": " + mend);
  }

  private UnfitSecretException(String message) {
    super(message, null);
  }
}
