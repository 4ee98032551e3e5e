package io.hauberk.identity;

import io.hauberk.identity.TokenRules.OpenToken;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Remembers verified tokens, so that a signature is verified once. Safe for use by any thread. */
final class TokenCache {
  /*
   * Only tokens that were verified enter, so strangers cannot push anybody out. The map answers, and a hit writes
   * nothing. The rest is touched only when a token enters, and says who leaves when there is no room:
   *
   *   1. the oldest, if it is dead: expired, or found not to hold any more;
   *   2. else, if its own caller now holds more than a share, the oldest of that caller;
   *   3. else, if other callers hold more than their share, the oldest of the one that holds most;
   *   4. else the oldest.
   *
   * So whoever has one valid credential, and has thousands of tokens issued to it, displaces no more living tokens
   * of others than its share, a sixteenth, whether they are of one caller or of many; and what it took while there
   * was room goes first when others need theirs. A service whose hundreds of replicas call under one name keeps a
   * token for each: the share binds only where the living tokens are more than the cache can hold, and then nobody
   * who is beyond it gains on another. An honest token that falls out is verified once more.
   *
   * An entry is good until its token's time ends, and as long as its key is in the issuer's keys and the issuer's
   * revocation list doesn't name it: if one of the two is another than at the last hit, both are asked.
   */
  private static final int SHARES = 16;

  /** The keys and the list by which a token was last found good. */
  record Judged(VerificationKeys keys, RevocationList takenBack) {}

  /** A verified token. */
  static final class Entry {
    private final TokenDigest digest;
    private final IssuerProfile profile;
    private final VerificationKey key;
    private final Revocable revocable;
    private final long usableUntilMillis;
    private final VerifiedToken verified;
    private volatile Judged judged;
    private @Nullable Entry nextOfCaller;

    Entry(
        TokenDigest digest,
        OpenToken token,
        VerificationKey key,
        Judged judged,
        VerifiedToken verified) {
      this.digest = digest;
      this.profile = token.profile();
      this.key = key;
      this.revocable = token.claims().revocable();
      this.usableUntilMillis = token.claims().usableUntilMillis();
      this.judged = judged;
      this.verified = verified;
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

    private String callerId() {
      return verified.alone().caller().id();
    }
  }

  /** The tokens of one caller, in the order in which they came: they leave in the same order. */
  private static final class Holding {
    private Entry oldest;
    private Entry newest;
    private int size = 1;

    Holding(Entry first) {
      oldest = first;
      newest = first;
    }

    void add(Entry entry) {
      newest.nextOfCaller = entry;
      newest = entry;
      size++;
    }

    /** Whether none is left. */
    boolean removeOldest() {
      size--;
      Entry next = oldest.nextOfCaller;
      if (next != null) {
        oldest = next;
      }
      return next == null;
    }
  }

  private final int capacity;
  private final int share;
  private final Map<TokenDigest, Entry> entries = new ConcurrentHashMap<>();

  /** Guards what is below it, and the chains of entries. */
  private final ReentrantLock entering = new ReentrantLock();

  /** All entries in the order in which they came. */
  private final Set<Entry> arrivals = new LinkedHashSet<>();

  /** The same, by the id of the caller. */
  private final Map<String, Holding> holdings = new HashMap<>();

  /** Those that are larger than a share: fewer than there are shares. */
  private final Set<Holding> greedy = new HashSet<>();

  /** A cache for so many tokens; zero for none. */
  TokenCache(int capacity) {
    this.capacity = capacity;
    this.share = Math.max(1, capacity / SHARES);
  }

  /** What was found of this token, if it still holds. */
  @Nullable VerifiedToken find(TokenDigest digest, long nowMillis) {
    Entry entry = entries.get(digest);
    if (entry == null) {
      return null;
    }
    if (entry.isGood(nowMillis)) {
      return entry.verified;
    }
    entries.remove(digest, entry); // dead: its place is taken when its turn comes
    return null;
  }

  void remember(Entry entry, long nowMillis) {
    if (capacity == 0) {
      return;
    }
    entering.lock();
    try {
      if (entries.putIfAbsent(entry.digest, entry) != null) {
        return; // several threads verified it at one time
      }
      arrivals.add(entry);
      Holding holding = holdings.get(entry.callerId());
      if (holding == null) {
        holding = new Holding(entry);
        holdings.put(entry.callerId(), holding);
      } else {
        holding.add(entry);
        if (holding.size > share) {
          greedy.add(holding);
        }
      }
      if (arrivals.size() > capacity) {
        forget(leaving(holding, nowMillis));
      }
    } finally {
      entering.unlock();
    }
  }

  /**
   * Who leaves; always the oldest of its caller, the oldest of all included.
   *
   * @param grown what the caller holds whose token has entered, that one included
   */
  private Entry leaving(Holding grown, long nowMillis) {
    Entry oldest = arrivals.iterator().next();
    boolean isDead = nowMillis >= oldest.usableUntilMillis || entries.get(oldest.digest) != oldest;
    if (isDead || greedy.isEmpty()) {
      return oldest;
    }
    return greedy.contains(grown) ? grown.oldest : largest().oldest;
  }

  private Holding largest() {
    return Collections.max(greedy, Comparator.comparingInt(holding -> holding.size));
  }

  private void forget(Entry entry) {
    entries.remove(entry.digest, entry);
    arrivals.remove(entry);
    Holding holding = Objects.requireNonNull(holdings.get(entry.callerId()));
    if (holding.removeOldest()) {
      holdings.remove(entry.callerId());
    }
    if (holding.size <= share) {
      greedy.remove(holding);
    }
  }

  /** How many tokens are known. */
  int size() {
    return entries.size();
  }

  /** How many entries are held, dead ones included. */
  int held() {
    entering.lock();
    try {
      return arrivals.size();
    } finally {
      entering.unlock();
    }
  }

  /** Of how many callers. */
  int callers() {
    entering.lock();
    try {
      return holdings.size();
    } finally {
      entering.unlock();
    }
  }
}
