package io.hauberk.contract;

import java.util.ArrayList;
import java.util.List;

/** The styles {@code label} and {@code matrix} of path parameters (RFC 6570, 3.2.5 and 3.2.7). */
final class PathStyles {
  private static final List<String> COMMA = List.of(",");
  private static final List<String> DOT = List.of(".");

  /** {@code .blue}, {@code .blue,black}, exploded {@code .blue.black} and {@code .R=1.G=2}. */
  static Decoded label(String raw, boolean explode, ValueShape shape) {
    if (!raw.startsWith(".")) {
      return Decoded.malformed("a '.' in front");
    }
    return Delimited.read(
        raw.substring(1), explode ? DOT : COMMA, explode, shape, TextDecoder.PERCENT);
  }

  /** {@code ;c=blue}, exploded {@code ;c=blue;c=black} and {@code ;R=1;G=2}. */
  static Decoded matrix(String raw, String name, boolean explode, ValueShape shape) {
    if (!raw.startsWith(";")) {
      return Decoded.malformed("a ';' in front");
    }
    List<String> parts = Delimited.split(raw.substring(1), List.of(";"));
    if (explode && shape.isObject() && !shape.isPrimitive()) {
      return Delimited.pairs(parts, TextDecoder.PERCENT);
    }
    List<String> values = new ArrayList<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      String partName = equals < 0 ? part : part.substring(0, equals);
      if (!name.equals(TextDecoder.PERCENT.decode(partName))) {
        return Decoded.malformed("the parameter's own name after each ';'");
      }
      values.add(equals < 0 ? "" : part.substring(equals + 1));
    }
    if (explode && shape.isArray() && !shape.isPrimitive()) {
      return Delimited.items(values, TextDecoder.PERCENT);
    }
    return values.size() > 1
        ? Decoded.repeated()
        : Delimited.read(values.get(0), COMMA, false, shape, TextDecoder.PERCENT);
  }

  private PathStyles() {}
}
