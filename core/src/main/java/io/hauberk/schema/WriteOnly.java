package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/**
 * {@code writeOnly} in a response: the value must not leave (OpenAPI 3.0.3, 4.7.24.2; JSON Schema
 * Validation 2020-12, 9.4). In other directions it is an annotation.
 */
final class WriteOnly extends Keyword {
  static final WriteOnly INSTANCE = new WriteOnly();

  private WriteOnly() {}

  static @Nullable Keyword compile(SchemaSite site) {
    return site.linker().direction() == Direction.RESPONSE && site.flag("writeOnly")
        ? INSTANCE
        : null;
  }

  @Override
  boolean check(Evaluation ev, int node) {
    return ev.refuse(this);
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "writeOnly";
  }

  @Override
  String expected() {
    return "nothing: it is for requests alone";
  }
}
