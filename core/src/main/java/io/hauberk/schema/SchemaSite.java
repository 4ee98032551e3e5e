package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.schema.SchemaException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema while it is compiled: what its keywords read their values from, and where they complain.
 */
final class SchemaSite {
  private static final Set<String> IN_PLACE =
      Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

  private final Linker linker;
  private final Location location;
  private final JsonObject schema;
  private final Collection<Vocabulary> vocabularies;
  private final Context context;
  private @Nullable OneWay oneWay;

  SchemaSite(
      Linker linker,
      Location location,
      JsonObject schema,
      Collection<Vocabulary> vocabularies,
      Context context) {
    this.linker = linker;
    this.location = location;
    this.schema = schema;
    this.vocabularies = vocabularies;
    this.context = context;
  }

  /** What travels one way only in values of this schema. */
  OneWay oneWay() {
    if (oneWay == null) {
      oneWay = OneWay.of(this, context);
    }
    return oneWay;
  }

  Linker linker() {
    return linker;
  }

  Location location() {
    return location;
  }

  JsonObject schema() {
    return schema;
  }

  boolean inForce(Vocabulary vocabulary) {
    return vocabularies.contains(vocabulary);
  }

  /** The keyword's value, if it stands in the schema and its vocabulary is in force. */
  @Nullable JsonValue get(String keyword) {
    JsonValue value = schema.get(keyword);
    if (value == null) {
      return null;
    }
    return KeywordCatalog.inForce(keyword, vocabularies) ? value : null;
  }

  /** A length or count; values above the range of an int are as good as its end. */
  Optional<Integer> findCount(String keyword) {
    JsonValue value = get(keyword);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonNumber number && number.isInteger() && number.signum() >= 0) {
      return Optional.of(number.clampedInt());
    }
    throw malformed(keyword, "an integer of zero or more");
  }

  Optional<JsonNumber> findNumber(String keyword) {
    JsonValue value = get(keyword);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonNumber number) {
      return Optional.of(number);
    }
    throw malformed(keyword, "a number");
  }

  boolean flag(String keyword) {
    JsonValue value = get(keyword);
    if (value == null) {
      return false;
    }
    if (value instanceof JsonBoolean bool) {
      return bool.value();
    }
    throw malformed(keyword, "true or false");
  }

  Optional<String> findText(String keyword) {
    JsonValue value = get(keyword);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString string) {
      return Optional.of(string.value());
    }
    throw malformed(keyword, "a string");
  }

  /** The schema that is the keyword's value. */
  Optional<SchemaNode> findSchema(String keyword) {
    JsonValue value = get(keyword);
    return value == null
        ? Optional.empty()
        : Optional.of(schemaAt(keyword, pointer(keyword), value));
  }

  /** The schemas in the array that is the keyword's value; empty if there is no such keyword. */
  List<SchemaNode> schemas(String keyword) {
    JsonValue value = get(keyword);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array) || array.isEmpty()) {
      throw malformed(keyword, "an array of at least one schema");
    }
    List<SchemaNode> nodes = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      nodes.add(schemaAt(keyword, pointer(keyword) + "/" + i, array.get(i)));
    }
    return nodes;
  }

  /** The schemas in the object that is the keyword's value; empty if there is no such keyword. */
  Map<String, SchemaNode> schemaMap(String keyword) {
    Map<String, SchemaNode> nodes = new LinkedHashMap<>();
    map(keyword).forEach((name, value) -> nodes.put(name, schemaIn(keyword, name, value)));
    return nodes;
  }

  /** The object that is the keyword's value; empty if there is no such keyword. */
  Map<String, JsonValue> map(String keyword) {
    JsonValue value = get(keyword);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof JsonObject object) {
      return object.members();
    }
    throw malformed(keyword, "an object");
  }

  SchemaNode schemaIn(String keyword, String name, JsonValue value) {
    return schemaAt(keyword, Location.below(pointer(keyword), name), value);
  }

  private SchemaNode schemaAt(String keyword, String pointer, JsonValue value) {
    boolean booleans =
        linker.dialect() != Dialect.OPENAPI_3_0 || keyword.equals("additionalProperties");
    if (value instanceof JsonBoolean && !booleans) {
      throw location.defect(
          Kind.MALFORMED,
          pointer,
          "a schema must be an object; OpenAPI 3.0 has no boolean schemas");
    }
    Resource around = location.resource().document().resourceAt(pointer, location.resource());
    Location location = new Location(around, pointer, value);
    return linker.node(location, contextOf(keyword, location));
  }

  /** What a schema is told that a keyword of this one applies. */
  private Context contextOf(String keyword, Location applied) {
    if (keyword.equals("allOf") || keyword.equals("$ref")) {
      return context.excusing(oneWay().excusedIn(applied));
    }
    return IN_PLACE.contains(keyword) ? context.excusing(Set.of()) : Context.NONE;
  }

  /** The schema that a reference in this schema leads to. */
  SchemaNode resolve(String keyword, String reference) {
    Location target = linker.registry().resolve(location, keyword, reference);
    return linker.target(target, pointer(keyword), contextOf(keyword, target));
  }

  /** Whether the schema is part of one that a discriminator by this property has led to. */
  boolean isDescended(String property) {
    return context.follows(property);
  }

  /** A schema that a discriminator by this property leads to. */
  SchemaNode descendant(Location target, String property) {
    return linker.node(target, context.following(property));
  }

  /** The distinct names in the array that is the keyword's value; none if there is no keyword. */
  Set<String> names(String keyword) {
    JsonValue value = get(keyword);
    return value == null ? Set.of() : names(keyword, pointer(keyword), value);
  }

  Set<String> names(String keyword, String at, JsonValue value) {
    Set<String> names = new LinkedHashSet<>();
    if (value instanceof JsonArray array) {
      for (JsonValue element : array) {
        if (!(element instanceof JsonString name) || !names.add(name.value())) {
          throw location.defect(
              Kind.MALFORMED, at, keyword + " must be an array of distinct strings");
        }
      }
      return names;
    }
    throw location.defect(Kind.MALFORMED, at, keyword + " must be an array of distinct strings");
  }

  /** Where a keyword of this schema stands. */
  String pointer(String keyword) {
    return Location.below(location.pointer(), keyword);
  }

  SchemaException malformed(String keyword, String expected) {
    return location.defect(Kind.MALFORMED, pointer(keyword), keyword + " must be " + expected);
  }

  SchemaException unsupported(String keyword, String text) {
    return location.defect(Kind.UNSUPPORTED, pointer(keyword), text);
  }

  void note(Oddity kind, String keyword, String text) {
    linker.note(kind, location, pointer(keyword), text);
  }
}
