package io.hauberk.json;

import java.util.HexFormat;
import java.util.Map;
import java.util.function.IntPredicate;

/** Writes compact JSON that is safe to print, to log and to embed in HTML. */
final class JsonWriter {
  private static final HexFormat HEX = HexFormat.of();

  /** Appends a value; recursion is bounded, as the depth of a tree is ({@link JsonLimits}). */
  static void write(StringBuilder out, JsonValue value) {
    if (value instanceof JsonObject object) {
      out.append('{');
      String separator = "";
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        out.append(separator);
        writeString(out, member.getKey());
        out.append(':');
        write(out, member.getValue());
        separator = ",";
      }
      out.append('}');
    } else if (value instanceof JsonArray array) {
      out.append('[');
      String separator = "";
      for (JsonValue element : array) {
        out.append(separator);
        write(out, element);
        separator = ",";
      }
      out.append(']');
    } else if (value instanceof JsonString string) {
      writeString(out, string.value());
    } else {
      out.append(value); // numbers and literals are their own text
    }
  }

  static void writeString(StringBuilder out, String text) {
    out.append('"');
    write(out, text, JsonWriter::isPlain);
    out.append('"');
  }

  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    write(out, text, JsonWriter::isHarmless);
    return out.toString();
  }

  private static void write(StringBuilder out, String text, IntPredicate stays) {
    int plainFrom = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      if (!stays.test(codePoint)) {
        out.append(text, plainFrom, i);
        escape(out, codePoint);
        plainFrom = next;
      }
      i = next;
    }
    out.append(text, plainFrom, text.length());
  }

  private static boolean isPlain(int codePoint) {
    return codePoint != '"'
        && codePoint != '\\'
        && codePoint != '<'
        && codePoint != '>'
        && codePoint != '&'
        && isHarmless(codePoint);
  }

  /** Whether it is shown, and not obeyed. */
  private static boolean isHarmless(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint >= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT, // bidirectional overrides, zero-width characters, tags
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static void escape(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Character.getType(codePoint) == Character.SURROGATE) {
          out.append("\\ufffd");
        } else {
          for (char unit : Character.toChars(codePoint)) {
            out.append("\\u").append(HEX.toHexDigits(unit));
          }
        }
      }
    }
  }

  private JsonWriter() {}
}
