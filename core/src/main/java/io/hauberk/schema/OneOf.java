package io.hauberk.schema;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code oneOf} (JSON Schema 2020-12, 10.2.1.3). */
final class OneOf implements Keyword {
  private final SchemaNode[] branches;

  static @Nullable Keyword compile(SchemaSite site) {
    List<SchemaNode> branches = site.schemas("oneOf");
    return branches.isEmpty() ? null : new OneOf(branches.toArray(SchemaNode[]::new));
  }

  private OneOf(SchemaNode[] branches) {
    this.branches = branches;
  }

  List<SchemaNode> branches() {
    return List.of(branches);
  }

  @Override
  public boolean check(Evaluation ev, int node) {
    boolean found = false;
    for (SchemaNode branch : branches) {
      BitSet before = ev.snapshot();
      if (!ev.fits(branch, node)) {
        ev.marks(before);
      } else if (found) {
        return ev.refuse(this);
      } else {
        found = true;
      }
    }
    return found || Alternatives.refuse(ev, this, branches, node);
  }

  @Override
  public int types() {
    return Types.ALL;
  }

  @Override
  public String rule() {
    return "oneOf";
  }

  @Override
  public String expected() {
    return "a value that fits exactly one of " + branches.length + " schemas";
  }

  @Override
  public void forEachInPlace(Consumer<SchemaNode> action) {
    List.of(branches).forEach(action);
  }
}
