package io.hauberk.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code $dynamicRef} (JSON Schema 2020-12, 8.2.3.2). */
final class DynamicRef extends Keyword {
  private final SchemaNode target;
  private final String anchor;
  private final Map<Resource, SchemaNode> targets;

  /**
   * A reference that leads to a {@code $dynamicAnchor} is dynamic: it goes to the anchor of that
   * name in the outermost resource that was entered on the way. Any other is a {@code $ref}.
   */
  static @Nullable Keyword compile(SchemaSite site) {
    return site.findText("$dynamicRef").map(reference -> compile(site, reference)).orElse(null);
  }

  private static Keyword compile(SchemaSite site, String reference) {
    Registry registry = site.linker().registry();
    Location location = registry.resolve(site.location(), "$dynamicRef", reference);
    String anchor = References.fragment(reference);
    Map<Resource, SchemaNode> targets = new HashMap<>();
    if (location.resource().hasDynamicAnchor(anchor)) {
      registry
          .dynamicAnchors(anchor)
          .forEach((resource, place) -> targets.put(resource, site.linker().node(place)));
    }
    return new DynamicRef(
        site.linker().node(location), anchor, targets.size() > 1 ? targets : Map.of());
  }

  private DynamicRef(SchemaNode target, String anchor, Map<Resource, SchemaNode> targets) {
    this.target = target;
    this.anchor = anchor;
    this.targets = Map.copyOf(targets);
  }

  @Override
  boolean check(Evaluation ev, int node) {
    Resource outermost = targets.isEmpty() ? null : ev.outermost(anchor);
    SchemaNode chosen = outermost == null ? null : targets.get(outermost);
    return (chosen == null ? target : chosen).check(ev, node);
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "$dynamicRef";
  }

  @Override
  String expected() {
    return "a value that fits the schema referred to";
  }

  /** Whether the dynamic scope decides where it leads: it has more than one place to go. */
  boolean isOpen() {
    return !targets.isEmpty();
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    action.accept(target);
  }

  @Override
  void forEachElsewhere(Consumer<SchemaNode> action) {
    targets.values().stream().filter(other -> other != target).forEach(action);
  }

  @Override
  boolean forks() {
    return false;
  }
}
