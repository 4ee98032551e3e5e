package io.hauberk.schema;

import io.hauberk.json.JsonTape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that a schema knows, numbered, and found by the names on a tape without allocation. */
final class NameTable {
  /*
   * Open addressing over the tape's fingerprints, whose upper bits are well mixed; at most half full.
   * A slot holds the fingerprint and the number plus one; zero is empty. Only names of the schema are
   * in it, so a caller cannot make its chains long.
   *
   * Equal fingerprints are confirmed. A name of up to 16 octets is its first and last eight, which
   * are two comparisons; where the tape's octets end sooner, and for long names, all are compared.
   */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHORT = 16;

  /** A name, and what comparisons need of it. */
  private static final class Name {
    final String text;
    final byte[] octets;
    final int length;
    final int fingerprint;
    final long head;
    final long tail;

    Name(String text) {
      this.text = text;
      this.octets = text.getBytes(StandardCharsets.UTF_8);
      this.length = octets.length;
      this.fingerprint = JsonTape.fingerprint(text);
      byte[] padded = Arrays.copyOf(octets, Math.max(length, Long.BYTES));
      this.head = (long) EIGHT.get(padded, 0);
      this.tail = (long) EIGHT.get(padded, Math.max(0, length - Long.BYTES));
    }

    boolean isAt(JsonTape tape, int node) {
      if (tape.escaped(node)) {
        return tape.textEquals(node, text);
      }
      byte[] bytes = tape.bytes();
      int from = tape.start(node);
      if (tape.textEnd(node) - from != length) {
        return false;
      }
      if (length > SHORT || length == 0 || from + Long.BYTES > bytes.length) {
        return Arrays.equals(bytes, from, from + length, octets, 0, length);
      }
      long begin = (long) EIGHT.get(bytes, from);
      if (length < Long.BYTES) {
        return (begin ^ head) << (Long.SIZE - Long.BYTES * length) == 0;
      }
      return begin == head && (long) EIGHT.get(bytes, from + length - Long.BYTES) == tail;
    }
  }

  private final Name[] names;
  private final long[] table;
  private final int shift;

  static NameTable of(Collection<String> some, Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return new NameTable(List.copyOf(all));
  }

  private NameTable(List<String> all) {
    this.names = new Name[all.size()];
    this.table = new long[Integer.highestOneBit(Math.max(names.length, 1)) * 4];
    this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(table.length);
    for (int i = 0; i < names.length; i++) {
      names[i] = new Name(all.get(i));
      int slot = names[i].fingerprint >>> shift;
      while (table[slot] != 0) {
        slot = next(slot);
      }
      table[slot] = (long) names[i].fingerprint << 32 | (i + 1);
    }
  }

  int size() {
    return names.length;
  }

  List<String> names() {
    List<String> texts = new ArrayList<>(names.length);
    for (Name name : names) {
      texts.add(name.text);
    }
    return texts;
  }

  String name(int index) {
    return names[index].text;
  }

  /** The number of a name on the tape, or -1. */
  int find(JsonTape tape, int node) {
    return find(tape, node, tape.fingerprint(node));
  }

  /** The same, quicker if it is the expected one. */
  int find(JsonTape tape, int node, int fingerprint, int expected) {
    if (expected < names.length) {
      Name name = names[expected];
      if (name.fingerprint == fingerprint && name.isAt(tape, node)) {
        return expected;
      }
    }
    return find(tape, node, fingerprint);
  }

  /** The number of a string on the tape that has this fingerprint, or -1. */
  int find(JsonTape tape, int node, int fingerprint) {
    int slot = fingerprint >>> shift;
    for (long entry = table[slot]; entry != 0; entry = table[slot]) {
      if ((int) (entry >> 32) == fingerprint && names[(int) entry - 1].isAt(tape, node)) {
        return (int) entry - 1;
      }
      slot = next(slot);
    }
    return -1;
  }

  /** The number of a name, or -1. */
  int indexOf(String name) {
    int fingerprint = JsonTape.fingerprint(name);
    int slot = fingerprint >>> shift;
    for (long entry = table[slot]; entry != 0; entry = table[slot]) {
      int index = (int) entry - 1;
      if ((int) (entry >> 32) == fingerprint && names[index].text.equals(name)) {
        return index;
      }
      slot = next(slot);
    }
    return -1;
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

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }
}
