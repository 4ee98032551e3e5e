package io.hauberk.identity;

import io.hauberk.apikey.ApiKey;
import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.apikey.ApiKeyList;
import io.hauberk.apikey.ApiKeyListException;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Detail;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.identity.KeySource.Surroundings;
import io.hauberk.request.Reason;
import io.hauberk.secret.Secret;
import io.hauberk.secret.SecretFile;
import io.hauberk.secret.SecretPoller;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The API keys in force of one profile. New content of the file that cannot be used leaves the old
 * keys in force.
 */
final class ApiKeyRing {
  /** Stands where there is no key of an id, so that the answer costs the same: matches nothing. */
  private static final HeldApiKey NOBODY =
      new HeldApiKey("", new ApiKeyEntry("nobody", "0".repeat(64), "nobody", Set.of(), null, null));

  private final Surroundings surroundings;
  private final ReentrantLock news = new ReentrantLock();
  private volatile Map<String, HeldApiKey> keys = Map.of();
  private volatile long nextNewsMillis = Long.MAX_VALUE;

  /** Reads the file and has it watched. */
  static ApiKeyRing open(ApiKeyProfile profile, Surroundings surroundings) {
    String name = "hauberk.api-keys." + profile.name();
    SecretPoller secrets = surroundings.watcherOf(name);
    ApiKeyRing ring = new ApiKeyRing(surroundings);
    try {
      secrets.watch(SecretFile.at(name, profile.file()), ring::take);
    } catch (ApiKeyListException e) {
      throw e.in(name + " names the list " + profile.file() + ", which");
    }
    return ring;
  }

  private ApiKeyRing(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private void take(Secret content) {
    List<ApiKeyEntry> entries = ApiKeyList.read(content.bytes()).entries();
    news.lock();
    try {
      Map<String, HeldApiKey> next = new LinkedHashMap<>();
      for (ApiKeyEntry entry : entries) {
        HeldApiKey before = keys.get(entry.id());
        next.put(
            entry.id(),
            before != null && before.entry().sha256().equals(entry.sha256())
                ? before.under(entry)
                : new HeldApiKey(surroundings.profile(), entry));
      }
      keys = next;
      nextNewsMillis =
          next.values().stream().mapToLong(HeldApiKey::tellAtMillis).min().orElse(Long.MAX_VALUE);
    } finally {
      news.unlock();
    }
  }

  /**
   * Judges a key.
   *
   * @param sha256 that of its text
   */
  Outcome<HeldApiKey> judge(ApiKey key, byte[] sha256, long nowMillis) {
    HeldApiKey held = keys.getOrDefault(key.id(), NOBODY);
    boolean isSame = MessageDigest.isEqual(held.sha256(), sha256);
    if (!isSame || held == NOBODY) {
      return Outcome.refused(Reason.API_KEY_UNKNOWN);
    }
    Instant notBefore = held.entry().notBefore();
    if (notBefore != null && nowMillis < notBefore.toEpochMilli()) {
      return Outcome.refused(Reason.API_KEY_NOT_YET_VALID);
    }
    Instant expires = held.entry().expires();
    return expires != null && nowMillis >= expires.toEpochMilli()
        ? Outcome.refused(Reason.API_KEY_EXPIRED)
        : Outcome.found(held);
  }

  /** Tells once of each key that ends within two weeks; called every second or so. */
  void maintain() {
    long now = surroundings.clock().millis();
    if (now < nextNewsMillis) {
      return;
    }
    news.lock();
    try {
      long next = Long.MAX_VALUE;
      for (HeldApiKey key : keys.values()) {
        if (key.tellAtMillis() <= now) {
          tell(key, now);
        }
        next = Math.min(next, key.tellAtMillis());
      }
      nextNewsMillis = next;
    } finally {
      news.unlock();
    }
  }

  private void tell(HeldApiKey key, long nowMillis) {
    key.tell();
    Instant expires = key.entry().expires();
    if (expires != null && nowMillis < expires.toEpochMilli()) {
      surroundings
          .events()
          .emit(
              SecurityEvent.of(Kind.API_KEY_EXPIRES)
                  .detail(Detail.PROFILE, surroundings.profile())
                  .detail(Detail.API_KEY, key.entry().id())
                  .detail(Detail.EXPIRES, expires.toString()));
    }
  }

  List<ApiKeyState> states() {
    Instant now = surroundings.clock().instant();
    return keys.values().stream().map(key -> key.state(now)).toList();
  }
}
