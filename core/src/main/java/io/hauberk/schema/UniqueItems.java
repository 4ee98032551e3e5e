package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/** {@code uniqueItems}: no two elements are equal (JSON Schema Validation 2020-12, 6.4.3). */
enum UniqueItems implements Keyword {
  INSTANCE;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.flag("uniqueItems") ? INSTANCE : null;
  }

  @Override
  public boolean check(Evaluation ev, int node) {
    if (!ev.spend(ev.tape.size(node))) { // the tape hashes what lies below once for all levels
      return false;
    }
    return ValueSet.distinct(ev.tape, node) || ev.refuse(this);
  }

  @Override
  public int types() {
    return Types.ARRAY;
  }

  @Override
  public String rule() {
    return "uniqueItems";
  }

  @Override
  public String expected() {
    return "elements that differ";
  }
}
