package io.hauberk.lint;

import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.lint.SchemaUse.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds every schema that operations use, through references and back again, without recursion. */
final class SchemaWalk {
  /*
   * A schema is known by its object, not by its pointer: the tree has one object for each place, and
   * looking it up costs nothing. A schema whose roles grow is walked again, at most twice.
   */
  private static final List<String> JUDGES_PARTS =
      List.of("additionalProperties", "items", "unevaluatedItems", "unevaluatedProperties");
  private static final List<String> MAPS_OF_PARTS = List.of("properties", "patternProperties");

  /** What stands there asks a question about a value, or says what it is not. */
  private static final List<String> ASKS =
      List.of("not", "if", "contains", "propertyNames", "contentSchema");

  /** What may stand beside a reference and changes nothing about its values. */
  private static final Set<String> REMARKS =
      Set.of(
          "$ref",
          "title",
          "summary",
          "description",
          "deprecated",
          "$comment",
          "example",
          "examples",
          "default",
          "readOnly",
          "writeOnly",
          "xml",
          "externalDocs");

  private record Visit(SchemaUse schema, Set<Role> roles) {}

  private final DocumentTree documents;
  private final boolean is30;
  private final IdentityHashMap<Object, SchemaUse> schemas = new IdentityHashMap<>();
  private final List<SchemaUse> order = new ArrayList<>();
  private final IdentityHashMap<Object, Place> touched = new IdentityHashMap<>();
  private final Deque<Visit> open = new ArrayDeque<>();

  SchemaWalk(DocumentTree documents, boolean is30) {
    this.documents = documents;
    this.is30 = is30;
  }

  Map<Object, SchemaUse> byObject() {
    return schemas;
  }

  List<SchemaUse> inOrder() {
    return order;
  }

  IdentityHashMap<Object, Place> touched() {
    return touched;
  }

  /** Walks from the schema in a field, if there is one. */
  void walk(Place owner, String field, Role role) {
    Place schema = owner.object(field);
    if (schema != null) {
      enter(schema, Set.of(role), null);
      while (!open.isEmpty()) {
        Visit visit = open.remove();
        visitParts(visit.schema(), visit.roles());
      }
    }
  }

  private @Nullable SchemaUse enter(
      Place schema, Set<Role> roles, @Nullable SchemaUse alternativeOf) {
    Place head = head(schema);
    if (head == null) {
      return null;
    }
    SchemaUse known = schemas.get(head.object());
    if (known == null) {
      List<Place> conjuncts = new ArrayList<>();
      collect(head, conjuncts, new HashSet<>());
      boolean itself = head.at().equals(schema.at()) && head.document().equals(schema.document());
      known = new SchemaUse(head, conjuncts, itself ? alternativeOf : null);
      schemas.put(head.object(), known);
      order.add(known);
      known.addRoles(roles);
      open.add(new Visit(known, roles));
    } else if (known.addRoles(roles)) {
      open.add(new Visit(known, roles));
    }
    return known;
  }

  /** The place of what is meant: a reference that says nothing more is what it refers to. */
  private @Nullable Place head(Place schema) {
    Set<JsonObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Place at = schema;
    while (at != null && at.get("$ref") instanceof JsonString ref) {
      touched.put(at.object(), at);
      boolean more =
          !is30
              && at.object().members().keySet().stream()
                  .anyMatch(name -> !REMARKS.contains(name) && !name.startsWith("x-"));
      if (more) {
        return at;
      }
      at = seen.size() < 64 && seen.add(at.object()) ? documents.find(at, ref.value()) : null;
    }
    return at;
  }

  private void collect(Place schema, List<Place> conjuncts, Set<String> seen) {
    if (seen.size() > 256 || !seen.add(schema.document() + schema.at())) {
      return;
    }
    touched.put(schema.object(), schema);
    if (schema.get("$ref") instanceof JsonString ref) {
      Place target = documents.find(schema, ref.value());
      if (target != null) {
        collect(target, conjuncts, seen);
      }
      if (is30) {
        return;
      }
    }
    conjuncts.add(schema);
    for (Place part : schema.elements("allOf")) {
      collect(part, conjuncts, seen);
    }
  }

  private void visitParts(SchemaUse schema, Set<Role> roles) {
    for (Place part : schema.conjuncts()) {
      for (String keyword : MAPS_OF_PARTS) {
        part.members(keyword).forEach(member -> enter(member, roles, null));
      }
      for (String keyword : JUDGES_PARTS) {
        enterOne(part, keyword, roles);
      }
      part.elements("prefixItems").forEach(element -> enter(element, roles, null));
      for (String keyword : ASKS) {
        enterOne(part, keyword, Set.of());
      }
      part.members("dependentSchemas").forEach(one -> enter(one, Set.of(), null));
      enterOne(part, "then", Set.of());
      enterOne(part, "else", Set.of());
      choice(schema, part, "anyOf", roles);
      choice(schema, part, "oneOf", roles);
      mapping(part, roles);
    }
  }

  private void enterOne(Place part, String keyword, Set<Role> roles) {
    Place child = part.object(keyword);
    if (child != null) {
      enter(child, roles, null);
    }
  }

  private void choice(SchemaUse schema, Place part, String keyword, Set<Role> roles) {
    List<SchemaUse> alternatives = new ArrayList<>();
    for (Place element : part.elements(keyword)) {
      SchemaUse alternative = enter(element, roles, schema);
      if (alternative != null && alternative != schema) {
        alternatives.add(alternative);
      }
    }
    if (!alternatives.isEmpty()) {
      schema.addChoice(alternatives);
    }
  }

  /** The schemas that a discriminator's mapping names by reference. */
  private void mapping(Place part, Set<Role> roles) {
    Place discriminator = part.object("discriminator");
    Place mapping = discriminator == null ? null : discriminator.object("mapping");
    if (mapping != null) {
      for (JsonValue target : mapping.object().members().values()) {
        if (target instanceof JsonString text) {
          Place found = mapped(part, text.value());
          if (found != null) {
            enter(found, roles, null);
          }
        }
      }
    }
  }

  /** A mapping names a schema of the components, or else refers to one. */
  private @Nullable Place mapped(Place part, String target) {
    boolean name = target.indexOf('/') < 0 && !target.startsWith("#");
    Place named = name ? documents.find(part, "#/components/schemas/" + target) : null;
    return named == null ? documents.find(part, target) : named;
  }
}
