package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import io.hauberk.secret.Trouble;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the keys of one issuer profile.
 *
 * @param profile the name of the profile
 * @param standing whether there are keys, and whether they are up to date
 * @param count how many keys are in force
 * @param fingerprint what logs and events may call them: the beginnings of their thumbprints; empty
 *     if there are none
 * @param since when these keys came into force here: at the start, or by a rotation; null if there
 *     are none
 * @param trouble why the last look at the file or URL brought no keys; null if it did, or none was
 *     taken
 */
public record KeyState(
    String profile,
    Standing standing,
    int count,
    String fingerprint,
    @Nullable Instant since,
    @Nullable Trouble trouble) {

  /** What can be done with the tokens of an issuer. */
  public enum Standing {
    /** They are verified. */
    IN_FORCE,
    /** They are verified with the last good keys, as newer ones cannot be had. */
    STALE,
    /** They wait for the first keys. */
    WAITING,
    /** They are refused: no keys could be had, or the last ones have become too old. */
    ABSENT
  }

  /** Checks that all is there. */
  public KeyState {
    requireNonNull(profile, "profile");
    requireNonNull(standing, "standing");
    requireNonNull(fingerprint, "fingerprint");
  }

  static KeyState of(
      String profile, VerificationKeys keys, Instant since, @Nullable Trouble trouble) {
    return new KeyState(
        profile,
        trouble == null ? Standing.IN_FORCE : Standing.STALE,
        keys.size(),
        keys.fingerprint(),
        since,
        trouble);
  }

  static KeyState without(String profile, Standing standing, @Nullable Trouble trouble) {
    return new KeyState(profile, standing, 0, "", null, trouble);
  }

  /** Whether tokens can be verified. */
  public boolean hasKeys() {
    return standing == Standing.IN_FORCE || standing == Standing.STALE;
  }
}
