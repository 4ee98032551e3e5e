package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonValue;
import io.hauberk.schema.SchemaException.Kind;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code $id}, {@code $anchor} and {@code $dynamicAnchor} in a document: only where a schema
 * stands, never in an example, a default or an unknown keyword.
 *
 * <p>In an OpenAPI document, schemas stand below {@code schema} and {@code schemas}.
 */
final class ResourceScanner {
  private static final Set<String> ONE_SCHEMA =
      Set.of(
          "additionalProperties",
          "items",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties",
          "contentSchema");
  private static final Set<String> SCHEMA_ARRAY = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> SCHEMA_MAP =
      Set.of(
          "properties",
          "patternProperties",
          "dependentSchemas",
          "dependencies",
          "$defs",
          "definitions");
  private static final Set<String> NO_SCHEMAS_BELOW = Set.of("example", "examples");

  private final Registry registry;
  private final SchemaDocument document;
  private final Dialect dialect;

  ResourceScanner(Registry registry, SchemaDocument document, Dialect dialect) {
    this.registry = registry;
    this.document = document;
    this.dialect = dialect;
  }

  void scan() {
    Resource resource =
        new Resource(document, document.uri(), "", document.root(), metaschema(document.root()));
    document.add(resource);
    registry.add(References.withoutFragment(document.uri()), resource);
    if (dialect == Dialect.JSON_SCHEMA_2020_12) {
      schema("", document.root(), resource);
    } else {
      if (document.root() instanceof JsonObject root && !root.has("openapi")) {
        schema("", root, resource); // a part of a contract may be one schema
      }
      openApi("", document.root(), resource);
    }
  }

  private void openApi(String at, JsonValue value, Resource resource) {
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        openApi(at + "/" + i, array.get(i), resource);
      }
    } else if (value instanceof JsonObject object) {
      object.members().forEach((name, member) -> openApiMember(at, name, member, resource));
    }
  }

  private void openApiMember(String at, String name, JsonValue member, Resource resource) {
    String below = Location.below(at, name);
    if (name.equals("schema")) {
      schema(below, member, resource);
    } else if (name.equals("schemas")) {
      schemas(below, member, resource);
    } else if (!NO_SCHEMAS_BELOW.contains(name) && !name.startsWith("x-")) {
      openApi(below, member, resource);
    }
  }

  private void schema(String at, JsonValue value, Resource enclosing) {
    if (dialect == Dialect.OPENAPI_3_0 || !(value instanceof JsonObject schema)) {
      return;
    }
    Resource resource = identify(at, schema, enclosing);
    for (Map.Entry<String, JsonValue> member : schema.members().entrySet()) {
      String name = member.getKey();
      String below = Location.below(at, name);
      if (ONE_SCHEMA.contains(name)) {
        schema(below, member.getValue(), resource);
      } else if (SCHEMA_ARRAY.contains(name)) {
        List<JsonValue> elements = Registry.elements(schema, name);
        for (int i = 0; i < elements.size(); i++) {
          schema(below + "/" + i, elements.get(i), resource);
        }
      } else if (SCHEMA_MAP.contains(name)) {
        schemas(below, member.getValue(), resource);
      }
    }
  }

  private void schemas(String at, JsonValue value, Resource resource) {
    if (value instanceof JsonObject map) {
      map.members().forEach((name, one) -> schema(Location.below(at, name), one, resource));
    }
  }

  /** The resource that a schema is or belongs to, with its anchors noted. */
  private Resource identify(String at, JsonObject schema, Resource enclosing) {
    Resource resource = enclosing;
    String id = Registry.text(schema, "$id");
    if (id != null) {
      resource =
          new Resource(
              document, absolute(at, id, enclosing), at, schema, metaschema(schema, enclosing));
      document.add(resource);
      registry.add(resource.uri(), resource);
      if (at.isEmpty()) {
        registry.alias(document.uri(), resource);
      }
    }
    String anchor = Registry.text(schema, "$anchor");
    String dynamicAnchor = Registry.text(schema, "$dynamicAnchor");
    if ((anchor != null && !resource.anchor(anchor, at))
        || (dynamicAnchor != null && !resource.dynamicAnchor(dynamicAnchor, at))) {
      throw new SchemaException(
          Kind.MALFORMED,
          document.uri(),
          at,
          "its anchor is already taken in this schema resource; choose another name");
    }
    return resource;
  }

  private String absolute(String at, String id, Resource enclosing) {
    try {
      String uri = References.resolve(enclosing.uri(), References.withoutFragment(id));
      if (References.fragment(id).isEmpty()) {
        return uri;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // told below
    }
    throw new SchemaException(
        Kind.MALFORMED,
        document.uri(),
        Location.below(at, "$id"),
        "$id must be a URI reference without a fragment (JSON Schema 2020-12, 8.2.1)");
  }

  private static @Nullable String metaschema(JsonValue root) {
    return root instanceof JsonObject object ? Registry.text(object, "$schema") : null;
  }

  private static @Nullable String metaschema(JsonObject schema, Resource enclosing) {
    String own = metaschema(schema);
    return own == null ? enclosing.metaschema() : own;
  }
}
