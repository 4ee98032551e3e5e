package io.hauberk.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds trees from a tape; documents repeat few names many times, so those are made once. */
final class TapeTree {
  private static final int REMEMBERED = 1 << 7;

  private final JsonTape tape;
  private final @Nullable String[] names = new String[REMEMBERED]; // by fingerprint

  TapeTree(JsonTape tape) {
    this.tape = tape;
  }

  /** The value of a node; recursion is as deep as the document, which JsonLimits bounds. */
  JsonValue value(int node) {
    return switch (tape.type(node)) {
      case NULL -> JsonNull.NULL;
      case BOOLEAN -> JsonBoolean.of(tape.bool(node));
      case NUMBER -> new JsonNumber(tape.decimal(node));
      case STRING -> new JsonString(tape.text(node));
      case ARRAY -> array(node);
      case OBJECT -> object(node);
    };
  }

  private JsonArray array(int node) {
    int size = tape.size(node);
    List<JsonValue> elements = new ArrayList<>(size);
    int at = tape.first(node);
    for (int i = 0; i < size; i++) {
      elements.add(value(at));
      at = tape.next(at);
    }
    return JsonArray.owning(elements);
  }

  private JsonObject object(int node) {
    int size = tape.size(node);
    Map<String, JsonValue> members = new LinkedHashMap<>(size + size / 3 + 1); // never grows
    int name = tape.first(node);
    for (int i = 0; i < size; i++) {
      members.put(name(name), value(name + 1));
      name = tape.next(name + 1);
    }
    return JsonObject.owning(members);
  }

  private String name(int node) {
    int slot = tape.fingerprint(node) & (REMEMBERED - 1);
    String remembered = names[slot];
    if (remembered != null && tape.textEquals(node, remembered)) {
      return remembered;
    }
    String text = tape.text(node);
    names[slot] = text;
    return text;
  }
}
