package io.hauberk.schema;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named schemas of an OpenAPI document, and which of them have which in their {@code allOf}:
 * what a discriminator calls parent and child (OpenAPI 3.0.3, 4.7.25).
 */
final class Family {
  private static final String NAMED = "/components/schemas";

  private final Map<String, Location> byName = new LinkedHashMap<>();
  private final Map<String, List<String>> children = new HashMap<>(); // by the parent's key

  static Family of(Registry registry, SchemaDocument document) {
    Family family = new Family();
    JsonValue named = JsonPointer.parse(NAMED).find(document.root()).orElse(null);
    if (named instanceof JsonObject schemas) {
      schemas.members().forEach((name, schema) -> family.add(document, name, schema));
      family.byName.forEach((name, at) -> family.relate(registry, name, at));
    }
    return family;
  }

  private Family() {}

  private void add(SchemaDocument document, String name, JsonValue schema) {
    String pointer = Location.below(NAMED, name);
    byName.put(name, new Location(document.resourceAround(pointer), pointer, schema));
  }

  private void relate(Registry registry, String name, Location at) {
    if (!(at.value() instanceof JsonObject schema)) {
      return;
    }
    for (JsonValue part : Registry.elements(schema, "allOf")) {
      String reference = part instanceof JsonObject one ? Registry.text(one, "$ref") : null;
      Location parent = reference == null ? null : registry.find(at, reference).orElse(null);
      if (parent != null) {
        children.computeIfAbsent(parent.key(), key -> new ArrayList<>()).add(name);
      }
    }
  }

  /** The schema of a name, or null. */
  @Nullable Location find(String name) {
    return byName.get(name);
  }

  /** The name of the schema of a key, or null if it stands elsewhere. */
  static @Nullable String nameOf(String key) {
    int at = key.indexOf("#" + NAMED + "/");
    String name = at < 0 ? "/" : key.substring(at + NAMED.length() + 2);
    return name.indexOf('/') < 0 ? name.replace("~1", "/").replace("~0", "~") : null;
  }

  /** All that descend from a schema, by name. */
  Map<String, Location> descendants(Location parent) {
    Map<String, Location> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(children.getOrDefault(parent.key(), List.of()));
    while (!open.isEmpty()) {
      String name = open.remove();
      Location at = byName.get(name);
      if (at != null && found.putIfAbsent(name, at) == null) {
        open.addAll(children.getOrDefault(at.key(), List.of()));
      }
    }
    return found;
  }
}
