package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import io.hauberk.schema.SchemaException.Kind;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All documents of a compiler and the schema resources in them, by URI. */
final class Registry {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final Set<Vocabulary> ALL =
      EnumSet.complementOf(EnumSet.of(Vocabulary.FORMAT_ASSERTION));

  private final Dialect dialect;
  private final Map<String, SchemaDocument> documents = new HashMap<>();
  private final Map<String, Resource> resources = new HashMap<>();
  private final Map<String, Set<Vocabulary>> vocabularies = new HashMap<>();

  Registry(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Registers a document and the resources and anchors in it. */
  void add(String uri, String name, JsonValue root) {
    SchemaDocument document = new SchemaDocument(uri, name, root);
    documents.put(uri, document);
    new ResourceScanner(this, document, dialect).scan();
  }

  /** Told once, when all documents are registered. */
  void settle() {
    Map<String, Set<Resource>> owners = new HashMap<>();
    for (Resource resource : resources.values()) {
      for (String anchor : resource.dynamicAnchors()) {
        owners.computeIfAbsent(anchor, name -> new HashSet<>()).add(resource);
      }
    }
    owners.values().removeIf(one -> one.size() < 2);
    for (Resource resource : resources.values()) {
      Set<String> contested = new HashSet<>(resource.dynamicAnchors());
      contested.retainAll(owners.keySet());
      resource.contested(contested);
    }
  }

  /** Registers a resource under a URI; two resources of one URI are a defect. */
  void add(String uri, Resource resource) {
    Resource other = resources.put(uri, resource);
    if (other != null && !other.samePlace(resource)) {
      throw new SchemaException(
          Kind.MALFORMED,
          resource.document().uri(),
          resource.pointer(),
          "the URI %s also names the schema at %s#%s; give each its own $id"
              .formatted(uri, other.document().uri(), other.pointer()));
    }
  }

  /** Lets a document be found under its own URI although its root names itself otherwise. */
  void alias(String uri, Resource resource) {
    resources.put(References.withoutFragment(uri), resource);
  }

  /** Lets a registered document be found under another URI, too. */
  void alias(String uri, String documentUri) {
    Resource resource = resources.get(References.withoutFragment(documentUri));
    if (resource != null) {
      resources.putIfAbsent(References.withoutFragment(uri), resource);
    }
  }

  /** A place in a registered document. */
  Location locate(String documentUri, String pointer) {
    SchemaDocument document = documents.get(documentUri);
    if (document == null) {
      throw new SchemaException(
          Kind.UNRESOLVED,
          documentUri,
          pointer,
          "no document is registered under this URI; add it with SchemaCompiler.Builder.document");
    }
    JsonValue value =
        document
            .find(pointer)
            .orElseThrow(
                () ->
                    new SchemaException(
                        Kind.UNRESOLVED,
                        documentUri,
                        pointer,
                        "the document has nothing at this place"));
    return new Location(document.resourceAround(pointer), pointer, value);
  }

  /** Where a reference leads that stands in a schema, if it leads to what was registered. */
  Optional<Location> find(Location from, String reference) {
    try {
      return Optional.of(resolve(from, "$ref", reference));
    } catch (SchemaException e) {
      return Optional.empty(); // told where the reference is compiled
    }
  }

  /** Where a reference leads that stands in a schema. */
  Location resolve(Location from, String keyword, String reference) {
    Location known = from.resource().findResolved(reference);
    if (known == null) {
      known = resolveAnew(from, keyword, reference);
      from.resource().resolved(reference, known);
    }
    return known;
  }

  private Location resolveAnew(Location from, String keyword, String reference) {
    String at = Location.below(from.pointer(), keyword);
    String uri;
    String fragment;
    try {
      uri = References.resolve(from.resource().uri(), References.withoutFragment(reference));
      fragment = References.fragment(reference);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw from.defect(
          Kind.MALFORMED, at, keyword + " is not a URI reference (RFC 3986): " + reference);
    }
    Resource resource = resources.get(uri);
    if (resource == null) {
      throw from.defect(
          Kind.UNRESOLVED,
          at,
          "%s leads to %s, which was not registered; nothing is fetched, so add that document"
              .formatted(keyword, uri));
    }
    String pointer;
    if (fragment.isEmpty()) {
      pointer = resource.pointer();
    } else if (fragment.charAt(0) == '/') {
      pointer = resource.pointer() + fragment;
    } else {
      pointer = resource.findAnchor(fragment);
      if (pointer == null) {
        throw unresolved(from, at, keyword, reference);
      }
    }
    return find(resource.document(), pointer, from, at, keyword, reference);
  }

  private static Location find(
      SchemaDocument document,
      String pointer,
      Location from,
      String at,
      String keyword,
      String reference) {
    try {
      JsonValue value =
          document.find(pointer).orElseThrow(() -> unresolved(from, at, keyword, reference));
      String canonical = JsonPointer.parse(pointer).toString();
      return new Location(document.resourceAround(canonical), canonical, value);
    } catch (JsonException e) {
      throw from.defect(
          Kind.MALFORMED, at, keyword + " is not a JSON Pointer (RFC 6901): " + reference);
    }
  }

  private static SchemaException unresolved(
      Location from, String at, String keyword, String reference) {
    return from.defect(
        Kind.UNRESOLVED,
        at,
        "%s leads to %s, and there is no schema at that place".formatted(keyword, reference));
  }

  /** All resources with a dynamic anchor of this name, and where it stands in them. */
  Map<Resource, Location> dynamicAnchors(String name) {
    Map<Resource, Location> found = new HashMap<>();
    for (Resource resource : resources.values()) {
      String pointer = resource.findAnchor(name);
      if (resource.hasDynamicAnchor(name) && pointer != null) {
        JsonValue value = resource.document().find(pointer).orElseThrow();
        found.put(resource, new Location(resource, pointer, value));
      }
    }
    return found;
  }

  /** The vocabularies in force in a resource: those of the metaschema that it names. */
  Set<Vocabulary> vocabularies(Resource resource) {
    String metaschema = resource.metaschema();
    if (metaschema == null || dialect == Dialect.OPENAPI_3_0) {
      return ALL;
    }
    String uri = References.withoutFragment(metaschema);
    Set<Vocabulary> known = vocabularies.get(uri);
    if (known == null) {
      known = readVocabularies(resource, uri);
      vocabularies.put(uri, known);
    }
    return known;
  }

  private Set<Vocabulary> readVocabularies(Resource resource, String uri) {
    if (uri.equals(DRAFT) || uri.matches("https://spec\\.openapis\\.org/oas/3\\.[12]/dialect/.+")) {
      return ALL;
    }
    Resource metaschema = resources.get(uri);
    if (metaschema == null) {
      throw unsupported(
          resource,
          "$schema names the dialect "
              + uri
              + ", which is not known here and not registered. Use "
              + DRAFT
              + " or register the metaschema");
    }
    @Nullable JsonValue declared =
        metaschema.root() instanceof JsonObject object ? object.get("$vocabulary") : null;
    if (!(declared instanceof JsonObject vocabulary)) {
      return ALL;
    }
    Set<Vocabulary> inForce = EnumSet.of(Vocabulary.CORE);
    List<String> unknown = new ArrayList<>();
    vocabulary
        .members()
        .forEach(
            (name, required) ->
                Vocabulary.of(name)
                    .ifPresentOrElse(
                        inForce::add,
                        () -> {
                          if (required == JsonBoolean.TRUE) {
                            unknown.add(name);
                          }
                        }));
    if (!unknown.isEmpty()) {
      throw unsupported(
          resource, "$schema requires vocabularies that are not known here: " + unknown);
    }
    return inForce;
  }

  private static SchemaException unsupported(Resource resource, String text) {
    return new SchemaException(
        Kind.UNSUPPORTED,
        resource.document().uri(),
        Location.below(resource.pointer(), "$schema"),
        text);
  }

  /** The text of a member, if it has one. */
  static @Nullable String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string ? string.value() : null;
  }

  /** The elements of a member that is an array, else none. */
  static List<JsonValue> elements(JsonObject object, String name) {
    return object.get(name) instanceof JsonArray array ? array.elements() : List.of();
  }
}
