package io.hauberk.identity;

import io.hauberk.identity.Authentication.Authenticated;
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
   * An entry is good until its token's time ends, and as long as its key is in the issuer's keys: if the set
   * is another than at the last hit, the key is looked up in it.
   */

  /** A verified token. */
  static final class Entry {
    private final TokenDigest digest;
    private final KeySource source;
    private final VerificationKey key;
    private final long usableUntilMillis;
    private final Authenticated answer;
    private volatile VerificationKeys seenIn;

    Entry(
        TokenDigest digest,
        KeySource source,
        VerificationKey key,
        VerificationKeys seenIn,
        long usableUntilMillis,
        Authenticated answer) {
      this.digest = digest;
      this.source = source;
      this.key = key;
      this.seenIn = seenIn;
      this.usableUntilMillis = usableUntilMillis;
      this.answer = answer;
    }

    private boolean isGood(long nowMillis) {
      if (nowMillis >= usableUntilMillis) {
        return false;
      }
      VerificationKeys keys = source.current();
      if (keys == seenIn) {
        return true;
      }
      if (keys == null || !keys.holds(key)) {
        return false;
      }
      seenIn = keys;
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
