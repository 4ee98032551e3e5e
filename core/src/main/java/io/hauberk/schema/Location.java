package io.hauberk.schema;

import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonValue;

/**
 * A schema's place.
 *
 * @param resource the innermost resource around it
 * @param pointer the place in the resource's document
 * @param value what stands there
 */
record Location(Resource resource, String pointer, JsonValue value) {

  /** Unique among all registered documents. */
  String key() {
    return resource.document().uri() + "#" + pointer;
  }

  /** The place in the words of findings. */
  String name() {
    return resource.document().name() + "#" + pointer;
  }

  /** Where a keyword of this schema stands, in the words of findings. */
  String declaration(String keyword) {
    return resource.document().name() + "#" + below(pointer, keyword);
  }

  /** The place of a member or element below. */
  static String below(String pointer, String token) {
    return pointer + "/" + JsonPointer.escape(token);
  }

  SchemaException defect(SchemaException.Kind kind, String at, String text) {
    return new SchemaException(kind, resource.document().uri(), at, text);
  }
}
