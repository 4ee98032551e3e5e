package io.hauberk.samples.tour;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param target path and query, sent as they stand here
 * @param body null for none
 */
record Call(String method, String target, Map<String, String> headers, @Nullable String body) {

  static Call get(String target) {
    return new Call("GET", target, Map.of(), null);
  }

  static Call delete(String target) {
    return new Call("DELETE", target, Map.of(), null);
  }

  /** A POST of JSON. */
  static Call post(String target, String json) {
    return new Call("POST", target, Map.of("Content-Type", "application/json"), json);
  }

  /** The same, by the bearer of this token. */
  Call by(String token) {
    return header("Authorization", "Bearer " + token);
  }

  Call header(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Call(method, target, changed, body);
  }
}
