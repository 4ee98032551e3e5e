package io.hauberk.identity;

import java.security.SecureRandom;

/**
 * Remembers which texts came lately, in a fixed amount of memory, however many come. Not safe for
 * use by several threads.
 */
final class Sightings {
  /*
   * A table of hashes, each with one place; a text that comes later to the same place takes it. So memory of a
   * text fades with the number of those that come after it: of a table of 4096, the next 400 leave nine of ten.
   * The salt keeps others from choosing texts that take the place of a text they know.
   */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long[] hashes;
  private final long salt;

  /** An empty memory of so many places, a power of two. */
  Sightings(int places) {
    this(places, new SecureRandom().nextLong());
  }

  Sightings(int places, long salt) {
    this.hashes = new long[places];
    this.salt = salt;
  }

  /** Whether this text was noted before and is not forgotten; it is noted now. */
  boolean note(String text) {
    long hash = hash(text);
    int place = place(hash);
    boolean known = hashes[place] == hash;
    hashes[place] = hash;
    return known;
  }

  /** Whether this text was noted before and is not forgotten. */
  boolean knows(String text) {
    long hash = hash(text);
    return hashes[place(hash)] == hash;
  }

  private int place(long hash) {
    return (int) (hash >>> 32) & (hashes.length - 1);
  }

  private long hash(String text) {
    long mixed = (text.hashCode() ^ salt) * MULTIPLIER;
    mixed = (mixed ^ mixed >>> 29 ^ text.length()) * MULTIPLIER;
    return (mixed ^ mixed >>> 32) | 1; // zero is an empty place
  }
}
