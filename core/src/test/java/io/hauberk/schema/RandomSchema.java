package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonNull;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Schemas of JSON Schema 2020-12 made at random, the same for the same random numbers: well-formed,
 * with every keyword that asserts or applies, and without a schema that applies itself to the same
 * value without end.
 */
final class RandomSchema {
  static final String URI = "https://generated.example/root";

  /** Definitions by name; those that stand later may be referred to in place by the earlier. */
  private static final int DEFINITIONS = 3;

  private static final int ROOT = -1;
  private static final int INNER = DEFINITIONS; // the definition that is a resource of its own

  static final List<String> NAMES = List.of("a", "b", "c", "x-a", "\u00e9", "");
  static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b",
          "ab",
          "abc",
          "aab",
          "x-1",
          "12",
          "\u00e9",
          "\ud83d\ude00",
          "a\u65e5",
          "ab\n",
          "\u00a0",
          "a\u0085");
  static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "3",
          "1.0",
          "0.5",
          "1.5",
          "10",
          "1E+2",
          "0.1",
          "0.3",
          "-0.0",
          "-7",
          "9007199254740993",
          "9007199254740992",
          "12345678901234567890",
          "1E-20",
          "1E+20",
          "3.14");
  private static final List<String> DIVISORS =
      List.of("1", "2", "3", "0.5", "0.1", "0.01", "1E-3", "1E+1", "1.5", "9007199254740993");
  static final List<String> PATTERNS =
      List.of(
          "^a",
          "b$",
          "^[a-c]+$",
          "a|1",
          "^.{2,3}$",
          "\\d+",
          "^x-",
          "[^a]",
          "^(?:ab)*$",
          "^\u00e9?$",
          "\\w",
          "^\\S*$",
          "(?=a)",
          "^$");
  private static final List<String> TYPES =
      List.of("null", "boolean", "object", "array", "number", "string", "integer");

  static final Map<String, String> KEYWORD_TYPES = new HashMap<>();

  static {
    about("object", "properties patternProperties additionalProperties required minProperties");
    about("object", "maxProperties propertyNames dependentSchemas dependentRequired");
    about("object", "unevaluatedProperties");
    about("array", "prefixItems items contains minItems maxItems uniqueItems unevaluatedItems");
    about("string", "minLength maxLength pattern");
    about("number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf");
  }

  private static void about(String type, String keywords) {
    for (String keyword : keywords.split(" ")) {
      KEYWORD_TYPES.put(keyword, type);
    }
  }

  /** What most keywords of a schema, and of those beside it, are about. */
  private enum Topic {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    VALUES,
    NOTHING
  }

  /** Where a schema is made: what it is about and what it may refer to depends on it. */
  private record Site(int definition, boolean inPlace, int depth, Topic topic) {}

  private final Random random;
  private final Topic main;

  static JsonValue make(Random random) {
    return new RandomSchema(random).root();
  }

  private RandomSchema(Random random) {
    this.random = random;
    this.main = topic();
  }

  private Topic topic() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> Topic.OBJECT;
      case 4, 5, 6 -> Topic.ARRAY;
      case 7 -> Topic.STRING;
      case 8, 9 -> Topic.NUMBER;
      case 10 -> Topic.VALUES;
      default -> Topic.NOTHING;
    };
  }

  private Site below(Site site) {
    return new Site(site.definition, false, site.depth - 1, topic());
  }

  private Site beside(Site site) {
    Topic topic = chance(4) ? topic() : site.topic;
    return new Site(site.definition, site.inPlace, site.depth - 1, topic);
  }

  private JsonValue root() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("$id", new JsonString(URI));
    members.put(chance(3) ? "$anchor" : "$dynamicAnchor", new JsonString("node"));
    members.putAll(keywords(new Site(ROOT, true, 1 + random.nextInt(3), main)));
    Map<String, JsonValue> definitions = new LinkedHashMap<>();
    for (int i = 0; i < DEFINITIONS; i++) {
      definitions.put("d" + i, definition(i, "$anchor", "anchor" + i));
    }
    Map<String, JsonValue> inner = new LinkedHashMap<>();
    inner.put("$id", new JsonString("inner"));
    String anchor = chance(3) ? "$anchor" : "$dynamicAnchor";
    inner.putAll(((JsonObject) definition(INNER, anchor, "node")).members());
    definitions.put("inner", JsonObject.of(inner));
    members.put("$defs", JsonObject.of(definitions));
    return JsonObject.of(members);
  }

  private JsonValue definition(int number, String keyword, String name) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put(keyword, new JsonString(name));
    Topic topic = chance(2) ? topic() : main;
    members.putAll(keywords(new Site(number, true, random.nextInt(3), topic)));
    return JsonObject.of(members);
  }

  private JsonValue schema(Site site) {
    if (chance(12)) {
      return JsonBoolean.of(!chance(3));
    }
    return JsonObject.of(keywords(site));
  }

  private Map<String, JsonValue> keywords(Site site) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (site.depth > 0 && chance(2)) {
      applicator(members, site);
    }
    switch (site.topic) {
      case OBJECT -> object(members, site);
      case ARRAY -> array(members, site);
      case STRING -> string(members);
      case NUMBER -> number(members);
      case VALUES -> values(members);
      case NOTHING -> {
        // applicators alone
      }
    }
    while (site.depth > 0 && (members.isEmpty() || chance(3))) {
      applicator(members, site);
    }
    if (members.isEmpty() || chance(6)) {
      type(members);
    }
    return members;
  }

  /** Most often the type that the other keywords are about, sometimes one of two, or any. */
  private void type(Map<String, JsonValue> members) {
    String type = pick(TYPES);
    if (!chance(10)) {
      type =
          members.keySet().stream()
              .map(KEYWORD_TYPES::get)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(type);
    }
    String other = pick(TYPES);
    members.put(
        "type",
        chance(3) && !other.equals(type)
            ? JsonArray.of(new JsonString(type), new JsonString(other))
            : new JsonString(type));
  }

  private void object(Map<String, JsonValue> members, Site site) {
    maybe(members, "minProperties", 8, () -> count(3));
    maybe(members, "maxProperties", 8, () -> count(4));
    maybe(members, "required", 3, this::names);
    maybe(members, "dependentRequired", 8, () -> map(this::name, this::names));
    if (site.depth > 0) {
      maybe(members, "properties", 2, () -> map(this::name, () -> schema(below(site))));
      maybe(members, "patternProperties", 5, () -> map(this::pattern, () -> schema(below(site))));
      maybe(members, "additionalProperties", 4, () -> closing(site));
      maybe(members, "propertyNames", 8, () -> nameSchema(site));
      maybe(members, "dependentSchemas", 7, () -> map(this::name, () -> schema(beside(site))));
      maybe(members, "unevaluatedProperties", 4, () -> closing(site));
    }
  }

  private void array(Map<String, JsonValue> members, Site site) {
    maybe(members, "minItems", 6, () -> count(3));
    maybe(members, "maxItems", 6, () -> count(4));
    maybe(members, "uniqueItems", 4, () -> JsonBoolean.of(!chance(8)));
    if (site.depth > 0) {
      maybe(members, "prefixItems", 3, () -> list(() -> schema(below(site))));
      maybe(members, "items", 3, () -> closing(site));
      if (chance(3)) {
        members.put("contains", schema(below(site)));
        maybe(members, "minContains", 3, () -> count(3));
        maybe(members, "maxContains", 4, () -> count(3));
      }
      maybe(members, "unevaluatedItems", 3, () -> closing(site));
    }
  }

  /** A schema for what is left over: most often it closes the door. */
  private JsonValue closing(Site site) {
    return chance(2) ? JsonBoolean.FALSE : schema(below(site));
  }

  private JsonValue nameSchema(Site site) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (chance(3)) {
      members.putAll(keywords(below(site)));
    } else {
      string(members);
    }
    return JsonObject.of(members);
  }

  private void string(Map<String, JsonValue> members) {
    maybe(members, "minLength", 2, () -> count(3));
    maybe(members, "maxLength", 2, () -> count(4));
    maybe(members, "pattern", 2, () -> new JsonString(pattern()));
  }

  private void number(Map<String, JsonValue> members) {
    maybe(members, "minimum", 3, this::limit);
    maybe(members, "maximum", 3, this::limit);
    maybe(members, "exclusiveMinimum", 4, this::limit);
    maybe(members, "exclusiveMaximum", 4, this::limit);
    maybe(members, "multipleOf", 3, () -> decimal(pick(DIVISORS)));
  }

  private void values(Map<String, JsonValue> members) {
    if (chance(2)) {
      members.put("const", value(2));
    } else {
      members.put("enum", list(() -> value(2)));
    }
  }

  private void applicator(Map<String, JsonValue> members, Site site) {
    switch (random.nextInt(9)) {
      case 0 -> members.put("allOf", list(() -> schema(beside(site))));
      case 1 -> members.put("anyOf", list(() -> schema(beside(site))));
      case 2 -> members.put("oneOf", list(() -> schema(beside(site))));
      case 3 -> members.put("not", schema(beside(site)));
      case 4 -> {
        members.put("if", schema(beside(site)));
        maybe(members, "then", 2, () -> schema(beside(site)));
        maybe(members, "else", 2, () -> schema(beside(site)));
      }
      case 5 -> members.put("unevaluated" + (chance(2) ? "Items" : "Properties"), closing(site));
      default -> reference(members, site);
    }
  }

  private void reference(Map<String, JsonValue> members, Site site) {
    String base = site.definition == INNER ? "root" : "";
    if (site.inPlace) {
      int later = site.definition + 1 + random.nextInt(DEFINITIONS + 1);
      if (later < INNER) {
        members.put("$ref", new JsonString(base + place(later)));
      } else if (later == INNER) {
        members.put("$ref", new JsonString("inner"));
      }
    } else if (chance(3)) {
      members.put("$dynamicRef", new JsonString(chance(3) ? "#node" : base + "#node"));
    } else {
      int any = random.nextInt(DEFINITIONS + 2) - 1;
      String target = any == ROOT ? base + "#" : any == INNER ? "inner" : base + place(any);
      members.put("$ref", new JsonString(target));
    }
  }

  private String place(int definition) {
    return chance(3) ? "#anchor" + definition : "#/$defs/d" + definition;
  }

  private JsonValue value(int depth) {
    return value(random, depth);
  }

  /** Any value. */
  static JsonValue value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(random.nextBoolean());
      case 2, 3 -> decimal(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 4, 5 -> new JsonString(TEXTS.get(random.nextInt(TEXTS.size())));
      case 6, 7 -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth - 1));
        }
        yield JsonObject.of(members);
      }
      default -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(value(random, depth - 1));
        }
        yield JsonArray.of(elements);
      }
    };
  }

  private JsonValue limit() {
    return decimal(pick(NUMBERS));
  }

  private String name() {
    return pick(NAMES);
  }

  private String pattern() {
    return pick(PATTERNS);
  }

  private JsonValue names() {
    List<JsonValue> names = new ArrayList<>();
    for (String name : NAMES) {
      if (chance(4)) {
        names.add(new JsonString(name));
      }
    }
    return JsonArray.of(names);
  }

  private JsonValue count(int below) {
    int count = random.nextInt(below);
    return chance(8) ? decimal(count + ".0") : JsonNumber.of(count);
  }

  private JsonValue list(Supplier<JsonValue> elements) {
    List<JsonValue> list = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      list.add(elements.get());
    }
    return JsonArray.of(list);
  }

  private JsonValue map(Supplier<String> names, Supplier<JsonValue> values) {
    Map<String, JsonValue> map = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      map.put(names.get(), values.get());
    }
    return JsonObject.of(map);
  }

  private void maybe(
      Map<String, JsonValue> members, String keyword, int oneIn, Supplier<JsonValue> value) {
    if (chance(oneIn)) {
      members.put(keyword, value.get());
    }
  }

  static JsonNumber decimal(String text) {
    return new JsonNumber(new BigDecimal(text));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
