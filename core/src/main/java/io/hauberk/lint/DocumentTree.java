package io.hauberk.lint;

import io.hauberk.json.JsonException;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contract's document as a tree, and the way along its references. Nothing is fetched. */
final class DocumentTree {
  private final String name;
  private final JsonObject root;

  DocumentTree(String name, JsonObject root) {
    this.name = name;
    this.root = root;
  }

  Place root() {
    return new Place(name, root, JsonPointer.ROOT);
  }

  /** The object itself, or what its chain of references ends at; null if it ends nowhere. */
  @Nullable Place follow(Place from) {
    Set<String> seen = new HashSet<>();
    Place at = from;
    while (at != null && at.get("$ref") instanceof JsonString ref) {
      at = seen.add(at.document() + ref.value()) ? find(at, ref.value()) : null;
    }
    return at;
  }

  /** The object that a reference leads to; null if there is none. */
  @Nullable Place find(Place from, String ref) {
    if (!ref.startsWith("#")) {
      return null;
    }
    try {
      JsonPointer pointer = JsonPointer.parseFragment(ref);
      JsonValue value = pointer.find(root).orElse(null);
      return value instanceof JsonObject object ? new Place(name, object, pointer) : null;
    } catch (JsonException e) {
      return null; // an anchor, or a defect that reading the contract tells
    }
  }
}
