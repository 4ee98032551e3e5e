package io.hauberk.identity;

import java.util.LinkedHashSet;
import java.util.Set;

/** Decides which unknown key ids are worth a fetch. Not safe for use by several threads. */
final class LookBudget {
  /*
   * A token with an unknown `kid` may be the first one after a rotation, or a stranger's invention. Nothing in
   * it tells which: until the key is there, all of it is unproven. So fetches are rationed: in each window of
   * one cool-down there is one for the first that comes, and one in reserve.
   *
   * The reserve is there so that a stranger's storm cannot hold off a rotation until the window ends. It goes
   * to a peer other than the one that had the first fetch, or to a `kid` that comes a second time: a storm of
   * invented ids has neither, while the callers of a rotated issuer have both. Whoever knows this can waste
   * the reserve too; a rotation is then noticed when the window ends, or by the next regular fetch.
   *
   * An id that a fetch of this window has looked for is not looked for again. What is remembered is bounded:
   * 256 ids of at most 256 characters; longer ids are never looked for.
   */
  private static final int MAX_ID_LENGTH = 256;
  private static final int MAX_IDS = 256;

  private final long cooldownMillis;
  private final Set<String> soughtIds = new LinkedHashSet<>();
  private final Set<String> postponedIds = new LinkedHashSet<>();
  private boolean open;
  private long openedAtMillis;
  private String firstPeer = "";
  private boolean reserveSpent;

  LookBudget(long cooldownMillis) {
    this.cooldownMillis = cooldownMillis;
  }

  /** Whether this id may be looked for now; if so, the fetch counts as spent. */
  boolean trySpend(String keyId, String peer, long nowMillis) {
    if (keyId.length() > MAX_ID_LENGTH) {
      return false;
    }
    long passed = nowMillis - openedAtMillis;
    if (!open || passed >= cooldownMillis || passed < 0) { // or the clock was put back
      begin(keyId, peer, nowMillis);
      return true;
    }
    if (soughtIds.contains(keyId) || reserveSpent) {
      return false;
    }
    if (!peer.equals(firstPeer) || postponedIds.contains(keyId)) {
      reserveSpent = true;
      soughtIds.add(keyId);
      return true;
    }
    if (postponedIds.size() >= MAX_IDS) {
      postponedIds.remove(postponedIds.iterator().next()); // the oldest
    }
    postponedIds.add(keyId);
    return false;
  }

  private void begin(String keyId, String peer, long nowMillis) {
    open = true;
    openedAtMillis = nowMillis;
    firstPeer = peer;
    reserveSpent = false;
    soughtIds.clear();
    postponedIds.clear();
    soughtIds.add(keyId);
  }
}
