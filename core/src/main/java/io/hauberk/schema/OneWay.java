package io.hauberk.schema;

import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Properties that travel one way only: what is {@code readOnly} is not required in a request, what
 * is {@code writeOnly} not in a response (OpenAPI 3.0.3, 4.7.24.2).
 */
final class OneWay {
  /*
   * A property may be declared in one schema and required in another of the same object: the one
   * has the other in its allOf or behind its $ref, or both stand beside each other in an allOf. So
   * each schema is told by those that apply it which of the names that it requires, or something
   * behind it, need not be there (Context.excused); only those, so that most schemas are told
   * nothing and are compiled once.
   *
   * What alternatives say counts where all of them say it. An alternative is not told what is said
   * around it: what it requires may be how the alternatives are told apart.
   *
   * Where a schema applies more than MOST_SCHEMAS to the same value, only its own properties count.
   * All or nothing: then what a schema is told depends on where the value is met first and not on
   * the way from there, so it is compiled at most once for each such place. Were it cut off in the
   * middle, each way through nested allOf could end with other names: 2^n of them.
   */
  private static final int MOST_SCHEMAS = 64;
  private static final int MOST_PARTS = 16;

  private final Registry registry;
  private final Dialect dialect;
  private final @Nullable String flag;
  private final Set<String> excused;

  /** What is known of the values of a schema. */
  static OneWay of(SchemaSite site, Context context) {
    return new OneWay(site, context);
  }

  private OneWay(SchemaSite site, Context context) {
    this.registry = site.linker().registry();
    this.dialect = site.linker().dialect();
    this.flag =
        switch (site.linker().direction()) {
          case REQUEST -> "readOnly";
          case RESPONSE -> "writeOnly";
          case UNSPECIFIED -> null;
        };
    this.excused = flag == null ? Set.of() : new LinkedHashSet<>(context.excused());
    if (flag != null) {
      Look look = new Look().into(site.location());
      excused.addAll(look.left < 0 ? ownFlagged(site.location()) : look.flagged);
    }
  }

  /** The names that need not be there, whoever requires them. */
  Set<String> excused() {
    return excused;
  }

  /** Those of which a schema that this one applies to the same value cannot know by itself. */
  Set<String> excusedIn(Location applied) {
    if (excused.isEmpty()) {
      return Set.of();
    }
    Look look = new Look().into(applied);
    if (look.left < 0) {
      return Set.of();
    }
    Set<String> told = new LinkedHashSet<>(excused);
    told.retainAll(look.required);
    told.removeAll(look.flagged);
    return told;
  }

  /** Where it is said that a property travels the other way only; null if nothing says so. */
  @Nullable Location findFlag(Location property) {
    return flag == null ? null : new Search().in(property);
  }

  /** Looks for the flag of a property, through {@code $ref} and {@code allOf}. */
  private final class Search {
    private int left = MOST_PARTS;

    @Nullable Location in(Location at) {
      if (!(at.value() instanceof JsonObject schema) || --left < 0) {
        return null;
      }
      boolean alone = standsAlone(schema);
      if (isTrue(schema) && !alone) {
        return at;
      }
      Location target = target(at, schema);
      Location found = target == null ? null : in(target);
      if (found == null && !alone) {
        for (Location part : elements(at, schema, "allOf")) {
          found = found == null ? in(part) : found;
        }
      }
      return found;
    }
  }

  private boolean isTrue(JsonObject schema) {
    return flag != null && schema.get(flag) == JsonBoolean.TRUE;
  }

  /** Whether nothing beside its {@code $ref} counts (OpenAPI 3.0.3, 4.7.23). */
  private boolean standsAlone(JsonObject schema) {
    return dialect == Dialect.OPENAPI_3_0 && schema.has("$ref");
  }

  private @Nullable Location target(Location at, JsonObject schema) {
    String reference = Registry.text(schema, "$ref");
    return reference == null ? null : registry.find(at, reference).orElse(null);
  }

  private static List<Location> elements(Location at, JsonObject schema, String keyword) {
    List<JsonValue> parts = Registry.elements(schema, keyword);
    return IntStream.range(0, parts.size())
        .mapToObj(i -> below(at, keyword, Integer.toString(i), parts.get(i)))
        .toList();
  }

  private static Location below(Location at, String keyword, String token, JsonValue value) {
    String pointer = Location.below(Location.below(at.pointer(), keyword), token);
    Resource around = at.resource().document().resourceAt(pointer, at.resource());
    return new Location(around, pointer, value);
  }

  private Set<String> ownFlagged(Location at) {
    Set<String> names = new LinkedHashSet<>();
    if (at.value() instanceof JsonObject schema
        && schema.get("properties") instanceof JsonObject properties) {
      properties
          .members()
          .forEach(
              (name, value) -> {
                if (isFlagged(at, name, value)) {
                  names.add(name);
                }
              });
    }
    return names;
  }

  private boolean isFlagged(Location at, String name, JsonValue property) {
    // beside a $ref, too: who writes that does not mean to ask for it
    return property instanceof JsonObject schema
        && (isTrue(schema)
            || ((schema.has("$ref") || schema.has("allOf"))
                && findFlag(below(at, "properties", name, property)) != null));
  }

  /** What a schema, and all that it applies to the same value, says of the names of an object. */
  private final class Look {
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> flagged = new LinkedHashSet<>();
    private int left = MOST_SCHEMAS;

    Look into(Location schema) {
      read(schema, required, flagged);
      return this;
    }

    private void read(Location at, Set<String> required, Set<String> flagged) {
      if (!(at.value() instanceof JsonObject schema) || --left < 0) {
        return;
      }
      Location target = target(at, schema);
      if (target != null) {
        read(target, required, flagged);
      }
      if (standsAlone(schema)) {
        return;
      }
      for (JsonValue name : Registry.elements(schema, "required")) {
        if (name instanceof JsonString text) {
          required.add(text.value());
        }
      }
      flagged.addAll(ownFlagged(at));
      elements(at, schema, "allOf").forEach(part -> read(part, required, flagged));
      readAlternatives(elements(at, schema, "anyOf"), flagged);
      readAlternatives(elements(at, schema, "oneOf"), flagged);
    }

    private void readAlternatives(List<Location> alternatives, Set<String> flagged) {
      Set<String> byAll = null;
      for (Location alternative : alternatives) {
        Set<String> byOne = new LinkedHashSet<>();
        read(alternative, new LinkedHashSet<>(), byOne);
        if (byAll == null) {
          byAll = byOne;
        } else {
          byAll.retainAll(byOne);
        }
      }
      if (byAll != null) {
        flagged.addAll(byAll);
      }
    }
  }
}
