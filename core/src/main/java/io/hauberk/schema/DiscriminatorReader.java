package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.schema.SchemaException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Discriminator Object: which value of which property stands for which schema (OpenAPI
 * 3.0.3, 4.7.25; 3.1.1, 4.8.25; 3.2.0, 4.25).
 */
final class DiscriminatorReader {
  private static final int LONGEST_CHAIN = 16;

  private final SchemaSite site;
  private final JsonObject object;
  private final Family family;
  private final String property;

  /** A reader for a schema that has a discriminator; null if it has none that counts. */
  static @Nullable DiscriminatorReader of(SchemaSite site) {
    boolean openApi = site.linker().dialect() != Dialect.JSON_SCHEMA_2020_12;
    return openApi && site.get("discriminator") instanceof JsonObject object
        ? new DiscriminatorReader(site, object)
        : null;
  }

  private DiscriminatorReader(SchemaSite site, JsonObject object) {
    this.site = site;
    this.object = object;
    this.family = site.linker().family(site.location().resource().document());
    this.property = String.valueOf(Registry.text(object, "propertyName")); // vetted before
  }

  String property() {
    return property;
  }

  /** The schemas that {@code mapping} names, by value. */
  Map<String, Location> mapping() {
    Map<String, Location> found = new LinkedHashMap<>();
    if (object.get("mapping") instanceof JsonObject mapping) {
      mapping
          .members()
          .forEach((value, target) -> found.put(value, target("mapping", value, target)));
    }
    return found;
  }

  /** The schema for values that name none (OpenAPI 3.2.0, 4.25.1), or null. */
  @Nullable Location defaultMapping() {
    JsonValue target = object.get("defaultMapping");
    return target == null ? null : target("defaultMapping", null, target);
  }

  private Location target(String field, @Nullable String value, JsonValue target) {
    String at = Location.below(site.pointer("discriminator"), field);
    if (value != null) {
      at = Location.below(at, value);
    }
    if (!(target instanceof JsonString text)) {
      throw site.location()
          .defect(Kind.MALFORMED, at, "must be the name of a schema or a reference to one");
    }
    Location named = family.find(text.value());
    if (named != null) {
      return named;
    }
    String from = at;
    return site.linker()
        .registry()
        .find(site.location(), text.value())
        .orElseThrow(
            () ->
                site.location()
                    .defect(
                        Kind.UNRESOLVED,
                        from,
                        "leads to %s, and there is no schema of that name or at that place"
                            .formatted(text.value())));
  }

  /** The named schemas that have this one in their {@code allOf}, and what they have there. */
  Map<String, Location> descendants() {
    return family.descendants(site.location());
  }

  /** The places that a schema stands for: its own, and those that it merely refers to. */
  List<Location> chain(Location start) {
    List<Location> chain = new ArrayList<>();
    Location at = start;
    for (int i = 0; i < LONGEST_CHAIN && at != null; i++) {
      chain.add(at);
      Location from = at;
      String reference =
          at.value() instanceof JsonObject schema ? Registry.text(schema, "$ref") : null;
      at = reference == null ? null : site.linker().registry().find(from, reference).orElse(null);
    }
    return chain;
  }

  /** Whether a schema takes objects, as far as its own type says. */
  boolean takesObjects(Location schema) {
    List<Location> chain = chain(schema);
    JsonValue type =
        chain.get(chain.size() - 1).value() instanceof JsonObject end ? end.get("type") : null;
    JsonValue object = new JsonString("object");
    return type == null
        || type.equals(object)
        || (type instanceof JsonArray types && types.elements().contains(object));
  }

  /**
   * The numbers of schemas by the values of the property that they list; values that several list
   * tell nothing.
   */
  Map<String, Integer> ownValues(List<Location> schemas) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (int i = 0; i < schemas.size(); i++) {
      int number = i;
      ownValues(schemas.get(i))
          .forEach(value -> found.merge(value, number, (a, b) -> Discriminator.NOTHING));
    }
    return found;
  }

  /**
   * The values that a schema itself allows for the property; none if it does not list them. What it
   * inherits from the schema that has the discriminator is not its own.
   */
  Set<String> ownValues(Location schema) {
    List<Set<String>> lists = new ArrayList<>();
    Set<JsonValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    if (!schema.key().equals(site.location().key())) {
      seen.add(site.schema());
    }
    collect(schema, seen, lists);
    Set<String> values = new LinkedHashSet<>();
    if (!lists.isEmpty()) {
      values.addAll(lists.get(0));
      lists.forEach(values::retainAll);
    }
    return values;
  }

  private void collect(Location start, Set<JsonValue> seen, List<Set<String>> lists) {
    List<Location> chain = chain(start);
    Location at = chain.get(chain.size() - 1);
    if (!(at.value() instanceof JsonObject schema) || !seen.add(schema)) {
      return;
    }
    if (schema.get("properties") instanceof JsonObject properties
        && properties.get(property) instanceof JsonObject own) {
      List<Location> ends = chain(below(at, own));
      if (ends.get(ends.size() - 1).value() instanceof JsonObject end) {
        addList(end, lists);
      }
    }
    for (JsonValue part : Registry.elements(schema, "allOf")) {
      collect(below(at, part), seen, lists);
    }
  }

  private static void addList(JsonObject property, List<Set<String>> lists) {
    if (property.get("const") instanceof JsonString only) {
      lists.add(Set.of(only.value()));
    }
    if (property.has("enum")) {
      Set<String> texts = new LinkedHashSet<>();
      for (JsonValue one : Registry.elements(property, "enum")) {
        if (one instanceof JsonString text) {
          texts.add(text.value());
        }
      }
      lists.add(texts);
    }
  }

  /** A schema inside another one: enough of a place to resolve its references. */
  private static Location below(Location at, JsonValue value) {
    return new Location(at.resource(), at.pointer(), value);
  }
}
