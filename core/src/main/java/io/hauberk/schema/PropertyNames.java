package io.hauberk.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code propertyNames}: each name, as a string, fits a schema (JSON Schema 2020-12, 10.3.2.4). */
final class PropertyNames extends Keyword {
  private final SchemaNode schema;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findSchema("propertyNames").map(PropertyNames::new).orElse(null);
  }

  private PropertyNames(SchemaNode schema) {
    this.schema = schema;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int size = ev.tape.size(node);
    if (!ev.spend(size)) {
      return false;
    }
    int name = size == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < size; i++) {
      if (!ev.fitsUnmarked(schema, name)) {
        return ev.refuse("/*", rule(), expected());
      }
      name = ev.tape.next(name + 1);
    }
    return true;
  }

  @Override
  void forEachElsewhere(Consumer<SchemaNode> action) {
    action.accept(schema);
  }

  @Override
  int types() {
    return Types.OBJECT;
  }

  @Override
  String rule() {
    return "propertyNames";
  }

  @Override
  String expected() {
    return "names that fit their schema";
  }
}
