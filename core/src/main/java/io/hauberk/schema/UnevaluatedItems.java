package io.hauberk.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code unevaluatedItems} (JSON Schema 2020-12, 11.2). */
final class UnevaluatedItems extends Unevaluated {
  private final SchemaNode schema;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findSchema("unevaluatedItems").map(UnevaluatedItems::new).orElse(null);
  }

  private UnevaluatedItems(SchemaNode schema) {
    this.schema = schema;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int size = ev.tape.size(node);
    if (!ev.spend(size)) {
      return false;
    }
    boolean valid = true;
    int at = size == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < size; i++) {
      boolean open = !ev.marks.has(i);
      if (open && !checkElement(ev, at, i)) {
        valid = false;
        if (!ev.explaining()) {
          return false;
        }
      }
      at = ev.tape.next(at);
    }
    ev.marks.addUpTo(size);
    return valid;
  }

  private boolean checkElement(Evaluation ev, int element, int index) {
    return schema.isNever()
        ? ev.refuse("/" + index, rule(), expected())
        : ev.element(schema, element, index);
  }

  @Override
  void forEachElsewhere(Consumer<SchemaNode> action) {
    action.accept(schema);
  }

  @Override
  int types() {
    return Types.ARRAY;
  }

  @Override
  String rule() {
    return "unevaluatedItems";
  }

  @Override
  String expected() {
    return "no other items";
  }
}
