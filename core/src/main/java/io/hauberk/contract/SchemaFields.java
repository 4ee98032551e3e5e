package io.hauberk.contract;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * The fields that OpenAPI adds to JSON Schema (OAS 3.2, 4.24.2): finds them in a schema and in all
 * that it is made of.
 */
final class SchemaFields {

  /** The added fields, and the kind of object that each holds. */
  private static final Map<String, String> KINDS =
      Map.of("discriminator", "discriminator", "xml", "xml", "externalDocs", "docs");

  private static final Set<String> ONE_SCHEMA =
      Set.of(
          "items",
          "additionalProperties",
          "not",
          "if",
          "then",
          "else",
          "contains",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties",
          "contentSchema");
  private static final Set<String> SEVERAL_SCHEMAS =
      Set.of(
          "allOf",
          "anyOf",
          "oneOf",
          "prefixItems",
          "properties",
          "patternProperties",
          "dependentSchemas",
          "$defs");

  /** Takes an object that OpenAPI adds to a schema. */
  interface Visitor {
    void visit(String kind, JsonObject object, Place at);
  }

  static void visit(JsonObject schema, Place at, Visitor visitor) {
    schema
        .members()
        .forEach(
            (name, value) -> {
              String kind = KINDS.get(name);
              if (kind != null && value instanceof JsonObject object) {
                visitor.visit(kind, object, at.child(name));
              } else if (ONE_SCHEMA.contains(name) && value instanceof JsonObject part) {
                visit(part, at.child(name), visitor);
              } else if (SEVERAL_SCHEMAS.contains(name)) {
                visitEach(value, at.child(name), visitor);
              }
            });
  }

  private static void visitEach(JsonValue parts, Place at, Visitor visitor) {
    if (parts instanceof JsonObject map) {
      map.members()
          .forEach(
              (name, value) -> {
                if (value instanceof JsonObject part) {
                  visit(part, at.child(name), visitor);
                }
              });
    } else if (parts instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof JsonObject part) {
          visit(part, at.child(i), visitor);
        }
      }
    }
  }

  private SchemaFields() {}
}
