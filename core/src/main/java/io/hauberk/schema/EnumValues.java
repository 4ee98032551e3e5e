package io.hauberk.schema;

import io.hauberk.json.Json;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonTape;
import io.hauberk.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code enum} and {@code const}: equal to one of these values, as JSON is (JSON Schema Validation
 * 2020-12, 6.1.2 and 6.1.3).
 */
final class EnumValues extends Keyword {
  private static final int LONGEST_WORDS = 200;
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final JsonLimits LIMITS =
      new JsonLimits(Integer.MAX_VALUE, 1_000, Integer.MAX_VALUE, 10_000, 10_000);

  private static final int MOST_ASKED = 200;
  private static final int WORK_OF_ASKING = 10_000;

  private final String rule;
  private final ValueSet values;
  private final NameTable texts; // the strings among the values
  private final byte[] octets;
  private final @Nullable Set<Long> integers;
  private final int mask;
  private final String expected;

  static @Nullable Keyword compileEnum(SchemaSite site) {
    JsonValue value = site.get("enum");
    if (value == null) {
      return null;
    }
    boolean mayBeEmpty = site.linker().dialect() != Dialect.OPENAPI_3_0;
    if (!(value instanceof JsonArray array) || (array.isEmpty() && !mayBeEmpty)) {
      throw site.malformed("enum", mayBeEmpty ? "an array" : "an array of at least one value");
    }
    return new EnumValues("enum", array.elements());
  }

  static @Nullable Keyword compileConst(SchemaSite site) {
    JsonValue value = site.get("const");
    return value == null ? null : new EnumValues("const", List.of(value));
  }

  private EnumValues(String rule, List<JsonValue> constants) {
    this.rule = rule;
    JsonTape tape = new JsonTape();
    String text = Json.write(JsonArray.of(constants));
    this.octets = text.getBytes(StandardCharsets.UTF_8);
    if (tape.read(octets, LIMITS) != null) {
      throw new IllegalStateException("a value that was read cannot be read again");
    }
    this.values = new ValueSet(tape, tape.root());
    this.texts =
        NameTable.of(
            constants.stream()
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).value())
                .toList(),
            List.of());
    this.integers = integers(constants);
    this.mask = constants.stream().mapToInt(EnumValues::typeOf).reduce(0, (a, b) -> a | b);
    String words = text.substring(1, text.length() - 1).replace("\"", "").replace(",", ", ");
    if (constants.isEmpty()) {
      words = "no value here";
    } else if (words.length() > LONGEST_WORDS) {
      words = "one of " + constants.size() + " values";
    } else if (constants.size() > 1) {
      words = "one of " + words;
    }
    this.expected = words;
  }

  private static int typeOf(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return number.isInteger() ? Types.INTEGER : Types.FRACTION;
    }
    return Types.of(value.type());
  }

  /** The types of the values. */
  int mask() {
    return mask;
  }

  /** Whether one of the values fits a schema; true if there are too many to ask. */
  boolean anyFits(SchemaNode schema, DynamicScope outside) {
    JsonTape tape = new JsonTape();
    if (tape.read(octets, LIMITS) != null) {
      throw new IllegalStateException("a value that was read cannot be read again");
    }
    int array = tape.root();
    if (tape.size(array) > MOST_ASKED) {
      return true;
    }
    int at = tape.size(array) == 0 ? 0 : tape.first(array);
    for (int i = tape.size(array); i > 0; i--) {
      Evaluation ev = Evaluation.of(tape);
      ev.begin(at, WORK_OF_ASKING, outside);
      boolean fits = ev.isValid(schema, at) || ev.isExhausted();
      ev.end();
      if (fits) {
        return true;
      }
      at = tape.next(at);
    }
    return false;
  }

  /** The strings among the values. */
  List<String> texts() {
    return texts.names();
  }

  /** The numbers among the values, if each is whole and fits a long; else null. */
  @Nullable Set<Long> integers() {
    return integers;
  }

  private static @Nullable Set<Long> integers(List<JsonValue> constants) {
    Set<Long> found = new LinkedHashSet<>();
    for (JsonValue value : constants) {
      if (value instanceof JsonNumber number) {
        BigDecimal exact = number.value();
        if (!number.isInteger() || exact.compareTo(MAX_LONG) > 0 || exact.compareTo(MIN_LONG) < 0) {
          return null;
        }
        found.add(exact.longValue());
      }
    }
    return found;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    JsonTape tape = ev.tape;
    if (tape.kind(node) == Types.STRING_KIND) {
      return texts.find(tape, node, tape.summary(node)) >= 0 || ev.refuse(this);
    }
    return ((Types.of(tape.type(node)) & mask) != 0 && values.contains(tape, node))
        || ev.refuse(this);
  }

  /** An object is compared as a whole. */
  @Override
  boolean readsProperty(String name) {
    return true;
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return rule;
  }

  @Override
  String expected() {
    return expected;
  }
}
