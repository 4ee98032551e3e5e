package io.hauberk.schema;

import io.hauberk.json.JsonType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which schema an object names by the value of one of its properties. */
final class Discriminator {
  /*
   * What a discriminator says must not let a value through that the schemas would refuse, and does
   * not: it only singles out the schema that the value has to fit. It refuses one kind of value that
   * the schemas alone would take: one that names a schema and fits another one, because whoever
   * reads the value will read it as what it names (OpenAPI 3.1.0, 4.8.25: where no schema can be
   * determined, "validation SHOULD fail").
   *
   * A value is named by `mapping`, by the name of a schema below #/components/schemas, or by the
   * schema itself, which lists the property's values in `const` or `enum`. Where the property is not
   * there, is no string, or has a value that the contract lists and gives to no schema, nothing is
   * named, and the schemas decide alone.
   */

  /** Nothing is named. */
  static final int NOTHING = -1;

  /** A value that names no schema. */
  static final int UNKNOWN = -2;

  private static final int LONGEST_WORDS = 200;

  private final String property;
  private final String[] values;
  private final int[] targets; // by value, or NOTHING
  private final int otherwise;
  private final String expected;

  /** The discriminator beside {@code anyOf} or {@code oneOf}, whose targets are its branches. */
  static @Nullable Discriminator compile(SchemaSite site, List<SchemaNode> branches) {
    DiscriminatorReader reader = DiscriminatorReader.of(site);
    if (reader == null || branches.isEmpty()) {
      return null;
    }
    List<Location> places = branches.stream().map(SchemaNode::location).toList();
    Map<String, Integer> byKey = new LinkedHashMap<>();
    Map<String, Integer> targets = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      for (Location at : reader.chain(places.get(i))) {
        byKey.putIfAbsent(at.key(), i);
      }
    }
    reader.mapping().forEach((value, at) -> targets.put(value, branch(site, value, at, byKey)));
    byKey.forEach(
        (key, branch) -> {
          String name = Family.nameOf(key);
          if (name != null) {
            targets.putIfAbsent(name, branch);
          }
        });
    reader.ownValues(places).forEach(targets::putIfAbsent);
    for (int i = 0; i < places.size(); i++) {
      if (!targets.containsValue(i) && reader.takesObjects(places.get(i))) {
        noteUnnamed(site, places.get(i), reader.property());
      }
    }
    Location fallback = reader.defaultMapping();
    int otherwise = fallback == null ? NOTHING : branch(site, null, fallback, byKey);
    return new Discriminator(reader, targets, otherwise, site);
  }

  Discriminator(
      DiscriminatorReader reader, Map<String, Integer> named, int otherwise, SchemaSite site) {
    Map<String, Integer> all = new LinkedHashMap<>(named);
    for (String value : reader.ownValues(site.location())) {
      if (!all.containsKey(value)) {
        site.note(
            Oddity.UNMAPPED_DISCRIMINATOR,
            "discriminator",
            "the value %s of %s leads to no schema; name one in mapping"
                .formatted(value, reader.property()));
        all.put(value, NOTHING);
      }
    }
    this.property = reader.property();
    this.values = all.keySet().toArray(String[]::new);
    this.targets = all.values().stream().mapToInt(Integer::intValue).toArray();
    this.otherwise = otherwise;
    String words = String.join(", ", values);
    this.expected =
        words.length() > LONGEST_WORDS ? "one of " + values.length + " values" : "one of " + words;
  }

  private static int branch(
      SchemaSite site, @Nullable String value, Location at, Map<String, Integer> byKey) {
    Integer branch = byKey.get(at.key());
    if (branch != null) {
      return branch;
    }
    site.note(
        Oddity.UNMAPPED_DISCRIMINATOR,
        "discriminator",
        "%s leads to a schema that is none of the alternatives, so its values are refused"
            .formatted(value == null ? "defaultMapping" : "the value " + value));
    return UNKNOWN;
  }

  private static void noteUnnamed(SchemaSite site, Location branch, String property) {
    site.note(
        Oddity.UNMAPPED_DISCRIMINATOR,
        "discriminator",
        "no value of %s leads to the schema at %s; name it in mapping, or give its %s a const"
            .formatted(property, branch.pointer(), property));
  }

  /** The number of the schema that an object names, {@link #NOTHING} or {@link #UNKNOWN}. */
  int choose(Evaluation ev, int node) {
    if (ev.tape.type(node) != JsonType.OBJECT) {
      return NOTHING;
    }
    if (!ev.spend(ev.tape.size(node) + values.length)) {
      return UNKNOWN;
    }
    int value = NameTable.findMember(ev.tape, node, property);
    if (value < 0) {
      return otherwise;
    }
    if (ev.tape.type(value) != JsonType.STRING) {
      return NOTHING;
    }
    for (int i = 0; i < values.length; i++) {
      if (ev.tape.textEquals(value, values[i])) {
        return targets[i];
      }
    }
    return otherwise == NOTHING ? UNKNOWN : otherwise;
  }

  /** Whether this is the property by which it chooses. */
  boolean readsProperty(String name) {
    return property.equals(name);
  }

  /** Refuses an object that names no schema. Always false. */
  boolean refuse(Evaluation ev) {
    return ev.refuse(Location.below("", property), "discriminator", expected);
  }
}
