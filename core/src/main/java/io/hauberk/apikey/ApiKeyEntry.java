package io.hauberk.apikey;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a service knows of one API key. Whoever reads it cannot call: it holds a hash, not the key.
 *
 * @param id the key's public name
 * @param sha256 the SHA-256 of the key's text, in lower-case hexadecimal
 * @param caller whose key it is: one to 128 visible ASCII characters; several keys may have the
 *     same caller
 * @param scopes the scopes that it grants, each a scope token (RFC 6749, 3.3)
 * @param notBefore from when on it is good; null for ever since
 * @param expires from when on it is good no more; null for never
 */
public record ApiKeyEntry(
    String id,
    String sha256,
    String caller,
    Set<String> scopes,
    @Nullable Instant notBefore,
    @Nullable Instant expires) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern CALLER = Pattern.compile("[!-~]{1,128}");
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,256}");

  /**
   * Sorts and copies the scopes.
   *
   * @throws IllegalArgumentException if a part is not as described, or there is no time at which
   *     the key would be good; the message begins with the part
   */
  public ApiKeyEntry {
    ApiKey.requireId(id);
    require(
        SHA_256.matcher(sha256).matches(),
        "sha256 is not 64 lower-case hexadecimal digits: write the SHA-256 of the key's text");
    require(
        CALLER.matcher(caller).matches(),
        "caller is not 1 to 128 visible ASCII characters without blanks: write for example billing");
    for (String scope : scopes) {
      require(
          SCOPE.matcher(scope).matches(),
          "scopes holds what is no scope (RFC 6749, 3.3): write for example orders:read");
    }
    require(
        notBefore == null || expires == null || notBefore.isBefore(expires),
        "expires is not after not_before: there is no time at which the key would be good");
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
  }

  /** The entry of a key that grants no scope and has no times. */
  public static ApiKeyEntry of(ApiKey key, String caller) {
    return new ApiKeyEntry(
        key.id(), HexFormat.of().formatHex(key.sha256()), caller, Set.of(), null, null);
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** The same, with these scopes. */
  public ApiKeyEntry withScopes(Set<String> granted) {
    return new ApiKeyEntry(id, sha256, caller, granted, notBefore, expires);
  }

  /** The same, good from then on. */
  public ApiKeyEntry withNotBefore(Instant from) {
    return new ApiKeyEntry(id, sha256, caller, scopes, requireNonNull(from, "from"), expires);
  }

  /** The same, good until then. */
  public ApiKeyEntry withExpires(Instant end) {
    return new ApiKeyEntry(id, sha256, caller, scopes, notBefore, requireNonNull(end, "end"));
  }

  /** Id and caller. */
  @Override
  public String toString() {
    return "ApiKeyEntry[" + id + " of " + caller + "]";
  }
}
