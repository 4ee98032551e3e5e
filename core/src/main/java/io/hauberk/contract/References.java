package io.hauberk.contract;

import io.hauberk.json.JsonException;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows Reference Objects within the one document. Nothing is ever fetched. */
final class References {
  private static final String FIELD = "$ref";

  private final JsonObject document;

  References(JsonObject document) {
    this.document = document;
  }

  /** Whether an object is a reference. */
  static boolean isReference(JsonObject object) {
    return object.get(FIELD) instanceof JsonString;
  }

  /** Whether a reference leads out of its document. */
  static boolean leadsOut(JsonObject object) {
    return object.get(FIELD) instanceof JsonString ref && !ref.value().startsWith("#");
  }

  /** The object itself, or what its chain of references ends at; null if it ends nowhere. */
  @Nullable Located follow(Located from) {
    Set<String> seen = new HashSet<>();
    Located at = from;
    while (at != null && at.object().get(FIELD) instanceof JsonString ref) {
      at = seen.add(ref.value()) ? find(ref.value()) : null;
    }
    return at;
  }

  private @Nullable Located find(String ref) {
    if (!ref.startsWith("#")) {
      return null;
    }
    try {
      JsonPointer pointer = JsonPointer.parseFragment(ref);
      JsonValue value = pointer.find(document).orElse(null);
      return value instanceof JsonObject object ? new Located(object, pointer) : null;
    } catch (JsonException e) {
      return null; // not a pointer: the defect is told where the reference stands
    }
  }
}
