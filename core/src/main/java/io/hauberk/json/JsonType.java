package io.hauberk.json;

/** The six types of JSON (RFC 8259, 3). The order is that of the tape: containers come last. */
public enum JsonType {
  /** {@code null}. */
  NULL,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A number of any size; whole numbers are not a type of their own. */
  NUMBER,
  /** A string of Unicode scalar values. */
  STRING,
  /** An ordered list of values. */
  ARRAY,
  /** Members with distinct names. */
  OBJECT
}
