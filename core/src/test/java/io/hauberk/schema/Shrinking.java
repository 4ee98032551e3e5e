package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes away from a schema and an instance what a difference between judges does not need. */
final class Shrinking {
  private static final int MAX_TRIES = 3_000;

  /** A schema and a value to be judged by it. */
  record Pair(JsonValue schema, JsonValue instance) {}

  /** The smallest pair found for which this still holds; the one given holds. */
  static Pair shrink(Pair pair, Predicate<Pair> holds) {
    Pair smallest = pair;
    int tries = 0;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Pair candidate : candidates(smallest)) {
        if (++tries > MAX_TRIES) {
          return smallest;
        }
        if (holds.test(candidate)) {
          smallest = candidate;
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<Pair> candidates(Pair pair) {
    List<Pair> all = new ArrayList<>();
    for (JsonValue schema : smaller(pair.schema)) {
      all.add(new Pair(schema, pair.instance));
    }
    for (JsonValue instance : smaller(pair.instance)) {
      all.add(new Pair(pair.schema, instance));
    }
    return all;
  }

  private static List<JsonValue> smaller(JsonValue value) {
    List<JsonValue> all = new ArrayList<>();
    if (value instanceof JsonObject object) {
      all.addAll(object.members().values());
      object
          .members()
          .forEach(
              (name, member) -> {
                Map<String, JsonValue> rest = new LinkedHashMap<>(object.members());
                rest.remove(name);
                all.add(JsonObject.of(rest));
              });
      object
          .members()
          .forEach(
              (name, member) -> {
                for (JsonValue less : smaller(member)) {
                  Map<String, JsonValue> changed = new LinkedHashMap<>(object.members());
                  changed.put(name, less);
                  all.add(JsonObject.of(changed));
                }
              });
    } else if (value instanceof JsonArray array) {
      all.addAll(array.elements());
      for (int i = 0; i < array.size(); i++) {
        List<JsonValue> rest = new ArrayList<>(array.elements());
        rest.remove(i);
        all.add(JsonArray.of(rest));
      }
      for (int i = 0; i < array.size(); i++) {
        for (JsonValue less : smaller(array.get(i))) {
          List<JsonValue> changed = new ArrayList<>(array.elements());
          changed.set(i, less);
          all.add(JsonArray.of(changed));
        }
      }
    } else if (value instanceof JsonString string && !string.value().isEmpty()) {
      all.add(new JsonString(""));
    } else if (value instanceof JsonNumber number && number.signum() != 0) {
      all.add(JsonNumber.of(0));
    }
    if (value instanceof JsonObject object && !object.isEmpty()) {
      all.add(JsonBoolean.TRUE);
      all.add(JsonBoolean.FALSE);
      all.add(JsonNumber.of(0));
    }
    return all;
  }

  private Shrinking() {}
}
