package io.hauberk.identity;

import io.hauberk.request.Proof;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Remembers verified certificates, so that a chain is validated once. For use by any thread. */
final class CertificateCache {
  /*
   * Only certificates that were verified enter, each known by its own octets and by nothing of what came with it: the
   * rest of the chain is the caller's choice, and whoever has one valid certificate could fill the cache by adding to
   * it. So a caller holds as many places as it was issued certificates, and the oldest leaves when there is no room.
   *
   * A certificate remembers its hash code, and a connection its certificates: a hit compares octets and digests none.
   *
   * An entry is good until the first certificate of its path ends, and as long as the authority that vouched for it
   * is among those in force: if these are others than at the last hit, they are asked.
   */

  /** A verified certificate. */
  static final class Entry {
    private final X509Certificate certificate;
    private final CertificateProfile profile;
    private final X509Certificate authority;
    private final long untilMillis;
    private final Proof proof;
    private volatile Authorities judged;

    Entry(
        X509Certificate certificate,
        CertificateProfile profile,
        ChainCheck.Vouched vouched,
        Authorities judged,
        Proof proof) {
      this.certificate = certificate;
      this.profile = profile;
      this.authority = vouched.authority();
      this.untilMillis = vouched.until().toEpochMilli();
      this.judged = judged;
      this.proof = proof;
    }

    private boolean isGood(Instant now) {
      if (now.toEpochMilli() > untilMillis) { // a certificate includes its last moment
        return false;
      }
      Authorities current = profile.authorities().current();
      if (current == judged) {
        return true;
      }
      if (!current.hold(authority)) {
        return false;
      }
      judged = current;
      return true;
    }
  }

  private final int capacity;
  private final Map<X509Certificate, Entry> entries = new ConcurrentHashMap<>();

  /** Guards what is below it. */
  private final ReentrantLock entering = new ReentrantLock();

  /** In the order in which they came, dead ones included. */
  private final Queue<Entry> arrivals = new ArrayDeque<>();

  /** A cache for so many certificates. */
  CertificateCache(int capacity) {
    this.capacity = capacity;
  }

  /** What this certificate was found to prove, if it still does. */
  @Nullable Proof find(X509Certificate certificate, Instant now) {
    Entry entry = entries.get(certificate);
    if (entry == null) {
      return null;
    }
    if (entry.isGood(now)) {
      return entry.proof;
    }
    entries.remove(certificate, entry);
    return null;
  }

  void remember(Entry entry) {
    entering.lock();
    try {
      if (entries.putIfAbsent(entry.certificate, entry) != null) {
        return; // several threads verified it at one time
      }
      arrivals.add(entry);
      if (arrivals.size() > capacity) {
        Entry oldest = arrivals.remove();
        entries.remove(oldest.certificate, oldest);
      }
    } finally {
      entering.unlock();
    }
  }

  /** How many certificates are known. */
  int size() {
    return entries.size();
  }
}
