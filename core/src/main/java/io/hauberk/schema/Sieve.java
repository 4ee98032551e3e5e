package io.hauberk.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of up to 64 schemas a value may fit, as bits, told without entering them: from its type,
 * and for an object from the names that it has and the values under them.
 */
final class Sieve {
  private static final int MAX_NAMES = 64;

  private final ValueSieve values;
  private final NameTable names;
  private final long[] requiring; // by name, the schemas that require it
  private final @Nullable ValueSieve[] byName;

  static Sieve of(List<SchemaNode> schemas, Glances glances) {
    ValueSieve values = new ValueSieve(schemas.stream().map(glances::of).toList());
    long objects = values.ofKind(Types.OBJECT_KIND);
    if (Long.bitCount(objects) < 2) {
      return new Sieve(values, List.of(), List.of(), objects);
    }
    List<Glance.OfObject> members = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < schemas.size(); i++) {
      boolean takesObjects = (objects >> i & 1) != 0;
      members.add(takesObjects ? glances.ofObject(schemas.get(i)) : Glance.OfObject.ANYTHING);
      names.addAll(members.get(i).members().keySet());
      names.addAll(members.get(i).required());
    }
    return new Sieve(values, names.stream().limit(MAX_NAMES).toList(), members, objects);
  }

  private Sieve(
      ValueSieve values, List<String> candidates, List<Glance.OfObject> members, long objects) {
    this.values = values;
    List<String> kept = new ArrayList<>();
    List<Long> requiredBy = new ArrayList<>();
    List<@Nullable ValueSieve> sieves = new ArrayList<>();
    for (String name : candidates) {
      long requires = 0;
      for (int i = 0; i < members.size(); i++) {
        if (members.get(i).required().contains(name)) {
          requires |= 1L << i;
        }
      }
      ValueSieve sieve =
          new ValueSieve(
              members.stream()
                  .map(one -> one.members().getOrDefault(name, Glance.ANYTHING))
                  .toList());
      boolean tells = sieve.tellsApart(objects);
      if (tells || requires != objects) {
        kept.add(name);
        requiredBy.add(requires);
        sieves.add(tells ? sieve : null);
      }
    }
    this.names = NameTable.of(kept, Set.of());
    this.requiring = requiredBy.stream().mapToLong(Long::longValue).toArray();
    this.byName = sieves.toArray(ValueSieve[]::new);
  }

  /** The bits of the schemas that the value may fit. */
  long find(Evaluation ev, int node) {
    long found = values.find(ev.tape, node);
    boolean several = (found & (found - 1)) != 0;
    return several && requiring.length > 0 && ev.tape.kind(node) == Types.OBJECT_KIND
        ? findByMembers(ev, node, found)
        : found;
  }

  private long findByMembers(Evaluation ev, int node, long among) {
    long found = among;
    int size = ev.tape.size(node);
    if (!ev.spend(size)) {
      return 0;
    }
    long seen = 0;
    int name = size == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < size && found != 0; i++) {
      int index = names.find(ev.tape, name);
      if (index >= 0) {
        seen |= 1L << index;
        ValueSieve sieve = byName[index];
        if (sieve != null) {
          found &= sieve.find(ev.tape, name + 1);
        }
      }
      name = ev.tape.next(name + 1);
    }
    for (int i = 0; i < requiring.length; i++) {
      if ((seen >> i & 1) == 0) {
        found &= ~requiring[i];
      }
    }
    return found;
  }

  /** The bits of the schemas that take values of this one's type. */
  long ofSameType(Evaluation ev, int node) {
    return values.ofKind(ev.tape.kind(node));
  }

  /**
   * The name of the member that alone tells that the object fits none of the schemas, if there is
   * one; -1 if not.
   */
  int misfit(Evaluation ev, int node) {
    int name = ev.tape.size(node) == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < ev.tape.size(node); i++) {
      int index = names.find(ev.tape, name);
      ValueSieve sieve = index < 0 ? null : byName[index];
      if (sieve != null
          && (sieve.find(ev.tape, name + 1) & values.ofKind(Types.OBJECT_KIND)) == 0
          && !sieve.texts().isEmpty()) {
        return index;
      }
      name = ev.tape.next(name + 1);
    }
    return -1;
  }

  String name(int index) {
    return names.name(index);
  }

  /** The texts that some schema names for the values under a name. */
  List<String> texts(int index) {
    ValueSieve sieve = byName[index];
    return sieve == null ? List.of() : sieve.texts();
  }
}
