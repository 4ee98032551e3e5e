package io.hauberk.schema;

/** The schema {@code false}: no value fits it (JSON Schema 2020-12, 4.3.2). */
final class Never extends Keyword {
  static final Never INSTANCE = new Never();

  private Never() {}

  @Override
  boolean check(Evaluation ev, int node) {
    return ev.refuseAny(expected());
  }

  @Override
  int types() {
    return Types.ALL;
  }

  @Override
  String rule() {
    return "false";
  }

  @Override
  String expected() {
    return "no value here";
  }
}
