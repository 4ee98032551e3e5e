package io.hauberk.contract;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of a document with its place. What is absent or of another type reads as empty. */
record Located(JsonObject object, Place at) {

  Place at(String name) {
    return at.child(name);
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** The text of a field, or null. */
  @Nullable String text(String name) {
    return object.get(name) instanceof JsonString text ? text.value() : null;
  }

  /** The text of a field, or another. */
  String text(String name, String otherwise) {
    return object.get(name) instanceof JsonString text ? text.value() : otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    return object.get(name) instanceof JsonBoolean flag ? flag.value() : otherwise;
  }

  /** The object in a field, or null. */
  @Nullable Located object(String name) {
    return object.get(name) instanceof JsonObject child ? new Located(child, at.child(name)) : null;
  }

  /** The objects that are the members of an object in a field, extensions left out. */
  List<Located> members(String name) {
    Located map = object(name);
    return map == null ? List.of() : map.members();
  }

  /**
   * The objects under any name in an object in a field: a map, in which nothing is an extension.
   */
  List<Located> entries(String name) {
    Located map = object(name);
    List<Located> entries = new ArrayList<>();
    if (map != null) {
      map.object().members().forEach((key, value) -> map.addObject(key, value, entries));
    }
    return entries;
  }

  private void addObject(String key, JsonValue value, List<Located> into) {
    if (value instanceof JsonObject child) {
      into.add(new Located(child, at.child(key)));
    }
  }

  /** The objects that are members of this one, extensions left out. */
  List<Located> members() {
    List<Located> members = new ArrayList<>();
    object
        .members()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("x-")) {
                addObject(key, value, members);
              }
            });
    return members;
  }

  /** The objects in an array in a field. */
  List<Located> elements(String name) {
    List<Located> elements = new ArrayList<>();
    if (object.get(name) instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        JsonValue element = array.get(i);
        if (element instanceof JsonObject child) {
          elements.add(new Located(child, at.child(name).child(i)));
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

  /** The name under which this object stands in its parent. */
  String key() {
    List<String> tokens = at.tokens();
    return tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
  }
}
