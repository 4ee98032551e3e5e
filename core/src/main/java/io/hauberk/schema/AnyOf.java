package io.hauberk.schema;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code anyOf} (JSON Schema 2020-12, 10.2.1.2). */
final class AnyOf implements Keyword {
  private final SchemaNode[] branches;

  static @Nullable Keyword compile(SchemaSite site) {
    List<SchemaNode> branches = site.schemas("anyOf");
    return branches.isEmpty() ? null : new AnyOf(branches.toArray(SchemaNode[]::new));
  }

  private AnyOf(SchemaNode[] branches) {
    this.branches = branches;
  }

  List<SchemaNode> branches() {
    return List.of(branches);
  }

  @Override
  public boolean check(Evaluation ev, int node) {
    boolean valid = false;
    for (SchemaNode branch : branches) {
      BitSet before = ev.snapshot();
      if (ev.fits(branch, node)) {
        if (!ev.marking()) {
          return true;
        }
        valid = true; // the other branches may evaluate more
      } else {
        ev.marks(before);
      }
    }
    return valid || Alternatives.refuse(ev, this, branches, node);
  }

  @Override
  public int types() {
    return Types.ALL;
  }

  @Override
  public String rule() {
    return "anyOf";
  }

  @Override
  public String expected() {
    return "a value that fits at least one of " + branches.length + " schemas";
  }

  @Override
  public void forEachInPlace(Consumer<SchemaNode> action) {
    List.of(branches).forEach(action);
  }
}
