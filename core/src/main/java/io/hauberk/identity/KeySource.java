package io.hauberk.identity;

import io.hauberk.event.SecurityEvents;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.secret.SecretPoller;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of one issuer come from. It serves one profile: keys that two issuers share are no
 * proof of either (RFC 8725, 3.8).
 *
 * <p>A set of keys that cannot be used never replaces a good one. Refused as a whole is one that
 * holds a private or symmetric key, one {@code kid} twice, or no key that can verify; a single key
 * that is weak, malformed or meant for something else verifies nothing and leaves the others as
 * they are.
 */
public abstract sealed class KeySource permits FixedKeys, FileKeys, RemoteKeys {
  private final AtomicBoolean connected = new AtomicBoolean();

  KeySource() {}

  /**
   * A mounted file with a JWK Set (RFC 7517, 5). Its rotation is noticed.
   *
   * @param file read when the {@link Authenticator} is built
   */
  public static KeySource jwksFile(Path file) {
    return FileKeys.jwks(file);
  }

  /**
   * Mounted PEM files with public keys or certificates (RFC 7468). Their rotation is noticed.
   *
   * <p>Tokens name such a key by its thumbprint (RFC 7638) or, where it is alone in its file, by
   * the file's name without extension; tokens without {@code kid} are taken if one key fits.
   *
   * @param files read when the {@link Authenticator} is built; at least one
   * @throws IllegalArgumentException if there is none
   */
  public static KeySource pemFiles(Path... files) {
    return FileKeys.pem(List.of(files));
  }

  /**
   * A mounted file with the bundle of a SPIFFE trust domain (SPIFFE Trust Domain and Bundle, 4): of
   * its keys those count whose {@code use} is {@code jwt-svid}. Its rotation is noticed.
   *
   * @param file read when the {@link Authenticator} is built
   */
  public static KeySource spiffeBundle(Path file) {
    return FileKeys.bundle(file);
  }

  /**
   * A JWK Set that never changes: for tests and tools.
   *
   * @param jwks JSON in UTF-8
   * @throws KeySetException if it cannot be used
   */
  public static KeySource jwks(byte[] jwks) {
    return new FixedKeys(JwkSet.read(jwks));
  }

  /** A JWK Set behind a URL, kept fresh as {@link KeyRefresh#DEFAULT} says. */
  public static KeySource jwks(URI uri, HttpFetcher fetcher) {
    return jwks(uri, fetcher, KeyRefresh.DEFAULT);
  }

  /** A JWK Set behind a URL of which nothing special is known. */
  public static KeySource jwks(URI uri, HttpFetcher fetcher, KeyRefresh refresh) {
    return jwks(uri, KeyServer.reachedBy(fetcher), refresh);
  }

  /**
   * A JWK Set behind a URL.
   *
   * @param uri pinned by configuration, the {@code jwks_uri} of the issuer; never taken from a
   *     token
   * @throws IllegalArgumentException if the fetcher would not fetch it
   */
  public static KeySource jwks(URI uri, KeyServer server, KeyRefresh refresh) {
    server.requireAllowed("the URL of a key set", uri);
    return new RemoteKeys(new KeyLocation.Fixed(uri, server), refresh);
  }

  /**
   * The JWK Set that the issuer's own metadata names. The metadata is fetched with the first keys,
   * at each refresh, and after a look that brought no keys; it must call itself by exactly this
   * issuer, and the {@code jwks_uri} in it is held to the same rules of addresses as any other.
   *
   * @param issuer that of the profile, an https URL without query and fragment: nothing of it is
   *     ever taken from a token
   * @throws IllegalArgumentException if the fetcher would not fetch its metadata
   */
  public static KeySource discovery(
      String issuer, Discovery where, KeyServer server, KeyRefresh refresh) {
    return new RemoteKeys(DiscoveredLocation.of(issuer, where, server), refresh);
  }

  /** What a source needs of the house. */
  record Surroundings(
      String profile, Clock clock, SecurityEvents events, @Nullable SecretPoller secrets) {

    /** Who watches the file that this property names. */
    SecretPoller watcherOf(String property) {
      return watcherOf(property, secrets);
    }

    /**
     * Likewise.
     *
     * @throws IllegalStateException if there is nobody
     */
    static SecretPoller watcherOf(String property, @Nullable SecretPoller secrets) {
      if (secrets == null) {
        throw new IllegalStateException(
            property
                + " names a file, whose rotation nobody would notice: give the authenticator's"
                + " builder a SecretPoller with secrets(…)");
      }
      return secrets;
    }
  }

  /** Binds the source to its one profile. */
  final void connect(Surroundings surroundings) {
    if (!connected.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the keys of issuer profile '%s' serve another profile already: give each its own"
              .formatted(surroundings.profile()));
    }
    open(surroundings);
  }

  /** Begins to work; files are read. */
  abstract void open(Surroundings surroundings);

  /** The one issuer whose keys these can be, or null if they tell none. */
  @Nullable String issuer() {
    return null;
  }

  /** Whether these are the keys of a SPIFFE trust domain. */
  boolean isSpiffeBundle() {
    return false;
  }

  /** The keys in force, or null if there are none yet or the last ones are too old. */
  abstract @Nullable VerificationKeys current();

  /** How it stands with the keys; only after the source was connected. */
  abstract KeyState state();

  /**
   * Looks whether there are keys now, or newer ones, because a token cannot be judged with what is
   * in force.
   *
   * @param keyId the token's unknown {@code kid}, or null if there are no keys at all
   * @param peer who asks
   * @return completes when the look is done; null if there is none now
   */
  @Nullable CompletionStage<Void> seek(@Nullable String keyId, String peer) {
    return null;
  }

  /** A peer has brought a token that one of these keys has signed. */
  void vouchFor(String peer) {}

  /** Fetches what is due; called every second or so. */
  void maintain() {}

  /**
   * Waits for the first keys.
   *
   * @throws KeySetException if the service must not start without them and they cannot be had
   */
  void awaitFirst() {}
}
