package io.hauberk.schema;

import java.util.Locale;

/** The types that {@code type} names (JSON Schema Validation 2020-12, 6.1.1). */
public enum InstanceType {
  /** {@code null}. */
  NULL,
  /** {@code true} and {@code false}. */
  BOOLEAN,
  /** A number without a fraction; {@code 1.0} is one. */
  INTEGER,
  /** Any number, with or without a fraction. */
  NUMBER,
  /** A string. */
  STRING,
  /** An array. */
  ARRAY,
  /** An object. */
  OBJECT;

  /** The word of the schema: {@code integer}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
