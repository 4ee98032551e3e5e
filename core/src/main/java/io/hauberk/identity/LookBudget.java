package io.hauberk.identity;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which unknown key ids are worth a fetch. Not safe for use by several threads. */
final class LookBudget {
  /*
   * A token with an unknown `kid` may be the first one after a rotation, or a stranger's invention. Nothing in
   * it tells which: until the key is there, all of it is unproven. So fetches are rationed: in each window of
   * one cool-down there is one for the first that comes, and two in reserve.
   *
   * The reserve is there so that a stranger's storm cannot hold off a rotation until the window ends. One goes
   * to a peer that has brought a good token lately, other than the one that had the first fetch; one to a `kid`
   * that comes a second time. A storm of invented ids has neither, from however many peers it comes: while the
   * callers of a rotated issuer have both. Whoever knows this, and shares a proxy with honest callers or repeats
   * its ids, can waste the reserve, too. The rotation is then noticed when the window ends: whatever id a fetch
   * is made for, it brings all keys.
   *
   * An id that a fetch of this window has looked for is not looked for again in it; one that a fresh set did not
   * hold (AbsentIds) is left alone for longer, unless such a peer brings it and its reserve is there: a stranger
   * who names the next key before its time must not hold off those who come with its tokens. What is remembered is bounded: a few ids of at most 256 characters, since longer ids are never
   * looked for, and of those that were not looked for hashes only.
   */
  private static final int MAX_ID_LENGTH = 256;
  private static final int PLACES = 4096;
  private static final int PEERS = 1024;

  private final long cooldownMillis;
  private final AbsentIds absent;
  private final Sightings postponed;
  private final Sightings peers;
  private final Set<String> sought = new HashSet<>();
  private long openedAtMillis = Long.MIN_VALUE / 2; // the first window begins with the first id
  private @Nullable String firstPeer;
  private boolean peerReserveSpent;
  private boolean idReserveSpent;

  LookBudget(long cooldownMillis) {
    this(cooldownMillis, new Sightings(PLACES), new Sightings(PEERS));
  }

  LookBudget(long cooldownMillis, Sightings postponed, Sightings peers) {
    this.cooldownMillis = cooldownMillis;
    this.absent = new AbsentIds(cooldownMillis);
    this.postponed = postponed;
    this.peers = peers;
  }

  /** Whether this id may be looked for now; if so, the fetch counts as spent. */
  boolean trySpend(String keyId, String peer, long nowMillis) {
    if (keyId.length() > MAX_ID_LENGTH) {
      return false;
    }
    long passed = nowMillis - openedAtMillis;
    if (passed >= cooldownMillis || passed < 0) { // or the clock was put back
      begin(nowMillis);
    }
    if (sought.contains(keyId)) {
      return false;
    }
    boolean spent =
        absent.contains(keyId, nowMillis)
            ? trySpendPeerReserve(peer)
            : trySpendFirst(peer) || trySpendReserve(keyId, peer);
    return spent && sought.add(keyId);
  }

  private boolean trySpendFirst(String peer) {
    if (firstPeer != null) {
      return false;
    }
    firstPeer = peer;
    return true;
  }

  private boolean trySpendReserve(String keyId, String peer) {
    boolean cameBefore = postponed.note(keyId);
    if (trySpendPeerReserve(peer)) {
      return true;
    }
    if (!idReserveSpent && cameBefore) {
      idReserveSpent = true;
      return true;
    }
    return false;
  }

  private boolean trySpendPeerReserve(String peer) {
    if (peerReserveSpent || peer.equals(firstPeer) || !peers.knows(peer)) {
      return false;
    }
    peerReserveSpent = true;
    return true;
  }

  private void begin(long nowMillis) {
    openedAtMillis = nowMillis;
    firstPeer = null;
    peerReserveSpent = false;
    idReserveSpent = false;
    sought.clear();
  }

  /** This peer has brought a token that a key of the issuer has signed. */
  void vouchFor(String peer) {
    peers.note(peer);
  }

  /** The set that was fetched for this id, at this time, does not hold it. */
  void missed(String keyId, long fetchedAtMillis) {
    absent.add(keyId, fetchedAtMillis);
  }
}
