package io.hauberk.schema;

import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code not} (JSON Schema 2020-12, 10.2.1.4). */
final class Not implements Keyword {
  private final SchemaNode schema;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findSchema("not").map(Not::new).orElse(null);
  }

  private Not(SchemaNode schema) {
    this.schema = schema;
  }

  @Override
  public boolean check(Evaluation ev, int node) {
    BitSet before = ev.snapshot();
    boolean fits = ev.fits(schema, node);
    ev.marks(before);
    return !fits || ev.refuse(this);
  }

  @Override
  public int types() {
    return Types.ALL;
  }

  @Override
  public String rule() {
    return "not";
  }

  @Override
  public String expected() {
    return "a value that the schema does not exclude";
  }

  @Override
  public void forEachInPlace(Consumer<SchemaNode> action) {
    action.accept(schema);
  }
}
