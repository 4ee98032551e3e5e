package io.hauberk.schema;

import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonType;
import io.hauberk.json.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code type}, with OpenAPI 3.0's {@code nullable} (JSON Schema Validation 2020-12, 6.1.1; OpenAPI
 * 3.0.3, 4.7.24.2).
 */
final class Type extends Keyword {
  private final int mask;

  static @Nullable Keyword compile(SchemaSite site) {
    JsonValue value = site.get("type");
    boolean nullable = nullable(site, value != null);
    if (value == null) {
      return null;
    }
    boolean single = site.linker().dialect() == Dialect.OPENAPI_3_0;
    if (single && value instanceof JsonArray) {
      throw site.unsupported(
          "type",
          "OpenAPI 3.0 has one type, not an array of them; write nullable: true for null, and anyOf"
              + " for the others");
    }
    List<? extends JsonValue> words =
        value instanceof JsonArray array ? array.elements() : List.of(value);
    int mask = nullable ? Types.NULL : 0;
    Set<InstanceType> seen = EnumSet.noneOf(InstanceType.class);
    for (JsonValue word : words) {
      InstanceType type = word instanceof JsonString name ? Types.named(name.value()) : null;
      if (type == null || (single && type == InstanceType.NULL) || !seen.add(type)) {
        throw site.malformed("type", expected(single));
      }
      mask |= Types.of(type);
    }
    if (words.isEmpty()) {
      throw site.malformed("type", expected(single));
    }
    return new Type(mask);
  }

  private static String expected(boolean single) {
    return single
        ? "one of boolean, integer, number, string, array, object (null is written nullable: true)"
        : "null, boolean, integer, number, string, array or object, or an array of distinct ones";
  }

  private static boolean nullable(SchemaSite site, boolean typed) {
    switch (site.linker().dialect()) {
      case OPENAPI_3_0 -> {
        boolean nullable = site.flag("nullable");
        if (nullable && !typed) {
          site.note(
              Oddity.IDLE_KEYWORD,
              "nullable",
              "nullable has no effect without a type beside it; null is not added");
        }
        return nullable;
      }
      case OPENAPI_3_1 -> {
        if (site.schema().has("nullable")) {
          site.note(
              Oddity.IDLE_KEYWORD,
              "nullable",
              "nullable checks nothing in OpenAPI 3.1; add \"null\" to type instead");
        }
        return false;
      }
      default -> {
        return false;
      }
    }
  }

  private Type(int mask) {
    this.mask = mask;
  }

  int mask() {
    return mask;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    boolean integer =
        (mask & Types.INTEGER) != 0
            && ev.tape.type(node) == JsonType.NUMBER
            && ev.tape.isInteger(node);
    return integer || ev.refuse(this); // the types that always fit are not asked about
  }

  /** The types that may be refused: values of all others need no look. */
  @Override
  int types() {
    return (mask & Types.NUMBER) == Types.NUMBER
        ? Types.ALL & ~mask
        : (Types.ALL & ~mask) | Types.NUMBER;
  }

  @Override
  String rule() {
    return "type";
  }

  @Override
  String expected() {
    return Types.describe(mask);
  }
}
