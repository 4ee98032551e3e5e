package io.hauberk.schema;

import io.hauberk.json.JsonBoolean;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Properties that travel one way only: what is {@code readOnly} is not required in a request, what
 * is {@code writeOnly} not in a response (OpenAPI 3.0.3, 4.7.24.2).
 */
final class OneWay {
  private static final int LONGEST_CHAIN = 16;

  /** Those of the required names that must not be asked for in the direction of the compiler. */
  static Set<String> names(SchemaSite site, Set<String> required) {
    Set<String> names = new LinkedHashSet<>();
    String flag =
        switch (site.linker().direction()) {
          case REQUEST -> "readOnly";
          case RESPONSE -> "writeOnly";
          case UNSPECIFIED -> null;
        };
    if (flag == null) {
      return names;
    }
    site.map("properties")
        .forEach(
            (name, schema) -> {
              if (required.contains(name) && isFlagged(site, schema, flag)) {
                names.add(name);
              }
            });
    return names;
  }

  /** Whether a property's schema, or one that it merely refers to, carries the flag. */
  private static boolean isFlagged(SchemaSite site, JsonValue property, String flag) {
    @Nullable Location at = null;
    JsonValue value = property;
    for (int i = 0; i < LONGEST_CHAIN && value instanceof JsonObject schema; i++) {
      if (schema.get(flag) == JsonBoolean.TRUE) {
        return true;
      }
      String reference = Registry.text(schema, "$ref");
      if (reference == null) {
        return false;
      }
      Location from = at == null ? site.location() : at;
      at = site.linker().registry().resolve(from, "$ref", reference);
      value = at.value();
    }
    return false;
  }

  private OneWay() {}
}
