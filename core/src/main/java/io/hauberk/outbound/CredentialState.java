package io.hauberk.outbound;

import static java.util.Objects.requireNonNull;

import io.hauberk.secret.Trouble;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one credential of this service. Holds nothing of the token.
 *
 * @param name its name, as configured
 * @param standing whether there is a token, and whether the next one can be had
 * @param since when the token in force was asked for or read; null if there is none
 * @param expires when it expires; null if there is none, or it does not say
 * @param trouble why the last attempt brought no token; null if it did, or there was none
 */
public record CredentialState(
    String name,
    Standing standing,
    @Nullable Instant since,
    @Nullable Instant expires,
    @Nullable Trouble trouble) {

  /** What becomes of the calls that need it. */
  public enum Standing {
    /** They carry it. */
    IN_FORCE,
    /** They carry the last one, as the next one cannot be had. */
    STALE,
    /** They wait for it: it was not asked for yet. */
    WAITING,
    /** They fail. */
    ABSENT
  }

  /** Checks that all is there. */
  public CredentialState {
    requireNonNull(name, "name");
    requireNonNull(standing, "standing");
  }

  static CredentialState of(
      String name, @Nullable HeldToken token, long nowMillis, @Nullable Trouble trouble) {
    if (token == null || !token.isUsable(nowMillis)) {
      Standing standing = trouble == null ? Standing.WAITING : Standing.ABSENT;
      return new CredentialState(name, standing, null, null, trouble);
    }
    return new CredentialState(
        name,
        trouble == null ? Standing.IN_FORCE : Standing.STALE,
        Instant.ofEpochMilli(token.bornMillis()),
        token.expiresMillis() == HeldToken.NEVER
            ? null
            : Instant.ofEpochMilli(token.expiresMillis()),
        trouble);
  }
}
