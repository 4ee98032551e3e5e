package io.hauberk.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InputTest {

  @Test
  void the_expression_is_small() {
    assertEquals(185, Input.expression(Input.EXPRESSION_LEVELS).length);
  }
}
