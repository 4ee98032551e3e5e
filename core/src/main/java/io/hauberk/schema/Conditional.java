package io.hauberk.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code if}, {@code then} and {@code else} (JSON Schema 2020-12, 10.2.2). */
final class Conditional extends Keyword {
  private final SchemaNode condition;
  private final @Nullable SchemaNode then;
  private final @Nullable SchemaNode otherwise;

  static @Nullable Keyword compile(SchemaSite site) {
    SchemaNode then = site.findSchema("then").orElse(null);
    SchemaNode otherwise = site.findSchema("else").orElse(null);
    return site.findSchema("if")
        .map(condition -> new Conditional(condition, then, otherwise))
        .orElse(null);
  }

  private Conditional(
      SchemaNode condition, @Nullable SchemaNode then, @Nullable SchemaNode otherwise) {
    this.condition = condition;
    this.then = then;
    this.otherwise = otherwise;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    if (then == null && otherwise == null && !ev.marks.wanted()) {
      return true;
    }
    if (ev.fits(condition, node)) {
      return then == null || then.check(ev, node);
    }
    return otherwise == null || otherwise.check(ev, node);
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "if";
  }

  @Override
  String expected() {
    return "a value that fits what its condition asks for";
  }

  @Override
  void forEachInPlace(Consumer<SchemaNode> action) {
    action.accept(condition);
    if (then != null) {
      action.accept(then);
    }
    if (otherwise != null) {
      action.accept(otherwise);
    }
  }
}
