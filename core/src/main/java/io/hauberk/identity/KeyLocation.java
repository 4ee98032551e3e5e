package io.hauberk.identity;

import io.hauberk.identity.KeySource.Surroundings;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where an issuer publishes its keys. */
interface KeyLocation {

  /** Reads what it needs of files. */
  void open(Surroundings surroundings);

  /**
   * Fetches the keys. Returns at once; the answer never comes exceptionally.
   *
   * @param anew whether what was found out about the place must be found out again
   */
  CompletionStage<KeyLook> look(boolean anew);

  /** The issuer that vouches for the place, or null if configuration alone does. */
  default @Nullable String issuer() {
    return null;
  }

  /** The property that configures it, below that of the issuer. */
  String property();

  /** A URL that configuration pins. */
  record Fixed(URI uri, KeyServer server) implements KeyLocation {

    @Override
    public void open(Surroundings surroundings) {
      server.open(surroundings);
    }

    @Override
    public CompletionStage<KeyLook> look(boolean anew) {
      return server.fetch(uri).thenApply(KeyLook::at);
    }

    @Override
    public String property() {
      return "jwks-uri";
    }
  }
}
