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
 * @param born since when the content is what it is, as far as can be told: the beginning of a
 *     certificate, or when its file was written, and {@code since} at the latest
 * @param expires until when it is good; null if that is not known
 * @param trouble why what is there now cannot be used, so that the content in force is an old one;
 *     null if it can
 * @param alarm that it should have been replaced: it expires soon, has expired, or is older than it
 *     may be; null if it is good for a while
 */
public record SecretState(
    String name,
    String fingerprint,
    Instant since,
    Instant born,
    @Nullable Instant expires,
    @Nullable Trouble trouble,
    @Nullable Trouble alarm) {

  /** Checks that all is there. */
  public SecretState {
    requireNonNull(name, "name");
    requireNonNull(fingerprint, "fingerprint");
    requireNonNull(since, "since");
    requireNonNull(born, "born");
  }

  /** Of something whose age is not judged. */
  SecretState(String name, String fingerprint, Instant since, @Nullable Trouble trouble) {
    this(name, fingerprint, since, since, null, trouble, null);
  }
}
