package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The dialect of OpenAPI 3.0 against JSON Schema 2020-12: a schema made at random is rewritten in
 * the words of 3.0 and translated back by the letter of its specification (OpenAPI 3.0.3, 4.7.24);
 * both judge alike.
 */
class OpenApi30DifferentialTest {
  /** What 3.0 has not got, and therefore refuses. */
  private static final Set<String> UNKNOWN =
      Set.of(
          ("$id $anchor $dynamicAnchor $dynamicRef const prefixItems contains minContains"
                  + " maxContains patternProperties dependentSchemas dependentRequired"
                  + " propertyNames if then else unevaluatedItems unevaluatedProperties")
              .split(" "));

  private static int valid;
  private static int invalid;

  @Property(tries = 400, seed = "30", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void three_thousand_pairs(@ForAll("schemas") long number) {
    compare(number);
  }

  @Property(
      tries = 5_000,
      seed = "303",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  @Tag("long")
  void forty_thousand_pairs(@ForAll("schemas") long number) {
    compare(number);
  }

  @Provide
  Arbitrary<Long> schemas() {
    return Arbitraries.longs();
  }

  @AfterContainer
  static void both_verdicts_were_given() {
    assertTrue(valid > invalid / 4 && invalid > valid / 4, valid + " valid, " + invalid + " not");
  }

  private static void compare(long number) {
    Random random = new Random(number);
    JsonObject schema = (JsonObject) rewritten(RandomSchema.make(random), random);
    JsonValue translated = translated(schema);
    Verdict.Giver three = Verdict.ours(Dialect.OPENAPI_3_0, schema, "");
    Verdict.Giver standard = Verdict.ours(Dialect.JSON_SCHEMA_2020_12, translated, "");
    List<JsonValue> instances =
        FittingValue.make(translated, random, value -> standard.judge(value) == Verdict.VALID);
    for (JsonValue instance : instances) {
      Verdict expected = standard.judge(instance);
      assertTrue(expected != Verdict.NONE, () -> Json.write(translated));
      valid += expected == Verdict.VALID ? 1 : 0;
      invalid += expected == Verdict.INVALID ? 1 : 0;
      assertEquals(
          expected,
          three.judge(instance),
          () -> number + ": " + Json.write(instance) + " under " + Json.write(schema));
    }
  }

  /** A schema of JSON Schema 2020-12 in the words of OpenAPI 3.0; it need not mean the same. */
  private static JsonValue rewritten(JsonValue value, Random random) {
    if (!(value instanceof JsonObject schema)) {
      return value == JsonBoolean.FALSE
          ? JsonObject.of(Map.of("not", JsonObject.of(Map.of())))
          : JsonObject.of(Map.of());
    }
    Map<String, JsonValue> out = new LinkedHashMap<>();
    schema
        .members()
        .forEach(
            (name, member) -> {
              switch (name) {
                case "$ref" -> reference(member).ifPresent(target -> out.put(name, target));
                case "type" -> type(member, out, random);
                case "properties", "$defs" -> out.put(name, map(member, random));
                case "allOf", "anyOf", "oneOf" -> out.put(name, list(member, random));
                case "items", "not" -> out.put(name, rewritten(member, random));
                case "additionalProperties" ->
                    out.put(
                        name, member instanceof JsonBoolean ? member : rewritten(member, random));
                case "exclusiveMinimum", "exclusiveMaximum" -> {
                  out.put(name.replace("exclusiveM", "m"), member);
                  out.put(name, JsonBoolean.of(random.nextInt(4) > 0));
                }
                case "minimum", "maximum" -> out.putIfAbsent(name, member);
                default -> {
                  if (!UNKNOWN.contains(name)) {
                    out.put(name, member);
                  }
                }
              }
            });
    if (out.get("type") instanceof JsonString type && type.value().equals("array")) {
      out.putIfAbsent("items", JsonObject.of(Map.of()));
    }
    return JsonObject.of(out);
  }

  /** References to definitions in the same words; all others are left out. */
  private static Optional<JsonValue> reference(JsonValue value) {
    String text = ((JsonString) value).value();
    int anchor = text.indexOf("#anchor");
    if (anchor >= 0) {
      return Optional.of(new JsonString("#/$defs/d" + text.substring(anchor + 7)));
    }
    int pointer = text.indexOf("#/");
    return pointer < 0 ? Optional.empty() : Optional.of(new JsonString(text.substring(pointer)));
  }

  /** One type, and nullable where the other one was null. */
  private static void type(JsonValue value, Map<String, JsonValue> out, Random random) {
    List<JsonValue> types =
        new ArrayList<>(value instanceof JsonArray some ? some.elements() : List.of(value));
    boolean nullable = types.remove(new JsonString("null"));
    if (!types.isEmpty()) {
      out.put("type", types.get(0));
      if (nullable || random.nextInt(4) == 0) {
        out.put("nullable", JsonBoolean.of(nullable || random.nextBoolean()));
      }
    }
  }

  private static JsonValue map(JsonValue value, Random random) {
    Map<String, JsonValue> out = new LinkedHashMap<>();
    ((JsonObject) value).members().forEach((name, one) -> out.put(name, rewritten(one, random)));
    return JsonObject.of(out);
  }

  private static JsonValue list(JsonValue value, Random random) {
    return JsonArray.of(
        ((JsonArray) value).elements().stream().map(one -> rewritten(one, random)).toList());
  }

  /** What a schema of OpenAPI 3.0 means in JSON Schema 2020-12. */
  private static JsonValue translated(JsonValue value) {
    if (!(value instanceof JsonObject schema)) {
      return value;
    }
    JsonValue definitions = schema.get("$defs");
    Map<String, JsonValue> out = new LinkedHashMap<>();
    if (definitions != null) {
      out.put("$defs", each((JsonObject) definitions));
    }
    JsonValue reference = schema.get("$ref");
    if (reference != null) { // what stands beside it is ignored (4.7.23)
      out.put("$ref", reference);
      return JsonObject.of(out);
    }
    schema
        .members()
        .forEach(
            (name, member) -> {
              switch (name) {
                case "type" ->
                    out.put(
                        name,
                        schema.get("nullable") == JsonBoolean.TRUE
                            ? JsonArray.of(member, new JsonString("null"))
                            : member);
                case "properties" -> out.put(name, each((JsonObject) member));
                case "allOf", "anyOf", "oneOf" ->
                    out.put(
                        name,
                        JsonArray.of(
                            ((JsonArray) member)
                                .elements().stream()
                                    .map(OpenApi30DifferentialTest::translated)
                                    .toList()));
                case "items", "not", "additionalProperties" -> out.put(name, translated(member));
                case "minimum", "maximum" -> {
                  String exclusive = "exclusiveM" + name.substring(1);
                  out.put(schema.get(exclusive) == JsonBoolean.TRUE ? exclusive : name, member);
                }
                case "nullable", "exclusiveMinimum", "exclusiveMaximum", "$defs" -> {
                  // part of their neighbours
                }
                default -> out.put(name, member);
              }
            });
    return JsonObject.of(out);
  }

  private static JsonValue each(JsonObject map) {
    Map<String, JsonValue> out = new LinkedHashMap<>();
    map.members().forEach((name, one) -> out.put(name, translated(one)));
    return JsonObject.of(out);
  }
}
