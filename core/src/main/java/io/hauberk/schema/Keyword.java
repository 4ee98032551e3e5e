package io.hauberk.schema;

import java.util.function.Consumer;

/**
 * One keyword of a schema, compiled: what could be wrong with its value was refused before, so that
 * it only judges.
 */
abstract class Keyword {

  /**
   * Whether the value has nothing against this keyword. Called only for values of the types in
   * {@link #types()}.
   */
  abstract boolean check(Evaluation ev, int node);

  /** The types of values that the keyword looks at, as bits of {@link Types}. */
  abstract int types();

  /** The name that findings carry. */
  abstract String rule();

  /** What the keyword asks for, in words for the caller. */
  abstract String expected();

  /** Hands out the schemas that this keyword applies to the same value. */
  void forEachInPlace(Consumer<SchemaNode> action) {}

  /**
   * Hands out all other schemas that this keyword may apply: to parts of the value, or where the
   * dynamic scope leads there. What is handed out nowhere is not remembered, and may be judged
   * again and again.
   */
  void forEachElsewhere(Consumer<SchemaNode> action) {}

  /**
   * Whether it looks at a property of this name by itself, not through a schema that it applies.
   */
  boolean readsProperty(String name) {
    return false;
  }

  /** Whether it applies any schemas. */
  final boolean appliesOthers() {
    boolean[] applies = new boolean[1];
    forEachInPlace(schema -> applies[0] = true);
    forEachElsewhere(schema -> applies[0] = true);
    return applies[0];
  }

  /** Whether two of the keyword's own schemas may meet the same value. */
  boolean forks() {
    int[] count = new int[1];
    forEachInPlace(schema -> count[0]++);
    return count[0] > 1;
  }
}
