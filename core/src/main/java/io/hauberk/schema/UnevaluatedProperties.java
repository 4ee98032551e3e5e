package io.hauberk.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code unevaluatedProperties} (JSON Schema 2020-12, 11.3). */
final class UnevaluatedProperties extends Unevaluated {
  private final SchemaNode schema;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findSchema("unevaluatedProperties").map(UnevaluatedProperties::new).orElse(null);
  }

  private UnevaluatedProperties(SchemaNode schema) {
    this.schema = schema;
  }

  boolean refusesAll() {
    return schema.isNever();
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int size = ev.tape.size(node);
    if (!ev.spend(size)) {
      return false;
    }
    boolean valid = true;
    int name = size == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < size; i++) {
      boolean open = !ev.marks.has(i);
      if (open && !checkMember(ev, name + 1)) {
        valid = false;
        if (!ev.explaining()) {
          return false;
        }
      }
      name = ev.tape.next(name + 1);
    }
    ev.marks.addUpTo(size);
    return valid;
  }

  private boolean checkMember(Evaluation ev, int value) {
    return schema.isNever()
        ? ev.refuse("/*", rule(), expected())
        : ev.undeclaredMember(schema, value);
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
    return "unevaluatedProperties";
  }

  @Override
  String expected() {
    return "no other properties";
  }
}
