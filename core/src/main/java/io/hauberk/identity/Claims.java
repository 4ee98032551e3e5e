package io.hauberk.identity;

import io.hauberk.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token that a profile has nothing against.
 *
 * @param subject {@code sub}
 * @param clientId {@code client_id}
 * @param scopes what the scope claims grant
 * @param expiresAt {@code exp}, without the skew
 * @param usableUntilMillis when this verdict ends: by expiry or age, skew included
 * @param revocable what the token can be taken back by
 * @param binding who alone may use the token
 * @param all every claim as it stands in the token
 */
record Claims(
    String subject,
    @Nullable String clientId,
    Set<String> scopes,
    Instant expiresAt,
    long usableUntilMillis,
    Revocable revocable,
    Binding binding,
    JsonObject all) {

  /** Claims may hold personal data. */
  @Override
  public String toString() {
    return "Claims[]";
  }
}
