package io.hauberk.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds in an OCSF event where a field of the Elastic Common Schema went. */
final class OcsfPlaces {

  /**
   * The path of the field's value, rather where OCSF has a name for it. Meant for events in which
   * no two fields have the same value.
   */
  static Optional<String> find(Map<String, Object> event, String field, Object value) {
    return find(event, "", field, value);
  }

  private static Optional<String> find(Object tree, String path, String field, Object value) {
    if (tree instanceof List<?> list && path.equals("evidences")) {
      return find(list.get(0), path + "[0]", field, value);
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    if (path.equals("unmapped")) {
      return value.equals(map.get(field)) ? Optional.of(path) : Optional.empty();
    }
    for (Map.Entry<?, ?> member : map.entrySet()) {
      String name = path.isEmpty() ? "" + member.getKey() : path + "." + member.getKey();
      Optional<String> found =
          same(member.getValue(), value)
              ? Optional.of(name)
              : find(member.getValue(), name, field, value);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean same(Object one, Object other) {
    return (one instanceof Number number && other instanceof Number another)
        ? number.longValue() == another.longValue()
        : one.equals(other);
  }

  private OcsfPlaces() {}
}
