package io.hauberk.schema;

/** Which way the instances of a schema travel: it decides what {@code required} may ask for. */
public enum Direction {
  /**
   * A request: what is {@code readOnly} is not required, and refused where the compiler is told so
   * (OpenAPI 3.0.3, 4.7.24.2).
   */
  REQUEST,
  /**
   * A response: what is {@code writeOnly} is not required and must not be there (OpenAPI 3.0.3,
   * 4.7.24.2).
   */
  RESPONSE,
  /** Neither: {@code required} is taken as written. The default. */
  UNSPECIFIED
}
