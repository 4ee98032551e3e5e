package io.hauberk.schema;

import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A registered document and the schema resources that were found in it, by their places. */
final class SchemaDocument {
  private final String uri;
  private final String name;
  private final JsonValue root;
  private final Map<String, Resource> resources = new HashMap<>();

  SchemaDocument(String uri, String name, JsonValue root) {
    this.uri = uri;
    this.name = name;
    this.root = root;
  }

  String uri() {
    return uri;
  }

  /** What findings call it. */
  String name() {
    return name;
  }

  JsonValue root() {
    return root;
  }

  void add(Resource resource) {
    resources.put(resource.pointer(), resource);
  }

  /** The innermost resource around a place. There always is one: the document itself. */
  Resource resourceAround(String pointer) {
    String at = pointer;
    while (true) {
      Resource resource = resources.get(at);
      if (resource != null) {
        return resource;
      }
      if (at.isEmpty()) {
        throw new IllegalStateException("document " + uri + " was registered without its root");
      }
      at = at.substring(0, at.lastIndexOf('/'));
    }
  }

  /** The resource that begins at a place, or the one given. */
  Resource resourceAt(String pointer, Resource otherwise) {
    return resources.getOrDefault(pointer, otherwise);
  }

  Optional<JsonValue> find(String pointer) {
    return JsonPointer.parse(pointer).find(root);
  }
}
