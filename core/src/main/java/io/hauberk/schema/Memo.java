package io.hauberk.schema;

/** Remembers which schema found which value to fit; forgets what does not find room. */
final class Memo {
  /*
   * Open addressing over longs: schema and node, and the verdict in the lowest bit; zero is empty,
   * which no entry is, because schemas are numbered from one. Grows up to a bound, at most half
   * full. Nodes are places on the tape and schemas are the contract's, so a caller has no say in how
   * they scatter beyond the order of its values.
   */
  private static final int MAX_SLOTS = 1 << 18;

  private long[] slots = new long[1 << 10];
  private int used;

  /** One if the value fits the schema, zero if not, -1 if nobody knows. */
  int find(int schema, int node) {
    long key = key(schema, node);
    int mask = slots.length - 1;
    for (int i = slot(key, mask); slots[i] != 0; i = (i + 1) & mask) {
      if ((slots[i] & ~1L) == key) {
        return (int) (slots[i] & 1);
      }
    }
    return -1;
  }

  void put(int schema, int node, boolean valid) {
    if (used * 2 >= slots.length) {
      if (slots.length == MAX_SLOTS) {
        return;
      }
      grow();
    }
    insert(slots, key(schema, node) | (valid ? 1 : 0));
    used++;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long entry : slots) {
      if (entry != 0) {
        insert(larger, entry);
      }
    }
    slots = larger;
  }

  private static void insert(long[] slots, long entry) {
    int mask = slots.length - 1;
    int i = slot(entry & ~1L, mask);
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = entry;
  }

  private static long key(int schema, int node) {
    return ((long) schema << 32) | ((long) node << 1);
  }

  private static int slot(long key, int mask) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
