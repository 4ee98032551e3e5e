package io.hauberk.schema;

import java.util.Locale;

/** The kinds of {@link SchemaNote}; their ids are stable, because reports are filtered by them. */
enum Oddity {
  /** A keyword that the dialect does not know. */
  UNKNOWN_KEYWORD,
  /** A format that nobody here knows. */
  UNKNOWN_FORMAT,
  /** A keyword that is known, and checks nothing where it stands. */
  IDLE_KEYWORD,
  /** What stands beside a {@code $ref} in OpenAPI 3.0. */
  REF_SIBLINGS,
  /** A discriminator that leads to no schema, or a schema that none of its values leads to. */
  UNMAPPED_DISCRIMINATOR,
  /** A pattern that an engine which backtracks can take very long for. */
  REDOS_PRONE,
  /** A pattern that is read although ECMA-262 refuses it in Unicode mode. */
  LENIENT_PATTERN,
  /** No value fits. */
  UNSATISFIABLE;

  /** The id: {@code unknown-keyword}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
