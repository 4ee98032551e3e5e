package io.hauberk.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code discriminator} in a schema that others have in their {@code allOf}: an object that names
 * one of those must fit it, too.
 */
final class Descendants extends Keyword {
  /*
   * A child applies its parent to the same value, and the parent's discriminator would lead to the
   * child again. So child and parent are compiled once more as what a discriminator has led to:
   * there, discriminators by the same property do not count (SchemaSite.descendant). No loop, and
   * nothing that has to be remembered while a value is judged.
   */
  private final Discriminator discriminator;
  private final SchemaNode[] schemas;

  static @Nullable Keyword compile(SchemaSite site) {
    DiscriminatorReader reader = DiscriminatorReader.of(site);
    boolean beside = site.schema().has("oneOf") || site.schema().has("anyOf");
    if (reader == null || beside || site.isDescended(reader.property())) {
      return null;
    }
    Map<String, Location> children = reader.descendants();
    Map<String, Location> mapping = reader.mapping();
    Location fallback = reader.defaultMapping();
    if (children.isEmpty() && mapping.isEmpty() && fallback == null) {
      site.note(
          Oddity.UNMAPPED_DISCRIMINATOR,
          "discriminator",
          "it leads to no schema: there is no mapping, no oneOf or anyOf beside it, and no schema"
              + " under components has this one in its allOf");
      return null;
    }
    Targets targets = new Targets(site, reader.property());
    mapping.forEach(targets::put);
    String self = Family.nameOf(site.location().key());
    if (self != null) {
      targets.put(self, site.location());
    }
    children.forEach(targets::put);
    targets.addOwnValues(reader, List.copyOf(children.values()));
    int otherwise = fallback == null ? Discriminator.NOTHING : targets.number(fallback);
    return new Descendants(
        new Discriminator(reader, targets.byValue, otherwise, site), targets.schemas);
  }

  /** The schemas that are led to, each once. */
  private static final class Targets {
    private final SchemaSite site;
    private final String property;
    private final Map<String, Integer> byValue = new LinkedHashMap<>();
    private final Map<String, Integer> byKey = new LinkedHashMap<>();
    private final List<SchemaNode> schemas = new ArrayList<>();

    private Targets(SchemaSite site, String property) {
      this.site = site;
      this.property = property;
    }

    private void put(String value, Location schema) {
      byValue.putIfAbsent(value, number(schema));
    }

    /** The number of a schema; nothing more is asked of what names the parent itself. */
    private int number(Location schema) {
      if (schema.key().equals(site.location().key())) {
        return Discriminator.NOTHING;
      }
      return byKey.computeIfAbsent(
          schema.key(),
          key -> {
            schemas.add(site.descendant(schema, property));
            return schemas.size() - 1;
          });
    }

    private void addOwnValues(DiscriminatorReader reader, List<Location> children) {
      reader
          .ownValues(children)
          .forEach(
              (value, child) ->
                  byValue.putIfAbsent(
                      value, child < 0 ? Discriminator.NOTHING : number(children.get(child))));
    }
  }

  private Descendants(Discriminator discriminator, List<SchemaNode> schemas) {
    this.discriminator = discriminator;
    this.schemas = schemas.toArray(SchemaNode[]::new);
  }

  @Override
  boolean check(Evaluation ev, int node) {
    int named = discriminator.choose(ev, node);
    if (named == Discriminator.UNKNOWN) {
      return discriminator.refuse(ev);
    }
    return named < 0 || schemas[named].check(ev, node);
  }

  @Override
  boolean readsProperty(String name) {
    return discriminator.readsProperty(name);
  }

  @Override
  int types() {
    return Types.OBJECT;
  }

  @Override
  String rule() {
    return "discriminator";
  }

  @Override
  String expected() {
    return "a value that fits the schema that it names";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    List.of(schemas).forEach(action);
  }

  /** An object names one of them. */
  @Override
  boolean forks() {
    return false;
  }
}
