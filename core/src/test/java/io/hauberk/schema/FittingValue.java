package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonNull;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Values that have a fair chance to fit a {@link RandomSchema}: read off its keywords, and then
 * sometimes altered in one point.
 */
final class FittingValue {
  private static final Map<String, List<String>> MATCHES =
      Map.of(
          "^a", List.of("a", "ab"),
          "b$", List.of("b", "ab"),
          "^[a-c]+$", List.of("a", "abc"),
          "^x-", List.of("x-a", "x-1"),
          "\\d+", List.of("12", "x-1"),
          "^.{2,3}$", List.of("ab", "a\u65e5"),
          "^$", List.of(""));

  private static final int ATTEMPTS = 12;

  /** Values for each schema. */
  static final int PER_SCHEMA = 8;

  private final JsonValue root;
  private final Random random;

  /**
   * Values for a schema: one that fits, if one is found soon, then the same altered in one point
   * each, so that most stand near the border between valid and invalid.
   */
  static List<JsonValue> make(JsonValue schema, Random random, Predicate<JsonValue> fits) {
    FittingValue values = new FittingValue(schema, random);
    JsonValue base = values.fit(schema, 3);
    for (int i = 0; i < ATTEMPTS && !fits.test(base); i++) {
      base = values.fit(schema, 1 + random.nextInt(3));
    }
    List<JsonValue> all = new ArrayList<>();
    all.add(base);
    while (all.size() < PER_SCHEMA) {
      all.add(values.altered(base));
    }
    return all;
  }

  private FittingValue(JsonValue root, Random random) {
    this.root = root;
    this.random = random;
  }

  private JsonValue fit(JsonValue schema, int depth) {
    Map<String, JsonValue> keywords = new LinkedHashMap<>();
    gather(schema, keywords, 6);
    JsonValue only = keywords.get("const");
    if (only != null) {
      return rewritten(only);
    }
    if (keywords.get("enum") instanceof JsonArray some) {
      return rewritten(pick(some.elements()));
    }
    return switch (type(keywords)) {
      case "object" -> object(keywords, depth);
      case "array" -> array(keywords, depth);
      case "string" -> string(keywords);
      case "integer", "number" -> number(keywords);
      case "boolean" -> JsonBoolean.of(random.nextBoolean());
      case "null" -> JsonNull.NULL;
      default -> RandomSchema.value(random, Math.min(depth, 2));
    };
  }

