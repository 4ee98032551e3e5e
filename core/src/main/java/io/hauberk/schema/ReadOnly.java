package io.hauberk.schema;

/**
 * {@code readOnly} in a request: the property "SHOULD NOT be sent as part of the request" (OpenAPI
 * 3.0.3, 4.7.24.2), and whoever owns it may answer with an error (JSON Schema Validation 2020-12,
 * 9.4). {@link OneWay} says which properties these are; the schema of a body as a whole is none.
 */
final class ReadOnly extends Keyword {
  static final ReadOnly INSTANCE = new ReadOnly();

  private ReadOnly() {}

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
    return "readOnly";
  }

  @Override
  String expected() {
    return "nothing: it is for responses alone";
  }
}
