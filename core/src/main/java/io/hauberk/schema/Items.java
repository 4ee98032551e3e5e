package io.hauberk.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code prefixItems} and {@code items} (JSON Schema 2020-12, 10.3.1.1 and 10.3.1.2). */
final class Items extends Keyword {
  private final SchemaNode[] prefix;
  private final @Nullable SchemaNode rest;

  static @Nullable Keyword compile(SchemaSite site) {
    List<SchemaNode> prefix = site.schemas("prefixItems");
    SchemaNode rest = site.findSchema("items").orElse(null);
    return prefix.isEmpty() && rest == null
        ? null
        : new Items(prefix.toArray(SchemaNode[]::new), rest);
  }

  /** One schema for all elements. */
  static Items all(SchemaNode schema) {
    return new Items(new SchemaNode[0], schema);
  }

  private Items(SchemaNode[] prefix, @Nullable SchemaNode rest) {
    this.prefix = prefix;
    this.rest = rest;
  }

  /** Whether all elements have one schema. */
  boolean isUniform() {
    return prefix.length == 0;
  }

  /** The schema of the element at an index, if there is one. */
  Optional<SchemaNode> find(int index) {
    return Optional.ofNullable(index < prefix.length ? prefix[index] : rest);
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int size = ev.tape.size(node);
    int end = rest == null ? Math.min(size, prefix.length) : size;
    if (!ev.spend(end)) {
      return false;
    }
    boolean valid = true;
    int at = end == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < end; i++) {
      SchemaNode schema = i < prefix.length ? prefix[i] : rest;
      if (schema != null && !ev.element(schema, at, i)) {
        valid = false;
        if (!ev.explaining()) {
          return false;
        }
      }
      at = ev.tape.next(at);
    }
    ev.marks.addUpTo(end);
    return valid;
  }

  @Override
  void forEachElsewhere(Consumer<SchemaNode> action) {
    List.of(prefix).forEach(action);
    if (rest != null) {
      action.accept(rest);
    }
  }

  @Override
  int types() {
    return Types.ARRAY;
  }

  @Override
  String rule() {
    return "items";
  }

  @Override
  String expected() {
    return "elements that fit their schema";
  }
}
