package io.hauberk.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code $ref} (JSON Schema 2020-12, 8.2.3.1). */
final class Ref extends Keyword {
  private final SchemaNode target;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.findText("$ref")
        .map(reference -> new Ref(site.resolve("$ref", reference)))
        .orElse(null);
  }

  static Ref to(SchemaNode target) {
    return new Ref(target);
  }

  private Ref(SchemaNode target) {
    this.target = target;
  }

  SchemaNode target() {
    return target;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return target.check(ev, node);
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "$ref";
  }

  @Override
  String expected() {
    return "a value that fits the schema referred to";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    action.accept(target);
  }
}
