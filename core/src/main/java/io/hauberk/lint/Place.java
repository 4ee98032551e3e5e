package io.hauberk.lint;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document with its place. What is absent or of another type reads as empty, so that
 * a contract with defects can be looked at, too.
 *
 * @param document the document's name
 * @param object what stands there
 * @param at where
 */
record Place(String document, JsonObject object, JsonPointer at) {

  boolean has(String name) {
    return object.has(name);
  }

  @Nullable JsonValue get(String name) {
    return object.get(name);
  }

  /** The text of a field; empty if there is none. */
  String text(String name) {
    return object.get(name) instanceof JsonString text ? text.value() : "";
  }

  boolean isTrue(String name) {
    return object.get(name) == JsonBoolean.TRUE;
  }

  boolean isFalse(String name) {
    return object.get(name) == JsonBoolean.FALSE;
  }

  /** The object in a field, or null. */
  @Nullable Place object(String name) {
    return object.get(name) instanceof JsonObject child
        ? new Place(document, child, at.child(name))
        : null;
  }

  /** The objects that are the members of an object in a field. */
  List<Place> members(String name) {
    Place map = object(name);
    return map == null ? List.of() : map.members();
  }

  /** The objects that are members of this one. */
  List<Place> members() {
    List<Place> members = new ArrayList<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonObject child) {
                members.add(new Place(document, child, at.child(name)));
              }
            });
    return members;
  }

  /** The objects in an array in a field. */
  List<Place> elements(String name) {
    List<Place> elements = new ArrayList<>();
    if (object.get(name) instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof JsonObject child) {
          elements.add(new Place(document, child, at.child(name).child(i)));
        }
      }
    }
    return elements;
  }

  /** The texts in an array in a field. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonValue element : array) {
        if (element instanceof JsonString text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  /** The name under which this stands in its parent. */
  String key() {
    List<String> tokens = at.tokens();
    return tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
  }
}
