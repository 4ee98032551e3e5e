package io.hauberk.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PatternFactsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(a+)+$",
        "^(a*)*$",
        "^(a|a)*$",
        "^(a|aa)+$",
        "^([a-z]+\\d*)+$",
        "^(\\w+\\s?)+$",
        "(.*)*x",
        "^(a?b?)*$",
        "^((ab)*|a|b)*$",
        "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*@x$" // from the OWASP page on ReDoS
      })
  void an_expression_with_two_ways_around_a_circle_explodes(String pattern) {
    assertTrue(PatternFacts.of(pattern).isExponential());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^a+$",
        "^(ab)+$",
        "^(a+b)+$",
        "^(a|b)*$",
        "^[a-z]+(-[a-z]+)*$",
        "^(\\d{1,3}\\.){3}\\d{1,3}$",
        "^.*foo.*bar$",
        "^[A-Z]{3}-[0-9]{4}$",
        "^(?:a+)?b+$",
        "(?=x)(a+)+", // not regular: nobody can tell
        "("
      })
  void an_expression_with_one_way_does_not(String pattern) {
    assertFalse(PatternFacts.of(pattern).isExponential());
  }

  @ParameterizedTest
  @CsvSource({"^a$,true", "a$,false", "^a,false", "^a$|^b$,true", "^a|b$,false", "^(?:a|b)$,true"})
  void an_expression_that_holds_for_the_whole_text_is_anchored(String pattern, boolean anchored) {
    assertEquals(anchored, PatternFacts.of(pattern).isAnchored());
  }

  @ParameterizedTest
  @CsvSource({
    "^ord_[0-9a-f]{16}$,20",
    "'^c-[0-9]{4,8}$',10",
    "^(a|bcd)?$,3",
    "^a*$,2147483647",
    "a,2147483647"
  })
  void the_longest_text_is_known_where_both_ends_are(String pattern, int length) {
    assertEquals(length, PatternFacts.of(pattern).maxLength());
  }

  @Test
  void a_large_expression_costs_little() {
    assertFalse(PatternFacts.of("^(" + "[a-z]{9}x".repeat(1000) + ")*$").isExponential());
  }
}
