package io.hauberk.schema;

/** A keyword that looks at what all the other keywords of its schema left over. */
abstract sealed class Unevaluated extends Keyword permits UnevaluatedItems, UnevaluatedProperties {}
