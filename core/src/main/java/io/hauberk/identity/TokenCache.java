package io.hauberk.identity;

import io.hauberk.identity.Authentication.Authenticated;
import io.hauberk.identity.TokenRules.OpenToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Remembers verified tokens, so that a signature is verified once. Safe for use by any thread. */
final class TokenCache {
  /*
   * Only tokens that were verified enter, so strangers cannot push anybody out. The map answers; the ring
   * holds the entries in the order of their arrival, and each newcomer takes the place of the oldest. That
   * keeps exactly the bound, costs one step, and a hit writes nothing. An honest token that falls out is
   * verified once more.
   *
   * An entry is good until its token's time ends, and as long as its key is in the issuer's keys and the
   * issuer's revocation list doesn't name it: if one of the two is another than at the last hit, both are asked.
   */

  /** The keys and the list by which a token was last found good. */
  record Judged(VerificationKeys keys, RevocationList takenBack) {}

  /** A verified token. */
  static final class Entry {
    private final TokenDigest digest;
    private final IssuerProfile profile;
    private final VerificationKey key;
    private final Revocable revocable;
    private final long usableUntilMillis;
    private final Authenticated answer;
    private volatile Judged judged;

    Entry(
        TokenDigest digest,
        OpenToken token,
        VerificationKey key,
        Judged judged,
        Authenticated answer) {
      this.digest = digest;
      this.profile = token.profile();
      this.key = key;
      this.revocable = token.claims().revocable();
      this.usableUntilMillis = token.claims().usableUntilMillis();
      this.judged = judged;
      this.answer = answer;
    }

    private boolean isGood(long nowMillis) {
      if (nowMillis >= usableUntilMillis) {
        return false;
      }
      VerificationKeys keys = profile.keys().current();
      RevocationList takenBack = profile.takenBack().current();
      Judged last = judged;
      if (keys == last.keys && takenBack == last.takenBack) {
        return true;
      }
      if (keys == null
          || !keys.holds(key)
          || takenBack.names(revocable, keys.namesOf(key), nowMillis)) {
        return false;
      }
      judged = new Judged(keys, takenBack);
      return true;
    }
  }

  private final Map<TokenDigest, Entry> entries;
  private final ReentrantLock turning = new ReentrantLock();
  private final @Nullable Entry[] ring;
  private int next;

  /** A cache for so many tokens; zero for none. */
  TokenCache(int capacity) {
    this.entries = new ConcurrentHashMap<>();
    this.ring = new @Nullable Entry[capacity];
  }

  /** The answer that was given to this token, if it still holds. */
  @Nullable Authenticated find(TokenDigest digest, long nowMillis) {
    Entry entry = entries.get(digest);
    if (entry == null) {
      return null;
    }
    if (entry.isGood(nowMillis)) {
      return entry.answer;
    }
    entries.remove(digest, entry);
    return null;
  }

  void remember(Entry entry) {
    if (ring.length == 0) {
      return;
    }
    turning.lock();
    try {
      Entry oldest = ring[next];
      if (oldest != null) {
        entries.remove(oldest.digest, oldest);
      }
      ring[next] = entry;
      next = (next + 1) % ring.length;
      entries.put(entry.digest, entry);
    } finally {
      turning.unlock();
    }
  }

  int size() {
    return entries.size();
  }
}
