package io.hauberk.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/** Finds a name that an object has twice, in time that grows with the number of names only. */
final class MemberNames {
  /*
   * Three steps, from the usual to the rare.
   *
   * 1. Each open object has a filter of 64 bits. A name whose bit is not yet set is new: done.
   * 2. In an object of up to SMALL names, a set bit means a walk over the names before it. Fingerprints are compared,
   *    texts only when those agree. The walk is bounded by SMALL, so a sender who prepares colliding fingerprints
   *    gains nothing.
   * 3. The names of a larger object go into one hash table for the whole document, keyed by object and name, with a
   *    keyed hash (SipHash) so that collisions cannot be prepared. The table is emptied by the next document that
   *    needs it, not before.
   *
   * Fingerprint and hash are those of the unescaped text: an escape makes no other name.
   */
  static final int SMALL = 16;
  private static final int FIRST_CAPACITY = 64;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final JsonTape tape;
  private long[] filters = new long[16]; // by depth
  private long[] entries = {}; // object + 1 in the upper half, name in the lower; 0 is free
  private int[] hashes = {};
  private int capacity; // slots in use, a power of two
  private int size;
  private long key0;
  private long key1;

  MemberNames(JsonTape tape) {
    this.tape = tape;
  }

  /** A document begins. */
  void begin() {
    capacity = 0;
    size = 0;
  }

  /** Keeps the filter of an object while a container inside it, at this depth, is read. */
  void suspend(int depth, long filter) {
    if (depth >= filters.length) {
      filters = Arrays.copyOf(filters, Math.max(depth + 1, 2 * filters.length));
    }
    filters[depth] = filter;
  }

  /** The filter that was kept. */
  long resume(int depth) {
    return filters[depth];
  }

  /**
   * Adds the next name of an object, if its bit is in the filter or the object is no longer small.
   *
   * @param count names that the object has without this one
   * @param name its node, written already
   * @param fingerprint that of the name
   * @return false if the object has the name already
   */
  boolean add(int object, int count, int name, int fingerprint) {
    if (count < SMALL) {
      return !isAmong(object + 1, count, name, fingerprint);
    }
    if (count == SMALL) {
      for (int i = 0, earlier = object + 1; i < count; i++, earlier = tape.next(earlier + 1)) {
        insert(object, earlier);
      }
    }
    return insert(object, name);
  }

  private boolean isAmong(int first, int count, int name, int fingerprint) {
    for (int i = 0, earlier = first; i < count; i++, earlier = tape.next(earlier + 1)) {
      if (tape.fingerprint(earlier) == fingerprint && TapeText.equals(tape, earlier, tape, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean insert(int object, int name) {
    if (size >= capacity / 2) {
      grow();
    }
    int hash = hash(object, name);
    int slot = hash & (capacity - 1);
    while (entries[slot] != 0) {
      long entry = entries[slot];
      if (hashes[slot] == hash
          && (int) (entry >> 32) == object + 1
          && TapeText.equals(tape, (int) entry, tape, name)) {
        return false;
      }
      slot = (slot + 1) & (capacity - 1);
    }
    entries[slot] = (long) (object + 1) << 32 | name;
    hashes[slot] = hash;
    size++;
    return true;
  }

  private int hash(int object, int name) {
    long hash = TapeText.hash(tape, name, key0, key1 ^ object);
    return (int) (hash ^ hash >>> 32);
  }

  private void grow() {
    if (capacity == 0) {
      begin(FIRST_CAPACITY);
      return;
    }
    long[] oldEntries = Arrays.copyOf(entries, capacity);
    int[] oldHashes = Arrays.copyOf(hashes, capacity);
    int entriesBefore = size;
    begin(2 * capacity);
    size = entriesBefore;
    for (int i = 0; i < oldEntries.length; i++) {
      if (oldEntries[i] != 0) {
        int slot = oldHashes[i] & (capacity - 1);
        while (entries[slot] != 0) {
          slot = (slot + 1) & (capacity - 1);
        }
        entries[slot] = oldEntries[i];
        hashes[slot] = oldHashes[i];
      }
    }
  }

  /** Empties as many slots as are needed now; the arrays are kept from document to document. */
  private void begin(int slots) {
    if (entries.length < slots) {
      if (entries.length == 0) {
        SecureRandom random = new SecureRandom();
        key0 = random.nextLong();
        key1 = random.nextLong();
      }
      entries = new long[slots];
      hashes = new int[slots];
    } else {
      Arrays.fill(entries, 0, slots, 0);
    }
    capacity = slots;
    size = 0;
  }

  /** The fingerprint of a name as it was scanned. */
  static int fingerprintOfScan(byte[] bytes, int from, long scan) {
    if ((Scan.flags(scan) & JsonTape.ESCAPED) != 0) {
      byte[] utf8 = TapeText.unescaped(bytes, from, Scan.offset(scan));
      return fingerprint(utf8, 0, utf8.length);
    }
    return fingerprint(bytes, from, Scan.offset(scan));
  }

  /** A quick summary of a name: its length and its last eight octets. Without branches. */
  static int fingerprint(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return 0;
    }
    if (to < Long.BYTES) { // the very beginning of the array
      byte[] padded = new byte[Long.BYTES + length];
      System.arraycopy(bytes, from, padded, Long.BYTES, length);
      return fingerprint(padded, Long.BYTES, padded.length);
    }
    long tail = (long) EIGHT.get(bytes, to - Long.BYTES);
    long text = tail >>> (Long.SIZE - 8 * Math.min(length, Long.BYTES));
    return (int) (((text + length) * 0xD6E8_FEB8_6659_FD93L) >>> 32);
  }
}
