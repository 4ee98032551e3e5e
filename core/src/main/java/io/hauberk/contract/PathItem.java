package io.hauberk.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Path Item Object, which may be spread over several by {@code $ref} (OAS 3.1, 4.8.9): what
 * stands beside a reference counts as much as what it leads to. Where both say something, OpenAPI
 * leaves open which counts, so that is a defect.
 *
 * @param parts the item itself, what its reference leads to, and so on; never empty
 */
record PathItem(List<Located> parts) {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");

  PathItem {
    parts = List.copyOf(parts);
  }

  /** The part that has a field, or the last one. */
  Located with(String field) {
    return parts.stream()
        .filter(part -> part.has(field))
        .findFirst()
        .orElse(parts.get(parts.size() - 1));
  }

  /** The operations by their methods, which are case-sensitive (RFC 9110, 9.1). */
  Map<String, Located> operations(Defects defects) {
    once("parameters", defects);
    once("servers", defects);
    Map<String, Located> operations = new LinkedHashMap<>();
    for (Located part : parts) {
      for (String field : METHODS) {
        Located operation = part.object(field);
        if (operation != null) {
          put(field.toUpperCase(Locale.ROOT), operation, operations, defects);
        }
      }
      for (Located operation : part.entries("additionalOperations")) {
        put(operation.key(), operation, operations, defects);
      }
    }
    return operations;
  }

  private static void put(
      String method, Located operation, Map<String, Located> operations, Defects defects) {
    if (operations.putIfAbsent(method, operation) != null) {
      defects.add(operation.at(), "is also declared beside the $ref that leads here. Keep one");
    }
  }

  private void once(String field, Defects defects) {
    List<Located> having = parts.stream().filter(part -> part.has(field)).toList();
    if (having.size() > 1) {
      defects.add(
          having.get(0).at(field), "stands beside a $ref to an item that has it, too. Keep one");
    }
  }
}
