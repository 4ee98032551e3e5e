package io.hauberk.secret;

/** The content is not good yet, and will be: it is offered again at each look. */
final class PrematureSecretException extends SecretRefusedException {
  private static final long serialVersionUID = 1L;

  PrematureSecretException() {
    super("the content is not valid yet: it is taken when its time has come", null);
  }
}
