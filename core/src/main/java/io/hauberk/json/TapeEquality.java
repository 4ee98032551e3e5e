package io.hauberk.json;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** JSON equality and a hash that agrees with it, over the tape. */
final class TapeEquality {
  /*
   * Objects are compared name by name. Most have the same order on both sides, so the search for a name begins where
   * the last one was found. An object above SMALL members whose order differs is indexed first, else a sender could
   * make the search quadratic; the index is a HashMap of strings, which colliding keys turn into a tree.
   *
   * Recursion is as deep as the document, which JsonLimits bounds.
   */
  private static final int SMALL = 16;
  private static final long[] NO_HASHES = {};

  static boolean equal(JsonTape a, int nodeA, JsonTape b, int nodeB) {
    JsonType type = a.type(nodeA);
    if (type != b.type(nodeB)) {
      return false;
    }
    return switch (type) {
      case NULL -> true;
      case BOOLEAN -> a.bool(nodeA) == b.bool(nodeB);
      case NUMBER -> equalNumbers(a, nodeA, b, nodeB);
      case STRING -> TapeText.equals(a, nodeA, b, nodeB);
      case ARRAY -> equalArrays(a, nodeA, b, nodeB);
      case OBJECT -> equalObjects(a, nodeA, b, nodeB);
    };
  }

  private static boolean equalNumbers(JsonTape a, int nodeA, JsonTape b, int nodeB) {
    if (a.isCompact(nodeA) || b.isCompact(nodeB)) { // what can be compact is
      return a.isCompact(nodeA) == b.isCompact(nodeB)
          && a.unscaledLong(nodeA) == b.unscaledLong(nodeB)
          && a.scale(nodeA) == b.scale(nodeB);
    }
    return a.decimal(nodeA).compareTo(b.decimal(nodeB)) == 0;
  }

  private static boolean equalArrays(JsonTape a, int nodeA, JsonTape b, int nodeB) {
    int size = a.size(nodeA);
    if (size != b.size(nodeB)) {
      return false;
    }
    int atA = a.first(nodeA);
    int atB = b.first(nodeB);
    for (int i = 0; i < size; i++) {
      if (!equal(a, atA, b, atB)) {
        return false;
      }
      atA = a.next(atA);
      atB = b.next(atB);
    }
    return true;
  }

  private static boolean equalObjects(JsonTape a, int nodeA, JsonTape b, int nodeB) {
    int size = a.size(nodeA);
    if (size != b.size(nodeB)) {
      return false;
    }
    int nameA = a.first(nodeA);
    int nameB = b.first(nodeB);
    for (int i = 0; i < size; i++) {
      if (!equalNames(a, nameA, b, nameB)) {
        return equalReordered(a, nameA, size - i, b, nodeB);
      }
      if (!equal(a, nameA + 1, b, nameB + 1)) {
        return false;
      }
      nameA = a.next(nameA + 1);
      nameB = b.next(nameB + 1);
    }
    return true;
  }

  /** Looks for the rest of one object's members anywhere in the other. */
  private static boolean equalReordered(
      JsonTape a, int firstA, int count, JsonTape b, int objectB) {
    Map<String, Integer> index = b.size(objectB) > SMALL ? index(b, objectB) : Map.of();
    int nameA = firstA;
    for (int i = 0; i < count; i++) {
      int valueB =
          index.isEmpty() ? search(b, objectB, a, nameA) : index.getOrDefault(a.text(nameA), -1);
      if (valueB < 0 || !equal(a, nameA + 1, b, valueB)) {
        return false;
      }
      nameA = a.next(nameA + 1);
    }
    return true;
  }

  private static int search(JsonTape b, int objectB, JsonTape a, int nameA) {
    int nameB = b.first(objectB);
    for (int i = 0; i < b.size(objectB); i++) {
      if (equalNames(a, nameA, b, nameB)) {
        return nameB + 1;
      }
      nameB = b.next(nameB + 1);
    }
    return -1;
  }

  private static Map<String, Integer> index(JsonTape tape, int object) {
    Map<String, Integer> index = new HashMap<>();
    int name = tape.first(object);
    for (int i = 0; i < tape.size(object); i++) {
      index.put(tape.text(name), name + 1);
      name = tape.next(name + 1);
    }
    return index;
  }

  private static boolean equalNames(JsonTape a, int nameA, JsonTape b, int nameB) {
    return a.fingerprint(nameA) == b.fingerprint(nameB) && TapeText.equals(a, nameA, b, nameB);
  }

  static int hash(JsonTape tape, int node, int seed) {
    boolean container = tape.kind(node) >= JsonTape.ARRAY;
    long[] known = container ? tape.hashes(seed) : NO_HASHES;
    long hash = longHash(tape, node, seed, known);
    return (int) (hash ^ hash >>> 32);
  }

  private static long longHash(JsonTape tape, int node, long seed, long[] known) {
    if (tape.kind(node) < JsonTape.ARRAY) {
      return hashAnew(tape, node, seed, known);
    }
    if (known[node] == 0) {
      known[node] = hashAnew(tape, node, seed, known);
    }
    return known[node];
  }

  private static long hashAnew(JsonTape tape, int node, long seed, long[] known) {
    JsonType type = tape.type(node);
    long key = seed << 3 | tape.kind(node);
    return switch (type) {
      case NULL -> SipHash.hash(key, 0);
      case BOOLEAN -> SipHash.hash(key, tape.bool(node) ? 1 : 0);
      case NUMBER -> hashNumber(tape, node, key);
      case STRING -> TapeText.hash(tape, node, key, 0);
      case ARRAY -> {
        long hash = tape.size(node);
        for (int i = 0, at = tape.first(node); i < tape.size(node); i++, at = tape.next(at)) {
          hash = SipHash.hash(key ^ hash, longHash(tape, at, seed, known));
        }
        yield hash;
      }
      case OBJECT -> {
        long sum = tape.size(node); // a sum, because the order of members does not count
        int name = tape.first(node);
        for (int i = 0; i < tape.size(node); i++) {
          sum +=
              SipHash.hash(
                  TapeText.hash(tape, name, key, 1), longHash(tape, name + 1, seed, known));
          name = tape.next(name + 1);
        }
        yield SipHash.hash(key, sum);
      }
    };
  }

  private static long hashNumber(JsonTape tape, int node, long key) {
    if (tape.isCompact(node)) {
      return SipHash.hash(key ^ (long) tape.scale(node) << 48, tape.unscaledLong(node));
    }
    BigDecimal shortest = tape.decimal(node).stripTrailingZeros();
    byte[] digits = shortest.unscaledValue().toByteArray();
    return SipHash.hash(key, shortest.scale(), digits, 0, digits.length);
  }

  private TapeEquality() {}
}
