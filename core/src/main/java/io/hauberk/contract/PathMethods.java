package io.hauberk.contract;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The operations of one path, by method. */
final class PathMethods {
  private final Map<String, ContractOperation> operations;
  private final SortedSet<String> allow;

  PathMethods(Map<String, ContractOperation> operations) {
    this.operations = Map.copyOf(operations);
    this.allow = new TreeSet<>(operations.keySet());
    if (!allow.isEmpty()) {
      allow.add("OPTIONS");
    }
    if (allow.contains("GET")) {
      allow.add("HEAD"); // RFC 9110, 9.3.2
    }
  }

  @Nullable ContractOperation find(String method) {
    ContractOperation operation = operations.get(method);
    return operation == null && method.equals("HEAD") ? operations.get("GET") : operation;
  }

  /** The methods that can be called. */
  SortedSet<String> allow() {
    return allow;
  }
}
