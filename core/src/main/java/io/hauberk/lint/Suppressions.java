package io.hauberk.lint;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a document itself silences: {@code x-hauberk-lint-ignore} at an object or above. */
final class Suppressions {
  static final String FIELD = "x-hauberk-lint-ignore";

  /** Rules that are silenced at a place and below. */
  private record Silence(List<String> at, Set<String> rules) {}

  private final List<Silence> silences = new ArrayList<>();
  private final List<JsonPointer> unknown = new ArrayList<>();

  /** Finds all in a document. Recursion is bounded, as the depth of a tree is. */
  Suppressions(JsonValue root) {
    collect(root, JsonPointer.ROOT);
  }

  private void collect(JsonValue value, JsonPointer at) {
    if (value instanceof JsonObject object) {
      if (object.get(FIELD) instanceof JsonArray names) {
        add(names, at);
      }
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        JsonValue below = member.getValue();
        if (below instanceof JsonObject || below instanceof JsonArray) {
          collect(below, at.child(member.getKey()));
        }
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), at.child(i));
      }
    }
  }

  private void add(JsonArray names, JsonPointer at) {
    Set<String> rules = new HashSet<>();
    for (JsonValue name : names) {
      if (name instanceof JsonString text && Rules.exists(text.value())) {
        rules.add(text.value());
      } else {
        unknown.add(at.child(FIELD));
      }
    }
    silences.add(new Silence(at.tokens(), rules));
  }

  /** Whether a rule is silenced at a place. */
  boolean silences(String rule, JsonPointer at) {
    if (silences.isEmpty()) {
      return false;
    }
    List<String> tokens = at.tokens();
    return silences.stream()
        .anyMatch(
            it ->
                it.rules().contains(rule)
                    && it.at().size() <= tokens.size()
                    && it.at().equals(tokens.subList(0, it.at().size())));
  }

  /** Whether a rule is silenced in the whole document. */
  boolean silences(String rule) {
    return silences(rule, JsonPointer.ROOT);
  }

  /** The places of names that silence nothing because there is no such rule. */
  List<JsonPointer> unknown() {
    return unknown;
  }
}
