package io.hauberk.schema;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code allOf} (JSON Schema 2020-12, 10.2.1.1). */
final class AllOf extends Keyword {
  private final SchemaNode[] branches;

  static @Nullable Keyword compile(SchemaSite site) {
    List<SchemaNode> branches = site.schemas("allOf");
    return branches.isEmpty() ? null : new AllOf(branches.toArray(SchemaNode[]::new));
  }

  private AllOf(SchemaNode[] branches) {
    this.branches = branches;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    boolean valid = true;
    for (SchemaNode branch : branches) {
      if (!branch.check(ev, node)) {
        valid = false;
        if (!ev.explaining()) {
          return false;
        }
      }
    }
    return valid;
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "allOf";
  }

  @Override
  String expected() {
    return "a value that fits all " + branches.length + " schemas";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    List.of(branches).forEach(action);
  }
}
