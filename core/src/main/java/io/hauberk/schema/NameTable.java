package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that a schema knows, numbered, and found by the names on a tape without allocation. */
final class NameTable {
  /*
   * Open addressing over the tape's fingerprints; a table of numbers, -1 where there is none, at
   * most half full. Only names of the schema are in it, so a caller cannot make its chains long.
   */
  private final String[] names;
  private final byte[][] octets;
  private final int[] fingerprints;
  private final int[] table;

  static NameTable of(Collection<String> some, Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return new NameTable(List.copyOf(all));
  }

  private NameTable(List<String> all) {
    this.names = all.toArray(String[]::new);
    this.octets = new byte[names.length][];
    this.fingerprints = new int[names.length];
    this.table = new int[Integer.highestOneBit(Math.max(names.length, 1)) * 4];
    Arrays.fill(table, -1);
    for (int i = 0; i < names.length; i++) {
      octets[i] = names[i].getBytes(StandardCharsets.UTF_8);
      fingerprints[i] = JsonTape.fingerprint(names[i]);
      int slot = slot(fingerprints[i]);
      while (table[slot] >= 0) {
        slot = next(slot);
      }
      table[slot] = i;
    }
  }

  int size() {
    return names.length;
  }

  List<String> names() {
    return List.of(names);
  }

  String name(int index) {
    return names[index];
  }

  /** The number of a name on the tape, or -1. */
  int find(JsonTape tape, int node) {
    return find(tape, node, tape.fingerprint(node));
  }

  /** The number of a string on the tape that has this fingerprint, or -1. */
  int find(JsonTape tape, int node, int fingerprint) {
    for (int slot = slot(fingerprint); table[slot] >= 0; slot = next(slot)) {
      int index = table[slot];
      if (fingerprints[index] == fingerprint && isName(tape, node, index)) {
        return index;
      }
    }
    return -1;
  }

  private boolean isName(JsonTape tape, int node, int index) {
    if (tape.escaped(node)) {
      return tape.textEquals(node, names[index]);
    }
    byte[] name = octets[index];
    return Arrays.equals(tape.bytes(), tape.start(node), tape.end(node), name, 0, name.length);
  }

  /** The number of a name, or -1. */
  int indexOf(String name) {
    return Arrays.asList(names).indexOf(name);
  }

  /** The value of an object's member, or -1. */
  static int findMember(JsonTape tape, int object, String name) {
    int size = tape.size(object);
    int at = size == 0 ? 0 : tape.first(object);
    for (int i = 0; i < size; i++) {
      if (tape.textEquals(at, name)) {
        return at + 1;
      }
      at = tape.next(at + 1);
    }
    return -1;
  }

  private int slot(int fingerprint) {
    int mixed = fingerprint * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & (table.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }
}
