package io.hauberk.identity;

import io.hauberk.apikey.ApiKeyEntry;
import io.hauberk.request.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An API key in force, and what became of it. */
final class HeldApiKey {
  /** How long before its end a key is told of. */
  static final Duration WARNING = Duration.ofDays(14);

  private static final long NEVER = Long.MIN_VALUE;
  private static final long SECOND = 1_000;

  private final ApiKeyEntry entry;
  private final byte[] sha256;
  private final Proof proof;
  private final AtomicLong lastUsedSecond;
  private boolean told;

  /** A key of a profile. */
  HeldApiKey(String profile, ApiKeyEntry entry) {
    this(profile, entry, new AtomicLong(NEVER), false);
  }

  private HeldApiKey(String profile, ApiKeyEntry entry, AtomicLong lastUsed, boolean told) {
    this.entry = entry;
    this.sha256 = HexFormat.of().parseHex(entry.sha256());
    this.proof =
        new Proof(
            Proof.Kind.API_KEY,
            profile,
            profile,
            entry.caller(),
            null,
            entry.scopes(),
            entry.expires(),
            Map.of("key_id", entry.id()));
    this.lastUsedSecond = lastUsed;
    this.told = told;
  }

  /** This key under another entry of a later list. */
  HeldApiKey under(ApiKeyEntry later) {
    boolean sameEnd = Objects.equals(later.expires(), entry.expires());
    return new HeldApiKey(proof.profile(), later, lastUsedSecond, told && sameEnd);
  }

  ApiKeyEntry entry() {
    return entry;
  }

  byte[] sha256() {
    return sha256;
  }

  Proof proof() {
    return proof;
  }

  /** A request has come with it. Threads that write at one time write the same. */
  void used(long nowMillis) {
    long second = Math.floorDiv(nowMillis, SECOND);
    if (lastUsedSecond.get() < second) { // read first: most requests have nothing to write
      lastUsedSecond.set(second);
    }
  }

  @Nullable Instant lastUsed() {
    long second = lastUsedSecond.get();
    return second == NEVER ? null : Instant.ofEpochSecond(second);
  }

  /** When its end is to be told; {@link Long#MAX_VALUE} if that was done, or there is none. */
  long tellAtMillis() {
    Instant expires = entry.expires();
    return told || expires == null ? Long.MAX_VALUE : expires.minus(WARNING).toEpochMilli();
  }

  /** Its end was told. */
  void tell() {
    told = true;
  }

  ApiKeyState state(Instant now) {
    Instant expires = entry.expires();
    return new ApiKeyState(
        proof.profile(),
        entry.id(),
        entry.caller(),
        entry.scopes(),
        entry.notBefore(),
        expires,
        expires != null && now.isBefore(expires) && !now.isBefore(expires.minus(WARNING)),
        lastUsed());
  }

  @Override
  public String toString() {
    return "HeldApiKey[" + entry.id() + "]";
  }
}
