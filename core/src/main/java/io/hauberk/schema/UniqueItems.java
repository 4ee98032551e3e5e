package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/** {@code uniqueItems}: no two elements are equal (JSON Schema Validation 2020-12, 6.4.3). */
final class UniqueItems extends Keyword {
  static final UniqueItems INSTANCE = new UniqueItems();

  private UniqueItems() {}

  static @Nullable Keyword compile(SchemaSite site) {
    return site.flag("uniqueItems") ? INSTANCE : null;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    if (!ev.spend(ev.tape.size(node))) { // the tape hashes what lies below once for all levels
      return false;
    }
    return ValueSet.distinct(ev.tape, node) || ev.refuse(this);
  }

  @Override
  int types() {
    return Types.ARRAY;
  }

  @Override
  String rule() {
    return "uniqueItems";
  }

  @Override
  String expected() {
    return "elements that differ";
  }
}
