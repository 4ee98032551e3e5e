package io.hauberk.identity;

/**
 * A set of digests that takes 16 to 32 octets for each, and no more while it grows. Not for use by
 * several threads.
 *
 * <p>Half of each digest is enough: nobody can choose or foresee it, see {@link TokenDigest}, and
 * that any two of a million share 128 bits is less likely than one in 10^26.
 */
final class DigestSet {
  /*
   * Open addressing in small parts, each of which grows by itself, by half, when it is three quarters full: so half of
   * the places are taken at least, and what is copied at one time is a sixty-fourth. One half of a digest says in which
   * part it is, the other where in it, so that any number of places will do.
   */
  private static final int PARTS = 64;
  private static final int SMALLEST = 8;
  private static final int OCTETS_OF_PLACE = 2 * Long.BYTES;

  /** Pairs in each part; a first half of zero means that the place is free. */
  private final long[][] parts = new long[PARTS][];

  private final int[] sizes = new int[PARTS];
  private int size;

  DigestSet() {
    for (int part = 0; part < PARTS; part++) {
      parts[part] = new long[2 * SMALLEST];
    }
  }

  /** Whether the digest is in the set. */
  boolean contains(TokenDigest digest) {
    long first = first(digest);
    long[] halves = parts[partOf(first)];
    return halves[placeOf(halves, first, digest.b())] != 0;
  }

  /** Adds a digest that is not in the set. */
  void add(TokenDigest digest) {
    long first = first(digest);
    int part = partOf(first);
    int places = parts[part].length / 2;
    if (4 * (sizes[part] + 1) > 3 * places) {
      parts[part] = copy(parts[part], places + places / 2);
    }
    put(parts[part], first, digest.b());
    sizes[part]++;
    size++;
  }

  int size() {
    return size;
  }

  /** How many octets its places take. */
  long octets() {
    long octets = 0;
    for (long[] halves : parts) {
      octets += (long) halves.length / 2 * OCTETS_OF_PLACE;
    }
    return octets;
  }

  private static long first(TokenDigest digest) {
    return digest.a() == 0 ? 1 : digest.a();
  }

  private static int partOf(long first) {
    return (int) first & (PARTS - 1);
  }

  private static void put(long[] halves, long a, long b) {
    int place = placeOf(halves, a, b);
    halves[place] = a;
    halves[place + 1] = b;
  }

  /** Where the digest is, or would be. */
  private static int placeOf(long[] halves, long a, long b) {
    int place = 2 * (int) (((b >>> 32) * (halves.length / 2)) >>> 32);
    while (halves[place] != 0 && (halves[place] != a || halves[place + 1] != b)) {
      place += 2;
      if (place == halves.length) {
        place = 0;
      }
    }
    return place;
  }

  private static long[] copy(long[] before, int places) {
    long[] halves = new long[2 * places];
    for (int i = 0; i < before.length; i += 2) {
      if (before[i] != 0) {
        put(halves, before[i], before[i + 1]);
      }
    }
    return halves;
  }
}
