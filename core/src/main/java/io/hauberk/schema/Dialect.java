package io.hauberk.schema;

/** Which keywords a schema may use, and what they mean. */
public enum Dialect {
  /** JSON Schema 2020-12; {@code format} is asserted only where the compiler is told so. */
  JSON_SCHEMA_2020_12,
  /**
   * The schemas of OpenAPI 3.1: JSON Schema 2020-12 with the OpenAPI base vocabulary. {@code
   * format} is asserted.
   */
  OPENAPI_3_1,
  /**
   * The schemas of OpenAPI 3.0: {@code nullable}, boolean {@code exclusiveMinimum} and {@code
   * exclusiveMaximum}, one {@code type}; what stands beside a {@code $ref} is ignored. {@code
   * format} is asserted.
   */
  OPENAPI_3_0
}
