package io.hauberk.contract;

import io.hauberk.json.Json;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonPointer;
import io.hauberk.json.JsonTape;
import io.hauberk.schema.InstanceType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes decoded texts as JSON, typed by what the schema accepts and by nothing else: a number is
 * the text of a JSON number where a number is asked for, {@code true} is a boolean only where one
 * is asked for, and all else is a string, or does not fit. {@code null} has no text.
 */
final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private final JsonLimits limits;

  JsonText() {
    this(JsonLimits.DEFAULT);
  }

  /**
   * @param limits of JSON that was sent as such inside something else
   */
  JsonText(JsonLimits limits) {
    this.limits = limits;
  }

  /**
   * A text that does not fit.
   *
   * @param path the place below the parameter; invented names are {@code *}
   */
  record Mismatch(String path, String rule, String expected) {

    /** Whether the text is not what its place says that it is, whatever the schema. */
    boolean isMalformed() {
      return rule.equals("json");
    }
  }

  /** Writes a value; answers what does not fit, or null. */
  @Nullable Mismatch write(TextNode node, ValueShape shape) {
    return write(node, shape, "");
  }

  /** The JSON text. */
  String json() {
    return out.toString();
  }

  private @Nullable Mismatch write(TextNode node, ValueShape shape, String path) {
    if (node instanceof TextNode.Text text) {
      return writeText(text, shape, path);
    }
    if (node instanceof TextNode.Items items) {
      return shape.isArray() || shape.isOpen()
          ? writeItems(items.items(), shape, path)
          : new Mismatch(path, "repeated", "this once");
    }
    if (node instanceof TextNode.Members members) {
      if (shape.isObject() || shape.isOpen()) {
        return writeMembers(members.members(), shape, path);
      }
      Collection<TextNode> items = shape.isArray() ? itemsOf(members.members()) : null;
      return items == null
          ? new Mismatch(path, "type", shape.expected())
          : writeItems(items, shape, path);
    }
    return writeJson(((TextNode.Json) node).json(), path);
  }

  /**
   * JSON that stands alone is read as a whole later. Inside something, it must be whole by itself,
   * or it could end its property and begin others.
   */
  private @Nullable Mismatch writeJson(String json, String path) {
    boolean isWhole =
        path.isEmpty()
            || new JsonTape().read(json.getBytes(StandardCharsets.UTF_8), limits) == null;
    out.append(json);
    return isWhole ? null : new Mismatch(path, "json", "JSON within the limits");
  }

  private @Nullable Mismatch writeText(TextNode.Text node, ValueShape shape, String path) {
    String text = node.text();
    if (!shape.isPrimitive() && shape.isArray()) {
      return writeItems(List.of(node), shape, path);
    }
    boolean typed = !shape.isOpen();
    if (typed && shape.accepts(InstanceType.INTEGER) && isNumber(text)) {
      out.append(text);
    } else if (typed
        && shape.accepts(InstanceType.BOOLEAN)
        && (text.equals("true") || text.equals("false"))) {
      out.append(text);
    } else if (shape.accepts(InstanceType.STRING)) {
      Json.writeString(out, text);
    } else {
      return new Mismatch(path, "type", shape.expected());
    }
    return null;
  }

  private @Nullable Mismatch writeItems(Collection<TextNode> items, ValueShape shape, String path) {
    out.append('[');
    int index = 0;
    for (TextNode item : items) {
      out.append(index == 0 ? "" : ",");
      Mismatch mismatch = write(item, shape.items(), path + "/" + index++);
      if (mismatch != null) {
        return mismatch;
      }
    }
    out.append(']');
    return null;
  }

  private @Nullable Mismatch writeMembers(
      Map<String, TextNode> members, ValueShape shape, String path) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, TextNode> member : members.entrySet()) {
      String name = member.getKey();
      out.append(separator);
      separator = ",";
      Json.writeString(out, name);
      out.append(':');
      String place = path + "/" + (shape.names().contains(name) ? JsonPointer.escape(name) : "*");
      Mismatch mismatch = write(member.getValue(), shape.property(name), place);
      if (mismatch != null) {
        return mismatch;
      }
    }
    out.append('}');
    return null;
  }

  /** {@code a[]=x&a[]=y} or {@code a[0]=x&a[1]=y} as a list; null if the keys are not these. */
  private static @Nullable Collection<TextNode> itemsOf(Map<String, TextNode> members) {
    TextNode appended = members.get("");
    if (appended != null) {
      return members.size() > 1
          ? null
          : appended instanceof TextNode.Items items ? items.items() : List.of(appended);
    }
    int index = 0;
    for (String key : members.keySet()) {
      if (!key.equals(Integer.toString(index++))) {
        return null;
      }
    }
    return members.values();
  }

  /** Whether a text is a JSON number (RFC 8259, 6). */
  static boolean isNumber(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int digits = digits(text, i);
    if (digits == 0 || (digits > 1 && text.charAt(i) == '0')) {
      return false;
    }
    i += digits;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      if (fraction == 0) {
        return false;
      }
      i += 1 + fraction;
    }
    if (i < text.length() && (text.charAt(i) | 0x20) == 'e') {
      i++;
      if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      int exponent = digits(text, i);
      if (exponent == 0) {
        return false;
      }
      i += exponent;
    }
    return i == text.length();
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }
}
