package io.hauberk.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What of the dynamic scope (JSON Schema 2020-12, 7.1) a {@code $dynamicRef} can see: for each
 * dynamic anchor that several resources have, the outermost of them that was entered.
 */
final class DynamicScope {
  /*
   * Scopes that tell no difference are one object, so that what was judged in one need not be judged
   * again in the other. They are made when they are first met, and kept; a contract that could make
   * very many is refused more memory: its further scopes are made anew each time and have no number.
   */
  private static final int MAX_KEPT = 1 << 12;
  private static final int NO_NUMBER = -1;

  private final int number;
  private final Map<String, Resource> outermost;
  private final Map<Map<String, Resource>, DynamicScope> all;
  private final Map<Resource, DynamicScope> after = new ConcurrentHashMap<>();

  /** The scope in which nothing was entered yet, for the schemas of one compiler. */
  static DynamicScope outside() {
    return new DynamicScope(0, Map.of(), new ConcurrentHashMap<>());
  }

  private DynamicScope(
      int number, Map<String, Resource> outermost, Map<Map<String, Resource>, DynamicScope> all) {
    this.number = number;
    this.outermost = outermost;
    this.all = all;
  }

  /** The scope inside a resource. */
  DynamicScope enter(Resource resource) {
    DynamicScope known = after.get(resource);
    if (known != null) {
      return known;
    }
    Map<String, Resource> next = new HashMap<>(outermost);
    resource.contestedAnchors().forEach(anchor -> next.putIfAbsent(anchor, resource));
    if (next.size() == outermost.size()) {
      after.put(resource, this);
      return this;
    }
    synchronized (all) { // only when a scope is met for the first time, and never across I/O
      DynamicScope scope = all.get(next);
      if (scope == null) {
        if (all.size() >= MAX_KEPT) {
          return new DynamicScope(NO_NUMBER, Map.copyOf(next), all);
        }
        scope = new DynamicScope(all.size() + 1, Map.copyOf(next), all);
        all.put(scope.outermost, scope);
      }
      after.put(resource, scope);
      return scope;
    }
  }

  /** The outermost resource entered that has this dynamic anchor. */
  @Nullable Resource outermost(String anchor) {
    return outermost.get(anchor);
  }

  /** Whether it can be told from all others by its number. */
  boolean isNumbered() {
    return number != NO_NUMBER;
  }

  int number() {
    return number;
  }
}
