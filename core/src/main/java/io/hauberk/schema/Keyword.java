package io.hauberk.schema;

import java.util.function.Consumer;

/**
 * One keyword of a schema, compiled: what could be wrong with its value was refused before, so that
 * it only judges.
 */
interface Keyword {

  /**
   * Whether the value has nothing against this keyword. Called only for values of the types in
   * {@link #types()}.
   */
  boolean check(Evaluation ev, int node);

  /** The types of values that the keyword looks at, as bits of {@link Types}. */
  int types();

  /** The name that findings carry. */
  String rule();

  /** What the keyword asks for, in words for the caller. */
  String expected();

  /** Hands out the schemas that this keyword applies to the same value. */
  default void forEachInPlace(Consumer<SchemaNode> action) {}

  /**
   * Hands out all other schemas that this keyword may apply: to parts of the value, or where the
   * dynamic scope leads there. What is handed out nowhere is not remembered, and may be judged
   * again and again.
   */
  default void forEachElsewhere(Consumer<SchemaNode> action) {}

  /** Whether two of the keyword's own schemas may meet the same value. */
  default boolean forks() {
    int[] count = new int[1];
    forEachInPlace(schema -> count[0]++);
    return count[0] > 1;
  }

  /** Told once, when the schemas that it applies have all their keywords. */
  default void linked(Glances glances) {}
}
