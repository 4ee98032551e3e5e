package io.hauberk.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code contains} with {@code minContains} and {@code maxContains} (JSON Schema 2020-12, 10.3.1.3;
 * Validation, 6.4.4 and 6.4.5).
 */
final class Contains extends Keyword {
  private final SchemaNode schema;
  private final int min;
  private final int max;

  static @Nullable Keyword compile(SchemaSite site) {
    int min = site.findCount("minContains").orElse(1);
    int max = site.findCount("maxContains").orElse(Integer.MAX_VALUE);
    return site.findSchema("contains").map(schema -> new Contains(schema, min, max)).orElse(null);
  }

  private Contains(SchemaNode schema, int min, int max) {
    this.schema = schema;
    this.min = min;
    this.max = max;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int size = ev.tape.size(node);
    if (!ev.spend(size)) {
      return false;
    }
    boolean all = ev.marks.wanted() || max < size;
    int count = 0;
    int at = size == 0 ? 0 : ev.tape.first(node);
    for (int i = 0; i < size && (all || count < min); i++) {
      if (ev.fitsUnmarked(schema, at)) {
        count++;
        ev.marks.add(i);
      }
      at = ev.tape.next(at);
    }
    return (count >= min && count <= max) || ev.refuse(this);
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
    return "contains";
  }

  @Override
  String expected() {
    return max == Integer.MAX_VALUE
        ? "at least " + min + " fitting items"
        : "from " + min + " to " + max + " fitting items";
  }
}
