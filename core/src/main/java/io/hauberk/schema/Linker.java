package io.hauberk.schema;

import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.schema.SchemaException.Defect;
import io.hauberk.schema.SchemaException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns places into compiled schemas, each once, and connects those that refer to one another.
 *
 * <p>A schema that is referred to is made at once, empty, and waits in a queue for its keywords: so
 * schemas may refer to themselves, and no chain of references is too long for the stack.
 */
final class Linker {
  private final Registry registry;
  private final Dialect dialect;
  private final Direction direction;
  private final boolean refuseReadOnly;
  private final boolean assertFormats;
  private final KeywordCatalog catalog;
  private final Map<SchemaDocument, Map<String, SchemaNode>> nodes = new HashMap<>();
  private final Deque<SchemaNode> pending = new ArrayDeque<>();
  private final List<SchemaNode> created = new ArrayList<>();
  private final Map<SchemaNode, Context> contexts = new HashMap<>();
  private final Set<SchemaNote> notes = new LinkedHashSet<>();
  private final Map<SchemaDocument, Family> families = new HashMap<>();
  private final Map<String, EcmaPattern> patterns = new HashMap<>();
  private final DynamicScope outside = DynamicScope.outside();
  private int made;

  Linker(
      Registry registry,
      Dialect dialect,
      Direction direction,
      boolean refuseReadOnly,
      boolean assertFormats) {
    this.registry = registry;
    registry.settle();
    this.dialect = dialect;
    this.direction = direction;
    this.refuseReadOnly = refuseReadOnly;
    this.assertFormats = assertFormats;
    this.catalog = KeywordCatalog.of(dialect);
  }

  Dialect dialect() {
    return dialect;
  }

  Direction direction() {
    return direction;
  }

  /** Whether properties that are {@code readOnly} are refused. */
  boolean refusesReadOnly() {
    return refuseReadOnly && direction == Direction.REQUEST;
  }

  boolean assertFormats() {
    return assertFormats;
  }

  Registry registry() {
    return registry;
  }

  /** The dynamic scope in which nothing was entered yet. */
  DynamicScope outside() {
    return outside;
  }

  List<SchemaNote> notes() {
    return List.copyOf(notes);
  }

  void note(Oddity kind, Location location, String at, String text) {
    notes.add(new SchemaNote(kind.id(), location.resource().document().uri(), at, text));
  }

  /** The compiled schema at a place, with all that it refers to. */
  SchemaNode link(String documentUri, String pointer) {
    Location location = registry.locate(documentUri, pointer);
    List<Defect> defects = new ArrayList<>();
    SchemaNode root = target(location, pointer);
    while (!pending.isEmpty()) {
      SchemaNode node = pending.remove();
      try {
        complete(node);
      } catch (SchemaException e) {
        defects.addAll(e.defects());
      }
    }
    if (defects.isEmpty()) {
      defects.addAll(InPlaceLoops.find(created));
    }
    if (defects.isEmpty()) {
      Ways.follow(root, created);
      Contradictions contradictions = new Contradictions(new Glances(), outside);
      created.forEach(node -> contradictions.find(node).ifPresent(found -> note(node, found)));
    } else {
      created.forEach(node -> nodes(node.location()).remove(key(node)));
    }
    created.clear();
    if (!defects.isEmpty()) {
      throw new SchemaException(defects);
    }
    return root;
  }

  /**
   * The schema at a place that is referred to.
   *
   * @param from where the reference stands
   */
  SchemaNode target(Location location, String from) {
    return target(location, from, Context.NONE);
  }

  SchemaNode target(Location location, String from, Context context) {
    if (dialect == Dialect.OPENAPI_3_0 && location.value() instanceof JsonBoolean) {
      throw location.defect(
          Kind.MALFORMED, from, "a schema must be an object; OpenAPI 3.0 has no boolean schemas");
    }
    return node(location, context);
  }

  /** The schema at a place; its keywords may still be to come. */
  SchemaNode node(Location location) {
    return node(location, Context.NONE);
  }

  /** The schema at a place, as a part of others. */
  SchemaNode node(Location location, Context context) {
    Map<String, SchemaNode> known = nodes(location);
    String key = context.keyOf(location);
    SchemaNode before = known.get(key);
    if (before != null) {
      return before;
    }
    SchemaNode node = new SchemaNode(location, ++made);
    known.put(key, node);
    if (!context.isNone()) {
      contexts.put(node, context);
    }
    created.add(node);
    pending.add(node);
    return node;
  }

  private void note(SchemaNode node, Contradictions.Contradiction found) {
    Location at = node.location();
    note(
        Oddity.UNSATISFIABLE,
        at,
        found.keyword().isEmpty() ? at.pointer() : Location.below(at.pointer(), found.keyword()),
        found.text());
  }

  /** The schema of a property that must not be there, besides what it says itself. */
  SchemaNode readOnly(Location location, SchemaNode property) {
    SchemaNode node = new SchemaNode(location, ++made);
    node.complete(List.of(WrongWay.READ_ONLY, Ref.to(property)));
    created.add(node);
    return node;
  }

  /** The schemas of a document by their place and context. */
  private Map<String, SchemaNode> nodes(Location location) {
    return nodes.computeIfAbsent(location.resource().document(), document -> new HashMap<>());
  }

  private String key(SchemaNode node) {
    return contexts.getOrDefault(node, Context.NONE).keyOf(node.location());
  }

  /** A compiled pattern; equal ones are compiled once. */
  EcmaPattern pattern(String source) throws EcmaText.Refused {
    EcmaPattern known = patterns.get(source);
    if (known == null) {
      known = EcmaPattern.of(source);
      patterns.put(source, known);
    }
    return known;
  }

  /** Who descends from whom among the named schemas of a document. */
  Family family(SchemaDocument document) {
    return families.computeIfAbsent(document, one -> Family.of(registry, one));
  }

  private void complete(SchemaNode node) {
    Location location = node.location();
    if (location.value() instanceof JsonBoolean bool) {
      node.complete(bool.value() ? List.of() : List.of(Never.INSTANCE));
    } else if (location.value() instanceof JsonObject schema) {
      Collection<Vocabulary> vocabularies = registry.vocabularies(location.resource());
      node.complete(
          catalog.compile(
              new SchemaSite(
                  this,
                  location,
                  schema,
                  vocabularies,
                  contexts.getOrDefault(node, Context.NONE))));
    } else {
      throw location.defect(
          Kind.MALFORMED,
          location.pointer(),
          dialect == Dialect.OPENAPI_3_0
              ? "a schema must be an object"
              : "a schema must be an object or a boolean");
    }
  }
}
