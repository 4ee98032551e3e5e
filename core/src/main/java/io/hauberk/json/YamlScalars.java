package io.hauberk.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What a YAML scalar means in JSON: the core schema of YAML 1.2.2, 10.3.2. */
final class YamlScalars {
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern NOT_A_NUMBER =
      Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  /** The value of a scalar. */
  static JsonValue value(ScalarEvent event, JsonLimits limits) {
    String tag = event.getTag().orElse(null);
    if (tag == null ? !event.isPlain() : tag.equals("!") || tag.equals(Tag.STR.getValue())) {
      return string(event);
    }
    JsonValue value = plain(event, limits);
    if (tag == null) {
      return value == null ? string(event) : value;
    }
    boolean fits =
        switch (tag) {
          case Tag.PREFIX + "null" -> value == JsonNull.NULL;
          case Tag.PREFIX + "bool" -> value instanceof JsonBoolean;
          case Tag.PREFIX + "int" -> value instanceof JsonNumber number && number.isInteger();
          case Tag.PREFIX + "float" -> value instanceof JsonNumber;
          default ->
              throw YamlReader.unsupported(
                  event, "this tag is not one of the core schema. Remove it.");
        };
    if (value == null || !fits) {
      throw YamlReader.unsupported(event, "the value is not what its tag says. Remove the tag.");
    }
    return value;
  }

  /** The text of a scalar that is a name: a string, or the text of a number or boolean. */
  static String name(ScalarEvent event) {
    boolean plain = event.isPlain() && event.getTag().isEmpty();
    if (plain && event.getValue().equals("<<")) {
      throw YamlReader.unsupported(
          event, "merge keys are not part of YAML 1.2. Write the members out.");
    }
    if (plain && isNull(event.getValue())) {
      throw YamlReader.unsupported(event, "a name is empty or null. Quote it if it is meant.");
    }
    String tag = event.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(Tag.STR.getValue())) {
      throw YamlReader.unsupported(event, "a name has a tag. Remove the tag.");
    }
    return string(event).value();
  }

  private static JsonString string(ScalarEvent event) {
    String text = event.getValue();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw YamlReader.fault(JsonFault.Kind.MALFORMED, event);
        }
        i++;
      }
    }
    return new JsonString(text);
  }

  /** The value that plain text stands for, or null if it is a string. */
  private static @Nullable JsonValue plain(ScalarEvent event, JsonLimits limits) {
    String text = event.getValue();
    if (isNull(text)) {
      return JsonNull.NULL;
    }
    return switch (text) {
      case "true", "True", "TRUE" -> JsonBoolean.TRUE;
      case "false", "False", "FALSE" -> JsonBoolean.FALSE;
      default -> {
        char first = text.charAt(0);
        boolean mayBeNumber =
            (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        yield mayBeNumber ? number(event, text, limits) : null;
      }
    };
  }

  private static boolean isNull(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  private static @Nullable JsonValue number(ScalarEvent event, String text, JsonLimits limits) {
    if (NOT_A_NUMBER.matcher(text).matches()) {
      throw YamlReader.unsupported(
          event, "JSON has no infinity and no NaN. Use a number, or quote it as a string.");
    }
    boolean decimal = DECIMAL.matcher(text).matches();
    boolean octal = OCTAL.matcher(text).matches();
    boolean hexadecimal = HEXADECIMAL.matcher(text).matches();
    if (!decimal && !octal && !hexadecimal) {
      return null;
    }
    if (text.length() > limits.maxNumberLength()
        || (decimal && exponentExceeds(text, limits.maxExponent()))) {
      throw YamlReader.fault(JsonFault.Kind.NUMBER_TOO_LONG, event);
    }
    return new JsonNumber(
        decimal
            ? new BigDecimal(text)
            : new BigDecimal(new BigInteger(text.substring(2), octal ? 8 : 16)));
  }

  private static boolean exponentExceeds(String decimal, int max) {
    int e = Math.max(decimal.indexOf('e'), decimal.indexOf('E'));
    return e >= 0
        && new BigInteger(decimal.substring(e + 1)).abs().compareTo(BigInteger.valueOf(max)) > 0;
  }

  private YamlScalars() {}
}
