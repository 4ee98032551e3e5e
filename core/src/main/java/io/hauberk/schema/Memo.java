package io.hauberk.schema;

import java.util.Arrays;

/**
 * Remembers which schema found which value to fit, and what it evaluated of it. When it is full it
 * forgets what is longest ago.
 */
final class Memo {
  /*
   * Two tables: the young one takes what is new; when it is full it becomes the old one, and what
   * was old is forgotten. What the old one still knows moves over when it is asked for.
   *
   * Open addressing over longs: the key names schema, dynamic scope and node; zero is empty, which
   * no key is. Nodes are places on the tape and schemas are the contract's, so a caller has no say
   * in how they scatter beyond the order of its values.
   */
  static final int UNKNOWN = 0;
  static final int BREAKS = 1;
  static final int FITS = 2;

  /** What is wrong with the value stands in the findings. */
  static final int TOLD = 4;

  /** It is known which members were evaluated. */
  static final int MARKED = 8;

  private static final int MARKS_SHIFT = 4;
  private static final int FIRST_SLOTS = 1 << 8;
  private static final int MAX_SLOTS = 1 << 17;
  private static final int MAX_MARKS = 1 << 17;
  private static final int LARGEST_KEPT = 1 << 12;

  private Table young = new Table();
  private Table old = new Table();

  /** Forgets everything; keeps its memory, if it is little. */
  void clear() {
    young.clear();
    old.clear();
  }

  /** What is known of a value, as flags; {@link #UNKNOWN} if nothing is. */
  int find(long key) {
    return flags(entry(key));
  }

  private int entry(long key) {
    int entry = young.find(key);
    if (entry == UNKNOWN && old.used > 0) {
      entry = old.find(key);
      if (entry != UNKNOWN) {
        long[] marks = old.marks;
        boolean marked = (entry & MARKED) != 0;
        int size = marked ? (int) marks[entry >>> MARKS_SHIFT] : 0;
        makeRoom(size + 1);
        int at = 0;
        if (marked) {
          at = young.reserve(size);
          System.arraycopy(marks, (entry >>> MARKS_SHIFT) + 1, young.marks, at + 1, size);
        }
        entry = flags(entry) | at << MARKS_SHIFT;
        young.put(key, entry);
      }
    }
    return entry;
  }

  /** Adds what is known to have been evaluated to the sheet at hand. */
  void addMarks(long key, Marks marks) {
    int entry = entry(key);
    if ((entry & MARKED) != 0) {
      marks.addFrom(young.marks, (entry >>> MARKS_SHIFT) + 1);
    }
  }

  void put(long key, int flags) {
    makeRoom(0);
    young.put(key, flags);
  }

  /** Remembers a value that fits, and the sheet at hand, which takes this many longs. */
  void put(long key, int flags, Marks marks, int words) {
    if (words >= MAX_MARKS) {
      return;
    }
    makeRoom(words + 1);
    int at = young.reserve(words);
    marks.copyTo(young.marks, at + 1);
    young.put(key, flags | MARKED | at << MARKS_SHIFT);
  }

  private static int flags(int entry) {
    return entry & ((1 << MARKS_SHIFT) - 1);
  }

  private void makeRoom(int marks) {
    if (young.isFull() || young.marksUsed + marks > MAX_MARKS) {
      Table spare = old;
      old = young;
      young = spare;
      young.clear();
    }
  }

  private static final class Table {
    private long[] keys = {};
    private int[] entries = {};
    private int used;
    private long[] marks = {};
    private int marksUsed;

    void clear() {
      if (keys.length > LARGEST_KEPT) {
        keys = new long[0];
        entries = new int[0];
      } else if (used > 0) {
        Arrays.fill(keys, 0);
      }
      if (marks.length > LARGEST_KEPT) {
        marks = new long[0];
      }
      used = 0;
      marksUsed = 0;
    }

    boolean isFull() {
      return used * 2 >= MAX_SLOTS;
    }

    int find(long key) {
      if (used == 0) {
        return UNKNOWN;
      }
      int slot = slot(key);
      return keys[slot] == key ? entries[slot] : UNKNOWN;
    }

    void put(long key, int entry) {
      if (used * 2 >= keys.length) {
        grow();
      }
      int slot = slot(key);
      if (keys[slot] == 0) {
        keys[slot] = key;
        used++;
      }
      entries[slot] = entry;
    }

    /** Room for a sheet of this many longs, and before it how many they are. */
    int reserve(int words) {
      int at = marksUsed;
      if (at + words + 1 > marks.length) {
        marks = Arrays.copyOf(marks, Math.max(64, 2 * (at + words + 1)));
      }
      marks[at] = words;
      marksUsed += words + 1;
      return at;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] oldEntries = entries;
      int slots = Math.max(FIRST_SLOTS, 2 * keys.length);
      keys = new long[slots];
      entries = new int[slots];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int slot = slot(oldKeys[i]);
          keys[slot] = oldKeys[i];
          entries[slot] = oldEntries[i];
        }
      }
    }

    /** Where the key stands, or would. */
    private int slot(long key) {
      int mask = keys.length - 1;
      int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
