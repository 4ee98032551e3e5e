package io.hauberk.request;

import static java.util.Objects.requireNonNull;

/**
 * One point in which a request breaks its contract, told in the contract's own words.
 *
 * <p>A finding never holds the caller's text: where a place can only be named by a name that the
 * caller invented, it is written {@code *}.
 *
 * @param where the place in the request: {@code query.limit}, {@code header.X-Request-Id}, {@code
 *     body/lines/0/sku}
 * @param rule the keyword or rule that is broken: {@code maxLength}, {@code required}, {@code
 *     undeclared}
 * @param expected what the contract asks for, such as {@code at most 64 characters}
 * @param declaredAt where the contract says so, for operators: {@code
 *     #/components/schemas/Order/properties/id/maxLength}, with the document's name in front where
 *     the contract has several; empty where no place of the contract stands behind the finding
 */
public record Finding(String where, String rule, String expected, String declaredAt) {

  /** Checks that no part is absent. */
  public Finding {
    requireNonNull(where, "where");
    requireNonNull(rule, "rule");
    requireNonNull(expected, "expected");
    requireNonNull(declaredAt, "declaredAt");
  }

  /** A finding with no place of the contract behind it, such as a parameter that is undeclared. */
  public Finding(String where, String rule, String expected) {
    this(where, rule, expected, "");
  }
}
