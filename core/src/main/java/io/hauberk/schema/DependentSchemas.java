package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code dependentSchemas}, and the schemas in the older {@code dependencies}: where a property is,
 * the object must fit a schema (JSON Schema 2020-12, 10.2.2.4).
 */
final class DependentSchemas extends Keyword {

  private record Dependency(String name, SchemaNode schema) {}

  private final List<Dependency> dependencies;

  static @Nullable Keyword compile(SchemaSite site) {
    List<Dependency> all = new ArrayList<>();
    site.schemaMap("dependentSchemas")
        .forEach((name, schema) -> all.add(new Dependency(name, schema)));
    site.map("dependencies")
        .forEach(
            (name, value) -> {
              if (!(value instanceof JsonArray)) {
                all.add(new Dependency(name, site.schemaIn("dependencies", name, value)));
              }
            });
    return all.isEmpty() ? null : new DependentSchemas(all);
  }

  private DependentSchemas(List<Dependency> dependencies) {
    this.dependencies = List.copyOf(dependencies);
  }

  @Override
  boolean check(Evaluation ev, int node) {
    boolean valid = true;
    for (Dependency dependency : dependencies) {
      if (!ev.spend(ev.tape.size(node))) {
        return false;
      }
      if (NameTable.findMember(ev.tape, node, dependency.name()) >= 0
          && !dependency.schema().check(ev, node)) {
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
    return Types.OBJECT;
  }

  @Override
  String rule() {
    return "dependentSchemas";
  }

  @Override
  String expected() {
    return "a value that fits the dependent schemas";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    dependencies.forEach(dependency -> action.accept(dependency.schema()));
  }
}
