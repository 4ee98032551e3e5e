package io.hauberk.schema;

import org.jspecify.annotations.Nullable;

/**
 * A value that must not travel this way (OpenAPI 3.0.3, 4.7.24.2; JSON Schema Validation 2020-12,
 * 9.4). In other directions both words are annotations.
 */
final class WrongWay extends Keyword {

  /**
   * {@code readOnly} in a request: the property "SHOULD NOT be sent as part of the request", and
   * whoever owns it may answer with an error. {@link OneWay} says which properties these are; the
   * schema of a body as a whole is none.
   */
  static final WrongWay READ_ONLY = new WrongWay("readOnly", "nothing: it is for responses alone");

  /** {@code writeOnly} in a response: the value must not leave. */
  static final WrongWay WRITE_ONLY = new WrongWay("writeOnly", "nothing: it is for requests alone");

  private final String rule;
  private final String expected;

  static @Nullable Keyword compileWriteOnly(SchemaSite site) {
    return site.linker().direction() == Direction.RESPONSE && site.flag("writeOnly")
        ? WRITE_ONLY
        : null;
  }

  private WrongWay(String rule, String expected) {
    this.rule = rule;
    this.expected = expected;
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
    return rule;
  }

  @Override
  String expected() {
    return expected;
  }
}
