package io.hauberk.schema;

import io.hauberk.json.JsonType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sets of instance types as bits; a number is either an integer or has a fraction. */
final class Types {
  static final int NULL = 1;
  static final int BOOLEAN = 2;
  static final int INTEGER = 4;
  static final int FRACTION = 8;
  static final int NUMBER = INTEGER | FRACTION;
  static final int STRING = 16;
  static final int ARRAY = 32;
  static final int OBJECT = 64;
  static final int ALL = 127;

  /** What the tape calls a string and an object; see {@link #index}. */
  static final int STRING_KIND = index(JsonType.STRING);

  static final int OBJECT_KIND = index(JsonType.OBJECT);

  private static final int[] BY_JSON_TYPE = new int[JsonType.values().length];

  static {
    for (JsonType type : JsonType.values()) {
      BY_JSON_TYPE[index(type)] =
          switch (type) {
            case NULL -> NULL;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> NUMBER;
            case STRING -> STRING;
            case ARRAY -> ARRAY;
            case OBJECT -> OBJECT;
          };
    }
  }

  /** A type's place in arrays that have one for each of them. */
  @SuppressWarnings("EnumOrdinal") // arrays live as long as the enum is loaded, and are quicker
  static int index(JsonType type) {
    return type.ordinal();
  }

  /** The bits of a JSON type; a number counts as both kinds. */
  static int of(JsonType type) {
    return BY_JSON_TYPE[index(type)];
  }

  static int of(InstanceType type) {
    return switch (type) {
      case NULL -> NULL;
      case BOOLEAN -> BOOLEAN;
      case INTEGER -> INTEGER;
      case NUMBER -> NUMBER;
      case STRING -> STRING;
      case ARRAY -> ARRAY;
      case OBJECT -> OBJECT;
    };
  }

  /** The type that a schema's word names, if it names one. */
  static @Nullable InstanceType named(String word) {
    for (InstanceType type : InstanceType.values()) {
      if (type.id().equals(word)) {
        return type;
      }
    }
    return null;
  }

  /** The set in words: {@code integer or null}. */
  static String describe(int mask) {
    List<String> words = new ArrayList<>();
    for (InstanceType type : InstanceType.values()) {
      int bits = of(type);
      boolean implied = type == InstanceType.INTEGER && (mask & NUMBER) == NUMBER;
      if ((mask & bits) == bits && !implied) {
        words.add(type.name().toLowerCase(Locale.ROOT));
      }
    }
    return words.isEmpty() ? "nothing" : String.join(" or ", words);
  }

  private Types() {}
}
