package io.hauberk.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Key ids that a fresh set of keys did not hold, and for how long they need not be looked for. Not
 * safe for use by several threads.
 */
final class AbsentIds {
  /*
   * Tokens of a key that was retired come for as long as they live, from clients that mean no harm; each would be
   * worth a fetch, again and again. An issuer that signs with a key a moment before all of its servers publish it
   * looks the same. So an id is left alone for a short time at first, and for twice as long after each further
   * set without it. A set that holds the id, whatever it was fetched for, ends the matter: who finds the key
   * does not ask here.
   *
   * Only ids for which a fetch was made come here, so a stranger adds no more of them than the budget has fetches.
   */
  private static final int MAX_IDS = 256;
  private static final long LONGEST_MILLIS = 300_000;

  private record Absence(long sinceMillis, long lengthMillis) {

    boolean lasts(long nowMillis) {
      long passed = nowMillis - sinceMillis;
      return passed >= 0 && passed < lengthMillis; // unless the clock was put back
    }
  }

  private final long firstMillis;
  private final Map<String, Absence> absences = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param firstMillis how long an id is left alone at first
   */
  AbsentIds(long firstMillis) {
    this.firstMillis = firstMillis;
  }

  /** Whether this id need not be looked for now. */
  boolean contains(String keyId, long nowMillis) {
    Absence absence = absences.get(keyId);
    return absence != null && absence.lasts(nowMillis);
  }

  /** A set that was fetched at this time does not hold the id. */
  void add(String keyId, long fetchedAtMillis) {
    @Nullable Absence last = absences.remove(keyId);
    long length =
        last == null
            ? firstMillis
            : Math.max(firstMillis, Math.min(last.lengthMillis() * 2, LONGEST_MILLIS));
    if (absences.size() >= MAX_IDS) {
      absences.remove(absences.keySet().iterator().next()); // the one that was added first
    }
    absences.put(keyId, new Absence(fetchedAtMillis, length));
  }

  int size() {
    return absences.size();
  }
}
