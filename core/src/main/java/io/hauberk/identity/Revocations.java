package io.hauberk.identity;

import io.hauberk.identity.KeySource.Surroundings;
import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revocation list in force of one profile, from a mounted file if one is named. New content
 * that cannot be used leaves the old list in force.
 */
final class Revocations {
  private final @Nullable Path file;
  private final Duration clockSkew;
  private volatile RevocationList list = RevocationList.EMPTY;

  /**
   * Those of a profile.
   *
   * @param file where the list is; null for none, which takes back nothing
   * @param clockSkew that of the profile
   */
  Revocations(@Nullable Path file, Duration clockSkew) {
    this.file = file;
    this.clockSkew = clockSkew;
  }

  /** Where the list is, if there is one. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Reads the list and has it watched. */
  void open(Surroundings surroundings) {
    if (file == null) {
      return;
    }
    String name = "hauberk.issuers." + surroundings.profile() + ".revocations";
    SecretPoller secrets = surroundings.watcherOf(name);
    try {
      secrets.watch(SecretFile.at(name, file), this::take);
    } catch (RevocationListException e) {
      throw new RevocationListException(
          "%s names the revocation list %s, which cannot be used: %s"
              .formatted(name, file, e.getMessage()),
          e);
    }
  }

  private void take(Secret content) {
    list = RevocationReader.read(content.bytes(), clockSkew);
  }

  /** The list in force; another object each time that it has changed. */
  RevocationList current() {
    return list;
  }
}
