package io.hauberk.identity;

import io.hauberk.secret.SecretFile;

/** The bearer token that we show a server ourselves, from a mounted file. */
final class BearerCredential {

  /**
   * The token as it is now.
   *
   * @throws io.hauberk.secret.SecretException if the file cannot be read
   * @throws KeySetException if it holds what cannot be sent as a token (RFC 6750, 2.1)
   */
  static String read(SecretFile file) {
    String token = file.read().text();
    if (!TokenField.isB64Token(token)) {
      throw new KeySetException(
          "%s: the file '%s' holds more than a bearer token: write nothing else into it"
              .formatted(file.name(), file.path()));
    }
    return token;
  }

  private BearerCredential() {}
}
