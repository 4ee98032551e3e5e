package io.hauberk.schema;

/** The schema {@code false}: no value fits it (JSON Schema 2020-12, 4.3.2). */
enum Never implements Keyword {
  INSTANCE;

  @Override
  public boolean check(Evaluation ev, int node) {
    return ev.refuseAny(expected());
  }

  @Override
  public int types() {
    return Types.ALL;
  }

  @Override
  public String rule() {
    return "false";
  }

  @Override
  public String expected() {
    return "no value here";
  }
}