  /** All keywords that a value of our choice has to heed, those of one branch of alternatives. */
  private void gather(JsonValue schema, Map<String, JsonValue> into, int fuel) {
    if (!(schema instanceof JsonObject object) || fuel == 0) {
      return;
    }
    object
        .members()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "$ref", "$dynamicRef" ->
                    gather(target(((JsonString) value).value()), into, fuel - 1);
                case "allOf" -> ((JsonArray) value).forEach(one -> gather(one, into, fuel - 1));
                case "anyOf", "oneOf" ->
                    gather(pick(((JsonArray) value).elements()), into, fuel - 1);
                case "if", "then" -> gather(value, into, random.nextInt(2) * (fuel - 1));
                case "else" -> gather(value, into, random.nextInt(3) == 0 ? fuel - 1 : 0);
                default -> into.merge(name, value, FittingValue::merged);
              }
            });
  }

  private static JsonValue merged(JsonValue one, JsonValue other) {
    if (one instanceof JsonObject a && other instanceof JsonObject b) {
      Map<String, JsonValue> all = new LinkedHashMap<>(a.members());
      b.members().forEach(all::putIfAbsent);
      return JsonObject.of(all);
    }
    if (one instanceof JsonArray a && other instanceof JsonArray b && a.size() < b.size()) {
      return b;
    }
    return one;
  }

  private JsonValue target(String reference) {
    int hash = reference.indexOf('#');
    String fragment = hash < 0 ? "/$defs/inner" : reference.substring(hash + 1);
    String pointer = fragment.startsWith("anchor") ? "/$defs/d" + fragment.substring(6) : fragment;
    return pointer.equals("node") ? root : JsonPointer.parse(pointer).find(root).orElse(root);
  }

  private String type(Map<String, JsonValue> keywords) {
    JsonValue type = keywords.get("type");
    if (type instanceof JsonString one) {
      return one.value();
    }
    if (type instanceof JsonArray some) {
      return ((JsonString) pick(some.elements())).value();
    }
    List<String> hints =
        keywords.keySet().stream()
            .map(RandomSchema.KEYWORD_TYPES::get)
            .filter(Objects::nonNull)
            .toList();
    return hints.isEmpty() || random.nextInt(12) == 0 ? "any" : pick(hints);
  }

  private JsonValue object(Map<String, JsonValue> keywords, int depth) {
    Set<String> names = new LinkedHashSet<>();
    if (keywords.get("required") instanceof JsonArray required) {
      required.forEach(name -> names.add(((JsonString) name).value()));
    }
    Map<String, JsonValue> properties = members(keywords, "properties");
    for (String name : properties.keySet()) {
      if (random.nextInt(3) > 0) {
        names.add(name);
      }
    }
    Map<String, JsonValue> patterns = members(keywords, "patternProperties");
    for (String pattern : patterns.keySet()) {
      names.add(pick(MATCHES.getOrDefault(pattern, RandomSchema.NAMES)));
    }
    boolean open = keywords.get("additionalProperties") != JsonBoolean.FALSE;
    while (names.size() < count(keywords, "minProperties", 0) || (open && random.nextInt(3) == 0)) {
      names.add(pick(RandomSchema.NAMES));
    }
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String name : shuffled) {
      JsonValue schema = properties.get(name);
      if (schema == null) {
        schema = patterns.isEmpty() ? null : pick(List.copyOf(patterns.values()));
      }
      if (schema == null) {
        schema = keywords.getOrDefault("additionalProperties", JsonBoolean.TRUE);
      }
      members.put(name, child(schema, depth));
    }
    return JsonObject.of(members);
  }

  private JsonValue array(Map<String, JsonValue> keywords, int depth) {
    List<JsonValue> elements = new ArrayList<>();
    JsonArray prefix =
        keywords.get("prefixItems") instanceof JsonArray some ? some : JsonArray.of();
    int size = Math.max(count(keywords, "minItems", 0), random.nextInt(4));
    size = Math.min(size, count(keywords, "maxItems", 6));
    for (int i = 0; i < size; i++) {
      JsonValue schema =
          i < prefix.size() ? prefix.get(i) : keywords.getOrDefault("items", JsonBoolean.TRUE);
      JsonValue contained = keywords.get("contains");
      if (contained != null && random.nextInt(2) == 0) {
        schema = contained;
      }
      boolean repeat = !elements.isEmpty() && random.nextInt(8) == 0;
      elements.add(repeat ? rewritten(pick(elements)) : child(schema, depth));
    }
    return JsonArray.of(elements);
  }

  private JsonValue child(JsonValue schema, int depth) {
    return depth > 0 ? fit(schema, depth - 1) : JsonNumber.of(1);
  }

  private JsonValue string(Map<String, JsonValue> keywords) {
    if (keywords.get("pattern") instanceof JsonString pattern && random.nextInt(4) > 0) {
      return new JsonString(pick(MATCHES.getOrDefault(pattern.value(), RandomSchema.TEXTS)));
    }
    return new JsonString(pick(RandomSchema.TEXTS));
  }

  private JsonValue number(Map<String, JsonValue> keywords) {
    BigDecimal value = new BigDecimal(pick(RandomSchema.NUMBERS));
    for (String bound : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")) {
      if (keywords.get(bound) instanceof JsonNumber limit && random.nextInt(2) == 0) {
        value =
            switch (random.nextInt(4)) {
              case 0 -> limit.value();
              case 1 -> limit.value().add(BigDecimal.ONE);
              case 2 -> limit.value().subtract(BigDecimal.ONE);
              default -> limit.value().add(new BigDecimal("1e-9"));
            };
      }
    }
    if (keywords.get("multipleOf") instanceof JsonNumber divisor && random.nextInt(4) > 0) {
      value = divisor.value().multiply(BigDecimal.valueOf(random.nextInt(9) - 4L));
    }
    return rewritten(new JsonNumber(value));
  }

  /** The same value, a number perhaps written otherwise. */
  private JsonValue rewritten(JsonValue value) {
    if (value instanceof JsonNumber number && random.nextInt(3) == 0) {
      return number.value().scale() < 10 && number.value().scale() > -10
          ? new JsonNumber(number.value().setScale(Math.max(number.value().scale(), 0) + 1))
          : number;
    }
    return value;
  }

  private JsonValue altered(JsonValue value) {
    if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(4) > 0) {
      Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
      String name = pick(List.copyOf(members.keySet()));
      switch (random.nextInt(4)) {
        case 0 -> members.remove(name);
        case 1 -> members.put(pick(RandomSchema.NAMES), RandomSchema.value(random, 1));
        default -> members.computeIfPresent(name, (same, member) -> altered(member));
      }
      return JsonObject.of(members);
    }
    if (value instanceof JsonArray array && !array.isEmpty() && random.nextInt(4) > 0) {
      List<JsonValue> elements = new ArrayList<>(array.elements());
      int at = random.nextInt(elements.size());
      switch (random.nextInt(4)) {
        case 0 -> elements.remove(at);
        case 1 -> elements.add(at, RandomSchema.value(random, 1));
        default -> elements.set(at, altered(elements.get(at)));
      }
      return JsonArray.of(elements);
    }
    return random.nextInt(3) == 0 ? RandomSchema.value(random, 2) : neighbour(value);
  }

  /** Another value of the same type, not far away. */
  private JsonValue neighbour(JsonValue value) {
    if (value instanceof JsonNumber number) {
      BigDecimal step = new BigDecimal(pick(List.of("1", "-1", "0.5", "0.1", "1E-9", "1E+3")));
      return new JsonNumber(number.value().add(step));
    }
    if (value instanceof JsonString string) {
      String text = string.value();
      return new JsonString(
          switch (random.nextInt(4)) {
            case 0 -> text + pick(RandomSchema.TEXTS);
            case 1 -> pick(RandomSchema.TEXTS) + text;
            case 2 -> text.isEmpty() ? "b" : text.substring(text.offsetByCodePoints(0, 1));
            default -> pick(RandomSchema.TEXTS);
          });
    }
    if (value instanceof JsonObject object) {
      Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
      members.put(pick(RandomSchema.NAMES), RandomSchema.value(random, 1));
      return JsonObject.of(members);
    }
    if (value instanceof JsonArray array) {
      List<JsonValue> elements = new ArrayList<>(array.elements());
      boolean repeat = !elements.isEmpty() && random.nextBoolean();
      elements.add(repeat ? rewritten(pick(elements)) : RandomSchema.value(random, 1));
      return JsonArray.of(elements);
    }
    return RandomSchema.value(random, 0);
  }

  private static Map<String, JsonValue> members(Map<String, JsonValue> keywords, String name) {
    return keywords.get(name) instanceof JsonObject object ? object.members() : Map.of();
  }

  private static int count(Map<String, JsonValue> keywords, String name, int otherwise) {
    return keywords.get(name) instanceof JsonNumber number ? number.clampedInt() : otherwise;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
