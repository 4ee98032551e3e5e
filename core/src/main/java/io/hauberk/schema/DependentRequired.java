package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code dependentRequired}, and the arrays in the older {@code dependencies}: where one property
 * is, the others must be (JSON Schema Validation 2020-12, 6.5.4 and appendix B).
 */
final class DependentRequired extends Keyword {
  private final Map<String, List<String>> dependencies;

  static @Nullable Keyword compile(SchemaSite site) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    site.map("dependentRequired")
        .forEach((name, names) -> add(all, site, "dependentRequired", name, names));
    site.map("dependencies")
        .forEach(
            (name, value) -> {
              if (value instanceof JsonArray) {
                add(all, site, "dependencies", name, value);
              }
            });
    return all.isEmpty() ? null : new DependentRequired(all);
  }

  private static void add(
      Map<String, List<String>> all,
      SchemaSite site,
      String keyword,
      String name,
      JsonValue names) {
    String at = Location.below(site.pointer(keyword), name);
    all.merge(
        name,
        List.copyOf(site.names(keyword, at, names)),
        (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
  }

  private DependentRequired(Map<String, List<String>> dependencies) {
    this.dependencies = Map.copyOf(dependencies);
  }

  @Override
  boolean check(Evaluation ev, int node) {
    boolean valid = true;
    for (Map.Entry<String, List<String>> dependency : dependencies.entrySet()) {
      if (!ev.spend(ev.tape.size(node))) {
        return false;
      }
      if (NameTable.findMember(ev.tape, node, dependency.getKey()) < 0) {
        continue;
      }
      for (String name : dependency.getValue()) {
        if (!ev.spend(ev.tape.size(node))) {
          return false;
        }
        if (NameTable.findMember(ev.tape, node, name) < 0) {
          valid =
              ev.refuse(
                  Location.below("", name),
                  rule(),
                  "a value, because there is " + dependency.getKey());
          if (!ev.explaining()) {
            return false;
          }
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
    return "dependentRequired";
  }

  @Override
  String expected() {
    return "the properties that go together";
  }
}
