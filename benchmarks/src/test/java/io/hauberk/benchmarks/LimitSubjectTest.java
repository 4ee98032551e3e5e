package io.hauberk.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitSubjectTest {

  @ParameterizedTest
  @EnumSource
  void each_admits_what_is_permitted_and_not_a_call_more(LimitSubject subject) {
    BooleanSupplier limit = subject.limit(3, Duration.ofDays(1));
    int admitted = 0;
    for (int i = 0; i < 5; i++) {
      admitted += limit.getAsBoolean() ? 1 : 0;
    }
    assertEquals(3, admitted);
  }
}
