package io.hauberk.secret;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** The JDK's way to hand keys and certificates to its TLS; nothing is written. */
final class KeyStores {

  /** One in memory, with nothing in it. */
  static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("an empty key store cannot be made", e);
    }
    return store;
  }

  private KeyStores() {}
}
