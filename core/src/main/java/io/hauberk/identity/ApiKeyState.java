package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one API key; nothing of the key itself.
 *
 * @param profile the name of the profile
 * @param id the key's public name
 * @param caller whose key it is
 * @param scopes the scopes that it grants
 * @param notBefore from when on it is good; null for ever since
 * @param expires from when on it is good no more; null for never
 * @param expiresSoon whether it is good now, but within two weeks no more
 * @param lastUsed when a request last came with it, to the second; null if none has since this
 *     instance started
 */
public record ApiKeyState(
    String profile,
    String id,
    String caller,
    Set<String> scopes,
    @Nullable Instant notBefore,
    @Nullable Instant expires,
    boolean expiresSoon,
    @Nullable Instant lastUsed) {

  /** Copies the scopes. */
  public ApiKeyState {
    requireNonNull(profile, "profile");
    requireNonNull(id, "id");
    requireNonNull(caller, "caller");
    scopes = Set.copyOf(scopes);
  }
}
