package io.hauberk.secret;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one mounted secret.
 *
 * @param name how messages and events call it
 * @param fingerprint what logs and events may call the content in force
 * @param since when this content came into force here: at the start, or by a rotation
 * @param trouble why what is there now cannot be used, so that the content in force is an old one;
 *     null if it can
 */
public record SecretState(
    String name, String fingerprint, Instant since, @Nullable Trouble trouble) {

  /** Checks that all is there. */
  public SecretState {
    requireNonNull(name, "name");
    requireNonNull(fingerprint, "fingerprint");
    requireNonNull(since, "since");
  }
}
