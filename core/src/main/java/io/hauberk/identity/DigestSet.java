package io.hauberk.identity;

/**
 * A set of digests in 16 octets each, with open addressing. Not for use by several threads.
 *
 * <p>Half of each digest is enough: nobody can choose or foresee it, see {@link TokenDigest}, and
 * that any two of a million share 128 bits is less likely than one in 10^26.
 */
final class DigestSet {
  private static final int SMALLEST = 16;

  /** Pairs; a first half of zero means that the place is free. */
  private long[] halves = new long[2 * SMALLEST];

  private int size;

  /** Whether the digest is in the set. */
  boolean contains(TokenDigest digest) {
    return halves[placeOf(first(digest), digest.b())] != 0;
  }

  /** Adds a digest that is not in the set. */
  void add(TokenDigest digest) {
    if (size >= halves.length / 4) { // places are half of it: half full
      grow();
    }
    put(first(digest), digest.b());
    size++;
  }

  int size() {
    return size;
  }

  private static long first(TokenDigest digest) {
    return digest.a() == 0 ? 1 : digest.a();
  }

  private void put(long a, long b) {
    int place = placeOf(a, b);
    halves[place] = a;
    halves[place + 1] = b;
  }

  /** Where the digest is, or would be. */
  private int placeOf(long a, long b) {
    int mask = halves.length - 1;
    int place = ((int) a << 1) & mask;
    while (halves[place] != 0 && (halves[place] != a || halves[place + 1] != b)) {
      place = (place + 2) & mask;
    }
    return place;
  }

  private void grow() {
    long[] before = halves;
    halves = new long[before.length * 2];
    for (int i = 0; i < before.length; i += 2) {
      if (before[i] != 0) {
        put(before[i], before[i + 1]);
      }
    }
  }
}
