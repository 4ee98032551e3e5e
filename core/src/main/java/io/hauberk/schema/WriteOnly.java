package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/**
 * {@code writeOnly} in a response: the value must not leave (OpenAPI 3.0.3, 4.7.24.2; JSON Schema
 * Validation 2020-12, 9.4). In other directions it is an annotation.
 */
enum WriteOnly implements Keyword {
  INSTANCE;

  static @Nullable Keyword compile(SchemaSite site) {
    return site.linker().direction() == Direction.RESPONSE && site.flag("writeOnly")
        ? INSTANCE
        : null;
  }

  @Override
  public boolean check(Evaluation ev, int node) {
    return ev.refuse(this);
  }

  @Override
  public int types() {
    return Types.ALL;
  }

  @Override
  public String rule() {
    return "writeOnly";
  }

  @Override
  public String expected() {
    return "nothing: it is for requests alone";
  }
}
