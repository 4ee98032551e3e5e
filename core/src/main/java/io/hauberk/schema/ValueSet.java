package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.security.SecureRandom;
import java.util.Arrays;

/** The elements of an array, for quick lookup by JSON equality. */
final class ValueSet {
  /*
   * Open addressing over the tape's seeded hash: a table of nodes, -1 where there is none, at most
   * half full. The seed is drawn once for the process, so nobody outside can prepare values that
   * collide. A handful of values is compared one by one: for those a hash costs more.
   */
  private static final int SEED = new SecureRandom().nextInt();
  private static final int FEW = 6;
  private static final int[] NO_TABLE = {};

  private final JsonTape tape;
  private final int array;
  private final int[] table;

  ValueSet(JsonTape tape, int array) {
    this.tape = tape;
    this.array = array;
    this.table = tape.size(array) <= FEW ? NO_TABLE : table(tape.size(array));
    if (table.length > 0) {
      addUntilRepeated(tape, array, table);
    }
  }

  /** Whether no two elements of an array are equal. */
  static boolean distinct(JsonTape tape, int array) {
    int size = tape.size(array);
    return size <= FEW
        ? distinctByPairs(tape, array, size)
        : !addUntilRepeated(tape, array, table(size));
  }

  boolean contains(JsonTape other, int node) {
    if (table.length == 0) {
      int at = tape.first(array);
      for (int i = tape.size(array); i > 0; i--) {
        if (JsonTape.equal(tape, at, other, node)) {
          return true;
        }
        at = tape.next(at);
      }
      return false;
    }
    int mask = table.length - 1;
    for (int slot = slot(other, node, mask); table[slot] >= 0; slot = (slot + 1) & mask) {
      if (JsonTape.equal(tape, table[slot], other, node)) {
        return true;
      }
    }
    return false;
  }

  private static boolean distinctByPairs(JsonTape tape, int array, int size) {
    int at = size < 2 ? 0 : tape.first(array);
    for (int i = size; i > 1; i--) {
      int other = tape.next(at);
      for (int j = i; j > 1; j--) {
        if (JsonTape.equal(tape, at, tape, other)) {
          return false;
        }
        if (j > 2) {
          other = tape.next(other);
        }
      }
      at = tape.next(at);
    }
    return true;
  }

  private static int[] table(int size) {
    int[] table = new int[Integer.highestOneBit(Math.max(size, 4)) * 4];
    Arrays.fill(table, -1);
    return table;
  }

  /** Fills a table; true as soon as an element is there already. */
  private static boolean addUntilRepeated(JsonTape tape, int array, int[] table) {
    int mask = table.length - 1;
    int at = tape.first(array);
    for (int i = tape.size(array); i > 0; i--) {
      int slot = slot(tape, at, mask);
      while (table[slot] >= 0 && !JsonTape.equal(tape, table[slot], tape, at)) {
        slot = (slot + 1) & mask;
      }
      if (table[slot] >= 0) {
        return true;
      }
      table[slot] = at;
      at = tape.next(at);
    }
    return false;
  }

  private static int slot(JsonTape tape, int node, int mask) {
    int hash = tape.hash(node, SEED) * 0x9E3779B9;
    return (hash ^ hash >>> 15) & mask;
  }
}
