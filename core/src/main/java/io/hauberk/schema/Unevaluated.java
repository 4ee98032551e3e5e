package io.hauberk.schema;

/** A keyword that looks at what all the other keywords of its schema left over. */
sealed interface Unevaluated extends Keyword permits UnevaluatedItems, UnevaluatedProperties {}
