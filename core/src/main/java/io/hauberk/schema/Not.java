package io.hauberk.schema;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code not} (JSON Schema 2020-12, 10.2.1.4). */
final class Not extends Keyword {
  private final SchemaNode schema;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findSchema("not").map(Not::new).orElse(null);
  }

  private Not(SchemaNode schema) {
    this.schema = schema;
  }

  /** The strings that are ruled out and nothing else is. */
  Set<String> texts() {
    return schema.onlyTexts();
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return !ev.fitsUnmarked(schema, node) || ev.refuse(this);
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "not";
  }

  @Override
  String expected() {
    return "a value that the schema does not exclude";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    action.accept(schema);
  }
}
