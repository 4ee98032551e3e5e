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
}
