package io.hauberk.event;

import io.hauberk.json.Json;
import java.util.List;
import java.util.Map;

/** Maps, lists, numbers and texts as compact JSON on one line. */
final class JsonText {

  /** Appends a value; every text is escaped where a terminal or a parser could obey it. */
  static void write(StringBuilder out, Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      out.append('[');
      String separator = "";
      for (Object element : list) {
        out.append(separator);
        write(out, element);
        separator = ",";
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.append(separator);
        Json.writeString(out, member.getKey().toString());
        out.append(':');
        write(out, member.getValue());
        separator = ",";
      }
      out.append('}');
    } else {
      Json.writeString(out, value.toString());
    }
  }

  private JsonText() {}
}
